package dev.session.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Signals by name and number.
class SignalsTest {

  @Test
  void namesAreReadWithAndWithoutPrefixInAnyCase() {
    for (var text : List.of("SIGTERM", "TERM", "sigterm", "Term", "15")) {
      assertEquals(OptionalInt.of(Signals.TERM), Signals.number(text), text);
    }
  }

  @Test
  void everyNameReadsBackAsItsNumber() {
    for (var name : Signals.names()) {
      assertEquals(name, Signals.name(Signals.number(name).orElseThrow()));
    }
    assertEquals(62, Signals.names().size());
  }

  @Test
  void theNumbersAreTheSystemsOwn() throws Exception {
    // The shell's list is an independent witness; it has real-time signals under names of its own.
    var process = new ProcessBuilder("bash", "-c", "for n in {1..31}; do kill -l $n; done").start();
    var names =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
            .lines()
            .toList();
    assertEquals(31, names.size());
    for (var number = 1; number <= names.size(); number++) {
      assertEquals("SIG" + names.get(number - 1), Signals.name(number));
    }
  }

  @Test
  void realTimeSignalsCountFromBothEnds() {
    assertEquals(OptionalInt.of(34), Signals.number("RTMIN"));
    assertEquals(OptionalInt.of(37), Signals.number("sigrtmin+3"));
    assertEquals(OptionalInt.of(64), Signals.number("SIGRTMAX"));
    assertEquals(OptionalInt.of(62), Signals.number("RTMAX-2"));
    assertEquals(OptionalInt.of(64), Signals.number("RTMIN+30"));
    assertEquals("SIGRTMIN+3", Signals.name(37));
    assertEquals("SIGRTMAX", Signals.name(64));
  }

  @Test
  void oldNamesAreUnderstood() {
    assertEquals(Signals.number("ABRT"), Signals.number("SIGIOT"));
    assertEquals(Signals.number("CHLD"), Signals.number("CLD"));
    assertEquals(Signals.number("IO"), Signals.number("POLL"));
    assertEquals(Signals.number("SYS"), Signals.number("UNUSED"));
  }

  @Test
  void whatIsNoSignalIsNotRead() {
    for (var text :
        List.of(
            "",
            "0",
            "65",
            "-9",
            "+9",
            "9 ",
            " 9",
            "9999999999",
            "SIG",
            "SIG9",
            "SIGSIGTERM",
            "NOPE",
            "RTMIN-1",
            "RTMIN+31",
            "RTMAX+1",
            "RTMAX-31",
            "RTMIN+",
            "RTMIN3",
            "RT",
            "SIGKİLL")) {
      assertEquals(OptionalInt.empty(), Signals.number(text), text);
    }
    assertThrows(IllegalArgumentException.class, () -> Signals.name(0));
    assertThrows(IllegalArgumentException.class, () -> Signals.name(65));
    assertTrue(Signals.name(32).equals("SIG32"));
  }
}

package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `mouse`, `focus`, `modes`: what the program in a session is told, byte for byte, and what is
/// refused.
final class MouseTest {
  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();

  /// A program that prints this, and then writes the bytes it reads, raw, to a file as they come.
  private String reader(String output) {
    var id =
        sandbox.create(
            "--", "/bin/sh", "-c", "stty raw -echo; printf '" + output + "'; exec cat > got");
    sandbox.awaitText(id, "ready");
    return id;
  }

  private String got() {
    try {
      var bytes = Files.readAllBytes(sandbox.directory().resolve("got"));
      return new String(bytes, StandardCharsets.ISO_8859_1).replace("\033", "\\e");
    } catch (IOException notYet) {
      return "";
    }
  }

  private void assertGot(String expected) {
    Await.within(Await.LIMIT, () -> got().length() >= expected.length());
    assertEquals(expected, got());
  }

  private Result mouse(String session, String... words) {
    var all = new ArrayList<>(List.of("mouse", session));
    all.addAll(List.of(words));
    return sandbox.ask(all.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9         | '\\e[M &%'",
        "1000      | '\\e[M &%\\e[M#&%'",
        "1000;1005 | '\\e[M &%\\e[M#&%'",
        "1000;1006 | '\\e[<0;6;5M\\e[<0;6;5m'",
        "1000;1015 | '\\e[32;6;5M\\e[35;6;5M'",
        "1003;1016 | '\\e[<0;56;91M\\e[<0;56;91m'"
      })
  void aClickIsReportedAsTheProgramAsked(String modes, String report) {
    var id = reader("ready\\033[?" + modes + "h");
    mouse(id, "click", "4", "5").exits(0);
    assertGot(report);
  }

  @Test
  void theMouseAimsAtWhatTheScreenShows() {
    var id = reader("\\033[?1000;1006h\\033[3;1H[ OK ] [ No ] 漢字 OK\\033[7;77Hwrapped ready");
    var result = mouse(id, "click", "--on-text", "OK", "--json").exits(0).success();
    assertEquals(2, result.path("row").asInt());
    assertEquals(2, result.path("col").asInt());
    assertEquals(2, result.path("matches").asInt());
    mouse(id, "click", "--on-text", "OK", "--nth", "2").exits(0);
    mouse(id, "click", "--on-regex", "N[a-z]", "--button", "right").exits(0);
    mouse(id, "down", "--on-text", "wrapped").exits(0);
    assertGot("\\e[<0;3;3M\\e[<0;3;3m\\e[<0;20;3M\\e[<0;20;3m\\e[<2;10;3M\\e[<2;10;3m\\e[<0;77;7M");
    var absent = mouse(id, "click", "--on-text", "absent", "--json").exits(13).failure();
    assertEquals("EXPECTATION_FAILED", absent.path("code").stringValue());
    mouse(id, "click", "--on-text", "OK", "--nth", "3").exits(13);
  }

  @Test
  void aDragPassesEveryCellAndHeldButtonsMove() {
    var id = reader("\\033[?1002;1006hfrom here to there ready");
    mouse(id, "drag", "1", "1", "3", "3").exits(0);
    assertGot("\\e[<0;2;2M\\e[<32;3;3M\\e[<32;4;4M\\e[<0;4;4m");
    mouse(id, "drag", "--on-text", "here", "--to-text", "he", "--modifiers", "ctrl").exits(0);
    assertGot(got());
    mouse(id, "down", "5", "5").exits(0);
    mouse(id, "move", "5", "7").exits(0);
    mouse(id, "up", "5", "7").exits(0);
    mouse(id, "scroll", "0", "0", "--direction", "up", "--times", "2").exits(0);
    var end = "\\e[<0;6;6M\\e[<32;8;6M\\e[<0;8;6m\\e[<64;1;1M\\e[<64;1;1M";
    Await.until("the last report has come", () -> got().endsWith(end));
  }

  @Test
  void whatTheProgramDidNotAskForIsRefused() {
    var id = reader("ready");
    var failure = mouse(id, "click", "0", "0", "--json").exits(2).failure();
    assertEquals("MOUSE_NOT_ENABLED", failure.path("code").stringValue());
    assertTrue(failure.path("message").stringValue().contains("--force"), failure::toString);
    mouse(id, "click", "0", "0", "--force").exits(0);
    assertGot("\\e[M !!\\e[M#!!");
    sandbox.ask("focus", id, "in").exits(2);
    sandbox.ask("focus", id, "in", "--force").exits(0);
    assertGot("\\e[M !!\\e[M#!!\\e[I");
  }

  @Test
  void whatMakesNoSenseIsWrongUse() {
    var id = reader("\\033[?1000;1006hready");
    for (var words :
        List.of(
            List.of("click"),
            List.of("click", "1"),
            List.of("click", "1", "1", "1"),
            List.of("click", "1", "1", "--on-text", "x"),
            List.of("click", "99", "1"),
            List.of("click", "x", "1"),
            List.of("drag", "1", "1"),
            List.of("click", "1", "1", "--button", "fourth"),
            List.of("click", "1", "1", "--modifiers", "alt+x"),
            List.of("click", "1", "1", "--nth", "2"),
            List.of("wave", "1", "1"))) {
      mouse(id, words.toArray(String[]::new)).exits(2);
    }
    assertEquals("", got());
  }

  @Test
  void theWheelPressesCursorKeysUnderAlternateScrolling() {
    var id = reader("\\033[?1049;1007hready");
    mouse(id, "scroll", "1", "1").exits(0);
    assertGot("\\e[B\\e[B\\e[B");
  }

  @Test
  void modesAreToldLiveAndAfterTheEnd() {
    var id = reader("\\033[?1002;1006;1004;2004h\\033[?1h\\033=\\033[>5u\\033[>4;2mready");
    var live = sandbox.ask("modes", id).exits(0).success();
    assertEquals("drags", live.path("mouse").stringValue());
    assertEquals(1006, live.path("mouseEncodingMode").asInt());
    assertEquals("application", live.path("cursorKeys").stringValue());
    assertEquals("application", live.path("keypad").stringValue());
    assertEquals(2, live.path("modifyOtherKeys").asInt());
    assertEquals("disambiguate", live.path("kittyFlags").path(0).stringValue());
    assertEquals("report-alternates", live.path("kittyFlags").path(1).stringValue());
    assertFalse(live.path("lineInput").asBoolean());
    assertTrue(sandbox.run("modes", id).exits(0).out().contains("drags (1002)"));
    sandbox.ask("signal", id, "KILL").exits(0);
    sandbox.ended(id);
    var over = sandbox.ask("modes", id).exits(0).success();
    assertEquals("drags", over.path("mouse").stringValue());
    assertFalse(over.has("lineInput"));
    var before = sandbox.ask("modes", id, "--at", "0").exits(0).success();
    assertEquals(0, before.path("capturedAtSeq").asInt());
  }
}

package dev.session.terminal.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// libvterm's own test scripts. Where xterm does otherwise than libvterm we follow xterm: those
/// checks stand in a table with the reason.
class LibvtermConformanceTest {
  private static final Tally CHECKS = new Tally("libvterm scripts");

  private static final String CURSOR_STEADY = "xterm's cursor does not blink after a reset";
  private static final String SGR_FROM_RESET = "xterm's DECRQSS reports SGR from a reset: 0;…";
  private static final String SCREEN_REVERSED = "DECSCNM is a mode of the screen, not of its cells";

  /// Scripts about what lies outside this terminal.
  private static final Map<String, String> NOT_RUN =
      Map.of(
          "02parser", "tests the parser's callbacks, in 8-bit mode",
          "14state_encoding", "8-bit encodings; we are a UTF-8 terminal",
          "40state_selection", "OSC 52 is passed to the program around the terminal");

  /// Checks by `script:line what` that xterm contradicts, and why.
  private static final Map<String, String> EXCEPTIONS =
      Map.ofEntries(
          Map.entry(
              "10state_putglyph:58 glyph 0,0", "xterm keeps two combining characters, not five"),
          Map.entry("11state_movecursor:178 cursor", "xterm has no HPB"),
          Map.entry("11state_movecursor:194 cursor", "xterm has no VPB"),
          Map.entry(
              "13state_edit:81 cursor", "xterm moves to the first column on IL, as ECMA-48 says"),
          Map.entry("13state_edit:269 output", "xterm reports DECSCA 0 after 2"),
          Map.entry(
              "15state_mode:11 glyph 0,1", "the glyph was moved on by the insertion of the next"),
          Map.entry(
              "15state_mode:21 glyph 0,1", "the glyph was moved on by the insertion of the next"),
          Map.entry("17state_mouse:15 cursor blinks", CURSOR_STEADY),
          Map.entry("17state_mouse:74 cursor blinks", CURSOR_STEADY),
          Map.entry("17state_mouse:181 cursor blinks", CURSOR_STEADY),
          Map.entry("18state_termprops:6 cursor blinks", CURSOR_STEADY),
          Map.entry("68screen_termprops:6 cursor blinks", CURSOR_STEADY),
          Map.entry("26state_query:7 output", "we say who we are"),
          Map.entry("26state_query:12 output", "we say who we are"),
          Map.entry("26state_query:27 output", "xterm's DECXCPR reports the page"),
          Map.entry("26state_query:37 output", SGR_FROM_RESET),
          Map.entry("26state_query:42 output", SGR_FROM_RESET),
          Map.entry("26state_query:47 output", SGR_FROM_RESET),
          Map.entry("26state_query:52 output", SGR_FROM_RESET),
          Map.entry("26state_query:57 output", SGR_FROM_RESET),
          Map.entry(
              "31state_rep:42 glyph 0,1", "xterm repeats the base without what combines with it"),
          Map.entry("31state_rep:127 glyph 1,0", "xterm's REP wraps"),
          Map.entry("64screen_pen:51 cell 0,0 attributes", SCREEN_REVERSED),
          Map.entry("64screen_pen:52 cell 1,0 attributes", SCREEN_REVERSED));

  @AfterAll
  static void printCounts() {
    CHECKS.print();
  }

  @TestFactory
  Stream<DynamicContainer> scripts() throws IOException {
    Path directory = ConformanceData.path("libvterm");
    try (Stream<Path> files = Files.list(directory)) {
      List<String> names =
          files
              .map(path -> path.getFileName().toString())
              .filter(name -> name.endsWith(".test"))
              .map(name -> name.substring(0, name.length() - ".test".length()))
              .sorted()
              .toList();
      assertTrue(names.size() > 20, "only " + names.size() + " scripts");
      return names.stream()
          .filter(name -> !NOT_RUN.containsKey(name))
          .map(name -> dynamicContainer(name, checks(name)));
    }
  }

  private static Stream<DynamicTest> checks(String name) {
    return LibvtermScript.run(name, ConformanceData.lines("libvterm/" + name + ".test")).stream()
        .filter(check -> !EXCEPTIONS.containsKey(check.id() + " " + check.what()))
        .map(check -> dynamicTest(check.id() + " " + check.section(), () -> verify(name, check)));
  }

  private static void verify(String name, LibvtermScript.Check check) {
    CHECKS.count(
        name,
        () ->
            assertEquals(
                check.expected(),
                check.actual(),
                check.id() + " " + check.section() + ": " + check.what()));
  }
}

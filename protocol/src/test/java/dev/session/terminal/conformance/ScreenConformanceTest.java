package dev.session.terminal.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every screen of the manifest: its text, its cursor, and that the chunks in which the bytes
/// arrive do not matter. Tier A must all pass, tier B but for the exceptions below; tier C is not
/// compared, only fed.
class ScreenConformanceTest {
  private static final Tally TEXT = new Tally("screen text");
  private static final Tally CURSOR = new Tally("screen cursor");
  private static final Tally CHUNKS = new Tally("same at any chunking");
  private static final Tally DUMPS = new Tally("same after dump and restore");

  private static final String NO_DOUBLE_WIDTH =
      "the engines that agree have no lines of double width";
  private static final String PRINTED = "xterm was read by printing, which shows something else: ";

  /// Screens outside tier A that we do not show, and why.
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "vttest_live/menu04-doublesize-003",
          NO_DOUBLE_WIDTH,
          "vttest_live/menu04-doublesize-004",
          NO_DOUBLE_WIDTH,
          "vttest_live/menu04-doublesize-005",
          PRINTED + "bytes for line drawing of double width",
          "vttest_live/menu04-doublesize-006",
          PRINTED + "bytes for line drawing of double width",
          "vttest_live/menu03-charsets-008",
          "DECNRCM turns UTF-8 off in xterm; ours stays on",
          "vttest_live/menu03-charsets-009",
          "DECNRCM turns UTF-8 off in xterm; ours stays on",
          "zellij/vttest3_0",
          "xterm takes `ESC ( A` for Latin-1; we and others for the British set",
          "vt100rust/combining-06",
          PRINTED + "no mark on an empty cell",
          "vt100rust/combining-13",
          PRINTED + "no mark on an empty cell",
          "vt100rust/wrap-23",
          PRINTED + "nothing for half a wide character");

  @AfterAll
  static void printCounts() {
    TEXT.print();
    CURSOR.print();
    CHUNKS.print();
    DUMPS.print();
  }

  @TestFactory
  Stream<DynamicContainer> screensThatARealTerminalShows() {
    return bySuite(
        screenCase ->
            screenCase.tier().equals("C") && screenCase.xtermScreen() == null
                ? Stream.of()
                : Stream.of(dynamicTest(name(screenCase), () -> showsTheScreen(screenCase))));
  }

  @TestFactory
  Stream<DynamicContainer> chunksDoNotMatter() {
    return bySuite(
        screenCase ->
            Stream.of(dynamicTest(screenCase.id(), () -> isTheSameAtAnyChunking(screenCase))));
  }

  @TestFactory
  Stream<DynamicContainer> aDumpRestoresTheScreen() {
    return bySuite(
        screenCase ->
            Stream.of(
                dynamicTest(screenCase.id(), () -> isTheSameAfterDumpAndRestore(screenCase))));
  }

  private static String name(ScreenCase screenCase) {
    String reason = EXCEPTIONS.get(screenCase.id());
    return screenCase.id() + (reason == null ? "" : " (exception: " + reason + ")");
  }

  private static void showsTheScreen(ScreenCase screenCase) {
    byte[] input = screenCase.bytes();
    var terminal = new TerminalUnderTest(screenCase.cols(), screenCase.rows());
    terminal.feed(input, 0, input.length);
    List<String> shown = terminal.screen().stream().map(ScreenCase::comparable).toList();
    if (EXCEPTIONS.containsKey(screenCase.id())) {
      return;
    }
    String suite = screenCase.suite() + " " + screenCase.tier();
    TEXT.count(
        suite,
        () ->
            assertEquals(
                String.join("\n", screenCase.screen()),
                String.join("\n", shown),
                screenCase.id() + " shows another screen"));
    ScreenCase.Cursor expected = screenCase.cursor();
    if (expected != null && screenCase.xtermScreen() == null) {
      CURSOR.count(
          suite,
          () ->
              assertEquals(
                  expected,
                  new ScreenCase.Cursor(terminal.cursorRow(), terminal.cursorCol()),
                  screenCase.id() + " has the cursor elsewhere"));
    }
  }

  private static void isTheSameAtAnyChunking(ScreenCase screenCase) {
    byte[] input = screenCase.bytes();
    CHUNKS.count(
        screenCase.suite(),
        () -> ChunkIndependence.check(screenCase.cols(), screenCase.rows(), input));
  }

  private static void isTheSameAfterDumpAndRestore(ScreenCase screenCase) {
    byte[] input = screenCase.bytes();
    var terminal = new TerminalUnderTest(screenCase.cols(), screenCase.rows());
    terminal.feed(input, 0, input.length);
    terminal.takeReplies();
    DUMPS.count(
        screenCase.suite(),
        () -> assertEquals(terminal.state(), terminal.restored().state(), "after a restore"));
  }

  private static Stream<DynamicContainer> bySuite(Function<ScreenCase, Stream<DynamicTest>> tests) {
    Map<String, List<ScreenCase>> suites =
        ScreenCase.all().stream()
            .collect(Collectors.groupingBy(ScreenCase::suite, TreeMap::new, Collectors.toList()));
    return suites.entrySet().stream()
        .map(suite -> dynamicContainer(suite.getKey(), suite.getValue().stream().flatMap(tests)));
  }
}

package dev.session.terminal.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import dev.session.json.JsonString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What the suites say of a screen beyond its text: styles, modes, wrapped rows, history.
class StyleConformanceTest {
  private static final Tally STYLES = new Tally("styles of every cell");
  private static final Tally MODES = new Tally("modes");
  private static final Tally WRAPS = new Tally("wrapped rows");

  private static final String ERASED = "xterm erases with the background only";
  private static final String MOUSE_OFF = "xterm turns the mouse off when any mouse mode is reset";

  /// Cases in which xterm does otherwise, and how.
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "vt100rust/attrs-07", "xterm shows bold and faint at once",
          "vt100rust/attrs-10", ERASED,
          "vt100rust/colors-11", ERASED,
          "vt100rust/colors-12", ERASED,
          "vt100rust/modes-12", MOUSE_OFF,
          "vt100rust/modes-13", MOUSE_OFF,
          "vt100rust/modes-14", MOUSE_OFF,
          "vt100rust/modes-15", MOUSE_OFF,
          "alacritty/erase_in_line", "xterm's EL forgets that the line is wrapped");

  private static final List<String> COLOR_NAMES =
      List.of("Black", "Red", "Green", "Yellow", "Blue", "Magenta", "Cyan", "White");
  private static final int BRIGHT = 8;

  /// Alacritty's names of attributes and ours.
  private static final Map<String, String> ATTRIBUTES =
      Map.of(
          "BOLD", "bold",
          "DIM", "dim",
          "ITALIC", "italic",
          "INVERSE", "inverse",
          "STRIKEOUT", "strike",
          "UNDERLINE", "underline",
          "DOUBLE_UNDERLINE", "underline=double",
          "UNDERCURL", "underline=curly",
          "DOTTED_UNDERLINE", "underline=dotted",
          "DASHED_UNDERLINE", "underline=dashed");

  @AfterAll
  static void printCounts() {
    STYLES.print();
    MODES.print();
    WRAPS.print();
  }

  @TestFactory
  Stream<DynamicTest> stylesOfAlacritty() {
    return cases("alacritty")
        .map(
            screenCase ->
                dynamicTest(
                    screenCase.id(),
                    () -> STYLES.count("alacritty", () -> hasStylesOfAlacritty(screenCase))));
  }

  @TestFactory
  Stream<DynamicTest> stylesOfVt100() {
    return cases("vt100rust")
        .map(
            screenCase ->
                dynamicTest(
                    screenCase.id(),
                    () -> STYLES.count("vt100rust", () -> hasStylesOfVt100(screenCase))));
  }

  @TestFactory
  Stream<DynamicTest> modesOfVt100() {
    return cases("vt100rust")
        .map(
            screenCase ->
                dynamicTest(
                    screenCase.id(),
                    () -> MODES.count("vt100rust", () -> hasModesOfVt100(screenCase))));
  }

  @TestFactory
  Stream<DynamicTest> wrappedRowsOfZellij() {
    return cases("zellij")
        .map(
            screenCase ->
                dynamicTest(
                    screenCase.id(),
                    () ->
                        WRAPS.count(
                            "zellij",
                            () -> {
                              var continued = new ArrayList<Integer>();
                              for (int row : integers(screenCase, "continuation_rows")) {
                                if (row > 0) {
                                  continued.add(row - 1);
                                }
                              }
                              assertEquals(continued, fed(screenCase).wrappedRows());
                            })));
  }

  @TestFactory
  Stream<DynamicTest> wrappedRowsOfAlacritty() {
    return cases("alacritty")
        .map(
            screenCase ->
                dynamicTest(
                    screenCase.id(),
                    () ->
                        WRAPS.count(
                            "alacritty",
                            () ->
                                assertEquals(
                                    integers(screenCase, "wrapped_rows"),
                                    fed(screenCase).wrappedRows()))));
  }

  private static Stream<ScreenCase> cases(String suite) {
    return ScreenCase.all().stream()
        .filter(screenCase -> screenCase.suite().equals(suite) && !screenCase.tier().equals("C"))
        .filter(screenCase -> !EXCEPTIONS.containsKey(screenCase.id()));
  }

  private static TerminalUnderTest fed(ScreenCase screenCase) {
    var terminal = new TerminalUnderTest(screenCase.cols(), screenCase.rows());
    byte[] input = screenCase.bytes();
    terminal.feed(input, 0, input.length);
    return terminal;
  }

  private static void hasStylesOfAlacritty(ScreenCase screenCase) {
    byte[] json = ConformanceData.bytes(screenCase.directory() + "/styles.json");
    var expected = plainLooks(screenCase);
    int row = 0;
    for (Json runs : JsonObject.parse(json).fields("").array("style_runs").values()) {
      for (Json run : ((JsonArray) runs).values()) {
        List<Json> parts = ((JsonArray) run).values();
        int from = ScreenCase.integer(parts.get(0));
        String look = alacrittyLook(((JsonObject) parts.get(2)).fields(""));
        Arrays.fill(expected[row], from, from + ScreenCase.integer(parts.get(1)), look);
      }
      row++;
    }
    assertLooks(expected, fed(screenCase));
  }

  private static String alacrittyLook(JsonFields style) {
    var words = new ArrayList<String>();
    if (style.has("fg")) {
      words.add("fg=" + alacrittyColor(style.string("fg")));
    }
    if (style.has("bg")) {
      words.add("bg=" + alacrittyColor(style.string("bg")));
    }
    if (style.has("flags")) {
      style.strings("flags").forEach(flag -> words.add(ATTRIBUTES.getOrDefault(flag, flag)));
    }
    if (style.has("ul")) {
      words.add("ul=" + alacrittyColor(style.string("ul")));
    }
    return TerminalUnderTest.look(words);
  }

  private static String alacrittyColor(String color) {
    if (color.startsWith("#")) {
      return color;
    }
    if (color.startsWith("idx:")) {
      return color.substring("idx:".length());
    }
    int normal = COLOR_NAMES.indexOf(color);
    return String.valueOf(
        normal >= 0 ? normal : BRIGHT + COLOR_NAMES.indexOf(color.replace("Bright", "")));
  }

  private static void hasStylesOfVt100(ScreenCase screenCase) {
    var expected = plainLooks(screenCase);
    for (Json cell : screenCase.expectation().fields("").array("styles").values()) {
      List<Json> parts = ((JsonArray) cell).values();
      var style = (JsonObject) parts.get(2);
      var words = new ArrayList<String>();
      style
          .members()
          .forEach(
              (name, value) ->
                  words.add(
                      switch (name) {
                        case "fgcolor" -> "fg=" + ((JsonString) value).value();
                        case "bgcolor" -> "bg=" + ((JsonString) value).value();
                        default -> name;
                      }));
      expected[ScreenCase.integer(parts.get(0))][ScreenCase.integer(parts.get(1))] =
          TerminalUnderTest.look(words);
    }
    assertLooks(expected, fed(screenCase));
  }

  private static void hasModesOfVt100(ScreenCase screenCase) {
    JsonFields modes = screenCase.expectation().fields("").fields("modes");
    TerminalUnderTest terminal = fed(screenCase);
    assertEquals(modes.flag("application_cursor"), terminal.mode("?1"), "application cursor keys");
    assertEquals(modes.flag("application_keypad"), terminal.mode("?66"), "application keypad");
    assertEquals(modes.flag("bracketed_paste"), terminal.mode("?2004"), "bracketed paste");
    assertEquals(modes.flag("hide_cursor"), !terminal.mode("?25"), "hidden cursor");
    String protocol =
        terminal.mode("?9")
            ? "press"
            : terminal.mode("?1000")
                ? "press_release"
                : terminal.mode("?1002")
                    ? "button_motion"
                    : terminal.mode("?1003") ? "any_motion" : null;
    assertEquals(modes.optionalString("mouse_protocol_mode"), protocol, "mouse protocol");
    String encoding = terminal.mode("?1005") ? "utf8" : terminal.mode("?1006") ? "sgr" : null;
    assertEquals(modes.optionalString("mouse_protocol_encoding"), encoding, "mouse encoding");
  }

  private static String[][] plainLooks(ScreenCase screenCase) {
    var looks = new String[screenCase.rows()][screenCase.cols()];
    for (String[] row : looks) {
      Arrays.fill(row, "");
    }
    return looks;
  }

  private static void assertLooks(String[][] expected, TerminalUnderTest terminal) {
    var wrong = new ArrayList<String>();
    for (int row = 0; row < expected.length; row++) {
      for (int col = 0; col < expected[row].length; col++) {
        String look = terminal.look(row, col);
        if (!look.equals(expected[row][col])) {
          wrong.add("%d,%d is [%s], not [%s]".formatted(row, col, look, expected[row][col]));
        }
      }
    }
    assertEquals(
        "",
        String.join("\n", wrong.subList(0, Math.min(10, wrong.size()))),
        wrong.size() + " cells");
  }

  private static List<Integer> integers(ScreenCase screenCase, String name) {
    return screenCase.expectation().fields("").array(name).values().stream()
        .map(ScreenCase::integer)
        .toList();
  }
}

package dev.session.terminal.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs one of libvterm's test scripts and collects each of its checks that a terminal can answer
/// from outside: `?cursor` and `?screen_…` queries, `output` (replies), `settermprop` and
/// `putglyph` (what stands in a cell). How libvterm tells a program what to redraw is its own
/// business and passed over.
///
/// A script is lines: `PUSH "bytes"`, queries and what is expected, `!` opens a section, `$REP n:`
/// and `$SEQ a b:` repeat a line.
final class LibvtermScript {
  private static final int COLS = 80;
  private static final int ROWS = 25;

  private static final Pattern REPEAT = Pattern.compile("\\$REP +(\\d+): *(.*)");
  private static final Pattern SEQUENCE = Pattern.compile("\\$SEQ +(\\d+) +(\\d+): *(.*)");
  private static final Pattern QUERY = Pattern.compile("\\?(\\w+) *([0-9,]*) *= *(.*)");
  private static final Pattern GLYPH =
      Pattern.compile("putglyph ([0-9a-fx,]+) (\\d) (\\d+),(\\d+) *(.*)");
  private static final Pattern CELL =
      Pattern.compile("\\{(.*?)\\} width=(\\d) attrs=\\{(.*?)\\} (.*)");

  /// Lines whose effect is libvterm's own, or that set up its reporting.
  private static final List<String> PASSED_OVER =
      List.of(
          "INIT",
          "WANT",
          "DAMAGE",
          "UTF8 1",
          "damage",
          "moverect",
          "scrollrect",
          "erase",
          "movecursor",
          "premove",
          "control",
          "csi",
          "osc",
          "dcs",
          "escape",
          "apc",
          "pm",
          "sos",
          "selection",
          "sb_pushline",
          "sb_popline",
          "sb_clear",
          "initpen",
          "setpenattr",
          "setlineinfo",
          "SELECTION",
          "SETDEFAULTCOL");

  /// What a script asks and what we answer; equal if the check holds.
  record Check(String id, String section, String what, String expected, String actual) {}

  private final String name;
  private final List<Check> checks = new ArrayList<>();
  private TerminalUnderTest terminal = new TerminalUnderTest(COLS, ROWS);
  private String section = "";
  private int line;
  private int outputLine;
  private boolean ignoringOutput;

  /// The replies that the lines since the last input expect.
  private final StringBuilder expectedOutput = new StringBuilder();

  private LibvtermScript(String name) {
    this.name = name;
  }

  static List<Check> run(String name, List<String> lines) {
    var script = new LibvtermScript(name);
    for (String line : lines) {
      script.line++;
      script.run(line.strip());
    }
    script.checkOutput();
    return script.checks;
  }

  private void run(String text) {
    Matcher repeat = REPEAT.matcher(text);
    Matcher sequence = SEQUENCE.matcher(text);
    if (text.isEmpty() || text.startsWith("#") || passedOver(text)) {
      return;
    }
    if (repeat.matches()) {
      for (int i = 0; i < Integer.parseInt(repeat.group(1)); i++) {
        run(repeat.group(2));
      }
    } else if (sequence.matches()) {
      int last = Integer.parseInt(sequence.group(2));
      for (int i = Integer.parseInt(sequence.group(1)); i <= last; i++) {
        run(sequence.group(3).replace("\\#", String.valueOf(i)));
      }
    } else if (text.startsWith("!")) {
      checkOutput();
      section = text.substring(1).strip();
    } else if (text.startsWith("output ")) {
      if (!ignoringOutput) {
        outputLine = line;
        expectedOutput.append(latin1(PerlString.bytes(text.substring("output ".length()))));
      }
    } else if (text.startsWith("settermprop ")) {
      checkProperty(text.substring("settermprop ".length()));
    } else if (text.startsWith("?")) {
      checkQuery(text);
    } else if (text.startsWith("putglyph ")) {
      checkGlyph(text);
    } else {
      command(text);
    }
  }

  private static boolean passedOver(String text) {
    return PASSED_OVER.stream().anyMatch(text::startsWith);
  }

  private void command(String text) {
    checkOutput();
    ignoringOutput = false;
    if (text.startsWith("PUSH ")) {
      byte[] bytes = PerlString.bytes(text.substring("PUSH ".length()));
      terminal.feed(bytes, 0, bytes.length);
    } else if (text.equals("RESET")) {
      terminal = new TerminalUnderTest(COLS, ROWS);
    } else if (text.startsWith("RESIZE ")) {
      int[] size = numbers(text.substring("RESIZE ".length()));
      terminal.resize(size[1], size[0]);
    } else if (text.matches("(INCHAR|INKEY|PASTE|FOCUS|MOUSEMOVE|MOUSEBTN) .*")) {
      ignoringOutput = true; // Keys and mouse are encoded elsewhere.
    } else {
      throw new IllegalArgumentException(name + ":" + line + ": unknown line: " + text);
    }
  }

  private void checkOutput() {
    String replies = terminal.takeReplies();
    if (!expectedOutput.isEmpty()) {
      String expected = visible(expectedOutput.toString());
      checks.add(new Check(name + ":" + outputLine, section, "output", expected, visible(replies)));
      expectedOutput.setLength(0);
    }
  }

  private void checkProperty(String text) {
    int space = text.indexOf(' ');
    String value = text.substring(space + 1);
    switch (Integer.parseInt(text.substring(0, space))) {
      case 1 -> check("cursor visible", value, () -> "" + terminal.mode("?25"));
      case 2 -> check("cursor blinks", value, () -> "" + terminal.cursorBlinks());
      case 3 -> check("alternate screen", value, () -> "" + terminal.alternateScreen());
      case 4 -> checkTitle(value, "title", terminal::title);
      case 5 -> checkTitle(value, "icon name", terminal::iconName);
      case 6 -> check("reverse screen", value, () -> "" + terminal.mode("?5"));
      case 7 ->
          check(
              "cursor shape",
              List.of("", "block", "underline", "bar").get(Integer.parseInt(value)),
              terminal::cursorShape);
      case 8 -> check("mouse", value, () -> "" + mouse());
      case 9 -> check("focus events", value, () -> "" + terminal.mode("?1004"));
      default -> throw new IllegalArgumentException(name + ":" + line + ": property " + text);
    }
  }

  /// A title comes in fragments; only one that came whole can be compared.
  private void checkTitle(String fragment, String what, Supplier<String> actual) {
    if (fragment.startsWith("[") && fragment.endsWith("]")) {
      String expected = latin1(PerlString.bytes(fragment.substring(1, fragment.length() - 1)));
      check(what, expected, actual);
    }
  }

  private int mouse() {
    return terminal.mode("?1003") ? 3 : terminal.mode("?1002") ? 2 : terminal.mode("?1000") ? 1 : 0;
  }

  private void checkQuery(String text) {
    Matcher query = QUERY.matcher(text);
    if (!query.matches()) {
      throw new IllegalArgumentException(name + ":" + line + ": unknown query: " + text);
    }
    int[] at = numbers(query.group(2));
    String expected = query.group(3).strip();
    switch (query.group(1)) {
      case "cursor" ->
          check("cursor", expected, () -> terminal.cursorRow() + "," + terminal.cursorCol());
      case "screen_row" ->
          check(
              "row " + at[0],
              PerlString.text(expected).stripTrailing(),
              () -> terminal.screen().get(at[0]).stripTrailing());
      case "screen_chars" ->
          check("characters", PerlString.text(expected), () -> region(at).stripTrailing());
      case "screen_text" ->
          check("characters", codePointText(expected), () -> region(at).stripTrailing());
      case "screen_eol" ->
          check("end of line", expected, () -> terminal.blankFrom(at[0], at[1]) ? "1" : "0");
      case "screen_cell" -> checkCell(at[0], at[1], expected);
      default -> throw new IllegalArgumentException(name + ":" + line + ": query " + text);
    }
  }

  /// The text of the rows and columns `[at0, at2) × [at1, at3)`.
  private String region(int[] at) {
    var rows = new ArrayList<String>();
    for (int row = at[0]; row < at[2]; row++) {
      var text = new StringBuilder();
      for (int col = at[1]; col < at[3]; col++) {
        text.append(terminal.shownText(row, col));
      }
      rows.add(text.toString().stripTrailing());
    }
    return String.join("\n", rows);
  }

  private void checkCell(int row, int col, String expected) {
    Matcher cell = CELL.matcher(expected);
    if (!cell.matches()) {
      throw new IllegalArgumentException(name + ":" + line + ": unknown cell: " + expected);
    }
    String at = "cell " + row + "," + col;
    check(at + " text", codePointText(cell.group(1)), () -> terminal.text(row, col));
    check(at + " width", cell.group(2), () -> "" + terminal.width(row, col));
    check(
        at + " attributes",
        cell.group(3).replaceAll("[F].|S[_^]", ""),
        () -> libvtermAttributes(terminal.look(row, col)));
    String size = cell.group(4).replaceAll(" ?(fg|bg)=.*", "");
    check(at + " line", size, () -> terminal.lineSize(row));
  }

  private static String libvtermAttributes(String look) {
    var attributes = new StringBuilder();
    List<String> words = List.of(look.split(" ", -1));
    attributes.append(words.contains("bold") ? "B" : "");
    attributes.append(words.contains("underline") ? "U1" : "");
    attributes.append(words.contains("underline=double") ? "U2" : "");
    attributes.append(words.contains("underline=curly") ? "U3" : "");
    attributes.append(words.contains("italic") ? "I" : "");
    attributes.append(words.contains("blink") ? "K" : "");
    attributes.append(words.contains("inverse") ? "R" : "");
    return attributes.toString();
  }

  private void checkGlyph(String text) {
    Matcher glyph = GLYPH.matcher(text);
    if (!glyph.matches()) {
      throw new IllegalArgumentException(name + ":" + line + ": unknown glyph: " + text);
    }
    int row = Integer.parseInt(glyph.group(3));
    int col = Integer.parseInt(glyph.group(4));
    check("glyph " + row + "," + col, codePointText(glyph.group(1)), () -> terminal.text(row, col));
  }

  private void check(String what, String expected, Supplier<String> actual) {
    checks.add(new Check(name + ":" + line, section, what, expected, actual.get()));
  }

  private static int[] numbers(String commaSeparated) {
    return commaSeparated.isEmpty()
        ? new int[0]
        : Pattern.compile(",").splitAsStream(commaSeparated).mapToInt(Integer::parseInt).toArray();
  }

  private static String codePointText(String commaSeparated) {
    var text = new StringBuilder();
    Pattern.compile(" *, *")
        .splitAsStream(commaSeparated)
        .filter(number -> !number.isEmpty())
        .forEach(number -> text.appendCodePoint(Integer.decode(number)));
    return text.toString();
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String visible(String replies) {
    return replies.replace("\033", "ESC");
  }
}

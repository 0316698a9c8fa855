package dev.session.terminal.conformance;

import dev.session.terminal.CellColor;
import dev.session.terminal.CellReader;
import dev.session.terminal.LineSize;
import dev.session.terminal.Mode;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import dev.session.terminal.UnderlineStyle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/// A terminal as the suites ask it: everything that can be observed, in words.
final class TerminalUnderTest {
  private final Terminal terminal;
  private final CellReader cells;

  TerminalUnderTest(int cols, int rows) {
    terminal = new Terminal(cols, rows, TerminalOptions.defaults());
    cells = terminal.cells();
  }

  void feed(byte[] bytes, int from, int to) {
    terminal.feed(bytes, from, to - from);
  }

  void resize(int cols, int rows) {
    terminal.resize(cols, rows);
  }

  String takeReplies() {
    return new String(terminal.takeReplies(), StandardCharsets.ISO_8859_1);
  }

  int cols() {
    return terminal.cols();
  }

  int rows() {
    return terminal.rows();
  }

  List<String> screen() {
    return IntStream.range(0, rows()).mapToObj(terminal::lineText).toList();
  }

  int cursorRow() {
    return terminal.cursorRow();
  }

  int cursorCol() {
    return terminal.cursorCol();
  }

  boolean cursorBlinks() {
    return terminal.isCursorBlinking();
  }

  /// `block`, `underline` or `bar`.
  String cursorShape() {
    return terminal.cursorStyle().name().toLowerCase(Locale.ROOT);
  }

  boolean alternateScreen() {
    return terminal.isAlternateScreen();
  }

  String title() {
    return terminal.title();
  }

  String iconName() {
    return terminal.iconTitle();
  }

  /// Whether the mode is set that DECSET (`?25`) or SM (`4`) knows by this number.
  boolean mode(String number) {
    boolean isPrivate = number.startsWith("?");
    int value = Integer.parseInt(isPrivate ? number.substring(1) : number);
    return terminal.isSet(Objects.requireNonNull(Mode.of(isPrivate, value), number));
  }

  /// The modes that are not as after a reset: `?2004 on`.
  List<String> changedModes() {
    var fresh = new Terminal(1, 1, TerminalOptions.defaults());
    return Arrays.stream(Mode.values())
        .filter(mode -> terminal.isSet(mode) != fresh.isSet(mode))
        .map(
            mode ->
                (mode.isPrivate() ? "?" : "")
                    + mode.number()
                    + (terminal.isSet(mode) ? " on" : " off"))
        .toList();
  }

  List<Integer> wrappedRows() {
    return IntStream.range(0, rows()).filter(row -> cells.row(row).isWrapped()).boxed().toList();
  }

  /// Empty for an ordinary line, else `dwl`, and `dhl-top` or `dhl-bottom`.
  String lineSize(int row) {
    LineSize size = cells.row(row).lineSize();
    return switch (size) {
      case SINGLE -> "";
      case DOUBLE_WIDTH -> "dwl";
      case DOUBLE_HEIGHT_TOP -> "dwl dhl-top";
      case DOUBLE_HEIGHT_BOTTOM -> "dwl dhl-bottom";
    };
  }

  /// What was written to the cell, empty if nothing was.
  String text(int row, int col) {
    CellReader cell = cells.row(row).cell(col);
    return cell.isBlank() ? "" : cell.cluster();
  }

  /// What a person sees in the cell: a space where nothing was written.
  String shownText(int row, int col) {
    return cells.row(row).cell(col).cluster();
  }

  int width(int row, int col) {
    return cells.row(row).cell(col).width();
  }

  boolean blankFrom(int row, int col) {
    return cells.row(row).end() <= col;
  }

  /// How a cell looks, as words in a fixed order: `fg=1 bg=#ff00ff bold underline=curly ul=196`.
  String look(int row, int col) {
    CellReader cell = cells.row(row).cell(col);
    var words = new ArrayList<String>();
    addColor(words, "fg=", cell.foreground());
    addColor(words, "bg=", cell.background());
    add(words, cell.isBold(), "bold");
    add(words, cell.isDim(), "dim");
    add(words, cell.isItalic(), "italic");
    if (cell.underline() != UnderlineStyle.NONE) {
      boolean single = cell.underline() == UnderlineStyle.SINGLE;
      String name = cell.underline().name().toLowerCase(Locale.ROOT);
      words.add(single ? "underline" : "underline=" + name);
    }
    add(words, cell.isBlinking(), "blink");
    add(words, cell.isInverse(), "inverse");
    add(words, cell.isHidden(), "hidden");
    add(words, cell.isStruckOut(), "strike");
    add(words, cell.isOverlined(), "overline");
    add(words, cell.isProtected(), "protected");
    addColor(words, "ul=", cell.underlineColor());
    if (cell.linkUri() != null) {
      words.add("link=" + cell.linkUri());
    }
    return look(words);
  }

  /// The same words in the same order, whoever collected them.
  static String look(List<String> words) {
    return String.join(" ", words.stream().sorted().toList());
  }

  private static void add(List<String> words, boolean set, String word) {
    if (set) {
      words.add(word);
    }
  }

  private static void addColor(List<String> words, String prefix, int color) {
    if (CellColor.isIndexed(color)) {
      words.add(prefix + CellColor.index(color));
    } else if (CellColor.isRgb(color)) {
      words.add(prefix + "#%06x".formatted(CellColor.rgb(color)));
    }
  }

  /// A fresh terminal that was fed this one's dump.
  TerminalUnderTest restored() {
    var restored = new TerminalUnderTest(cols(), rows());
    restored.terminal.restore(terminal.dump(Integer.MAX_VALUE));
    return restored;
  }

  /// All that can be observed, for comparing two terminals; takes the replies.
  String state() {
    return GoldenText.of(this)
        + "wrap pending "
        + terminal.isWrapPending()
        + "\nreplies "
        + takeReplies()
        + "\nscrollback "
        + IntStream.range(0, terminal.scrollbackSize()).mapToObj(terminal::scrollbackText).toList()
        + "\ndump "
        + new String(terminal.dump(Integer.MAX_VALUE), StandardCharsets.ISO_8859_1);
  }
}

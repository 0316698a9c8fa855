package dev.session.screen;

import dev.session.digest.Sha256;
import dev.session.terminal.CellReader;
import dev.session.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The canonical text of a screen: each row's text without the spaces at its end, one line per row.
/// Waits, expectations, searches, text snapshots and [#hash] all mean this text.
///
/// Immutable; the forms that are derived are made when they are first asked for, so its owner
/// shares it with one thread at a time.
public final class ScreenText {
  private final List<String> lines;
  private final List<String> joints;
  private @Nullable String text;
  private @Nullable String unwrapped;
  private @Nullable String hash;

  private ScreenText(List<String> lines, List<String> joints) {
    this.lines = List.copyOf(lines);
    this.joints = List.copyOf(joints);
  }

  /// The text of the screen.
  public static ScreenText of(Terminal terminal) {
    return of(terminal, terminal.scrollbackSize());
  }

  /// The text of the scrollback from `line` on (0 the oldest), followed by that of the screen.
  public static ScreenText of(Terminal terminal, int line) {
    int above = terminal.scrollbackSize() - line;
    var lines = new ArrayList<String>(above + terminal.rows());
    var joints = new ArrayList<String>(above + terminal.rows());
    var cells = terminal.cells();
    for (int i = line; i < terminal.scrollbackSize(); i++) {
      add(cells.scrollback(i), lines, joints);
    }
    for (int row = 0; row < terminal.rows(); row++) {
      add(cells.row(row), lines, joints);
    }
    return new ScreenText(lines, joints);
  }

  private static void add(CellReader cells, List<String> lines, List<String> joints) {
    var row = cells.unstrippedText();
    var line = stripped(row);
    lines.add(line);
    joints.add(cells.isWrapped() ? row.substring(line.length()) : "\n");
  }

  /// Without the spaces at its end; nothing else is taken off.
  static String stripped(String row) {
    int length = row.length();
    while (length > 0 && row.charAt(length - 1) == ' ') {
      length--;
    }
    return row.substring(0, length);
  }

  /// The same rows with other texts, which may have spaces at their ends.
  ScreenText with(List<String> rows) {
    var newLines = new ArrayList<String>(rows.size());
    var newJoints = new ArrayList<String>(rows.size());
    for (int row = 0; row < rows.size(); row++) {
      var line = stripped(rows.get(row));
      newLines.add(line);
      newJoints.add(goesOn(row) ? rows.get(row).substring(line.length()) : "\n");
    }
    return new ScreenText(newLines, newJoints);
  }

  /// The same, where `row` has so many blanks at its end.
  ScreenText withBlanks(int row, int blanks) {
    var newLines = new ArrayList<>(lines);
    newLines.set(row, lines.get(row) + " ".repeat(blanks));
    return new ScreenText(newLines, joints);
  }

  /// Exactly as many as there are rows.
  public List<String> lines() {
    return lines;
  }

  /// Whether a row's text goes on in the next row.
  boolean goesOn(int row) {
    return !joints.get(row).equals("\n");
  }

  /// A row's text with the spaces at its end, where it goes on in the next row.
  String whole(int row) {
    return goesOn(row) ? lines.get(row) + joints.get(row) : lines.get(row);
  }

  /// The lines joined by line feeds, without one at the end.
  public String text() {
    var known = text;
    if (known == null) {
      known = String.join("\n", lines);
      text = known;
    }
    return known;
  }

  /// The text as it was before the terminal broke its long lines: rows that go on in the next are
  /// joined. A phrase that the right edge broke is whole here.
  public String unwrapped() {
    var known = unwrapped;
    if (known == null) {
      known = joined();
      unwrapped = known;
    }
    return known;
  }

  private String joined() {
    var all = new StringBuilder();
    for (int row = 0; row < lines.size(); row++) {
      all.append(lines.get(row));
      if (goesOn(row) && row < lines.size() - 1) {
        all.append(joints.get(row));
      } else {
        while (!all.isEmpty() && all.charAt(all.length() - 1) == ' ') {
          all.setLength(all.length() - 1);
        }
        all.append(row < lines.size() - 1 ? "\n" : "");
      }
    }
    return all.toString();
  }

  /// SHA-256 over the UTF-8 of [#text], in hexadecimal.
  public String hash() {
    var known = hash;
    if (known == null) {
      known = Sha256.of(text());
      hash = known;
    }
    return known;
  }
}

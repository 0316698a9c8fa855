package dev.session.screen;

import dev.session.terminal.CellReader;
import dev.session.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The canonical text of a screen: each row's text without the spaces at its end, one line per row.
/// Waits, searches, text snapshots and [#hash] all mean this text.
///
/// @param lines exactly as many as the screen has rows
/// @param joints for each row, what stands between its text and the next row's: a line feed, or,
///   where the row goes on in the next, the spaces at its end
public record ScreenText(List<String> lines, List<String> joints) {
  public ScreenText {
    lines = List.copyOf(lines);
    joints = List.copyOf(joints);
  }

  public static ScreenText of(Terminal terminal) {
    var lines = new ArrayList<String>(terminal.rows());
    var joints = new ArrayList<String>(terminal.rows());
    var cells = terminal.cells();
    for (int row = 0; row < terminal.rows(); row++) {
      cells.row(row);
      lines.add(cells.text());
      joints.add(cells.isWrapped() ? " ".repeat(spacesAtEnd(cells)) : "\n");
    }
    return new ScreenText(lines, joints);
  }

  private static int spacesAtEnd(CellReader cells) {
    int col = cells.end();
    while (col > 0 && cells.cell(col - 1).codePoint() == ' ' && cells.width() == 1) {
      col--;
    }
    return cells.end() - col;
  }

  /// The lines joined by line feeds, without one at the end.
  public String text() {
    return String.join("\n", lines);
  }

  /// The text as it was before the terminal broke its long lines: rows that go on in the next are
  /// joined. A phrase that the right edge broke is whole here.
  public String unwrapped() {
    var text = new StringBuilder();
    for (int row = 0; row < lines.size(); row++) {
      text.append(lines.get(row));
      if (row < lines.size() - 1) {
        text.append(joints.get(row));
      }
    }
    return text.toString();
  }

  /// SHA-256 over the UTF-8 of [#text], in hexadecimal.
  public String hash() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new AssertionError(everyJdkHasIt);
    }
  }
}

package dev.session.screen;

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
/// @param wrapped for each row, whether its text goes on in the next
public record ScreenText(List<String> lines, List<Boolean> wrapped) {
  public ScreenText {
    lines = List.copyOf(lines);
    wrapped = List.copyOf(wrapped);
  }

  public static ScreenText of(Terminal terminal) {
    var lines = new ArrayList<String>(terminal.rows());
    var wrapped = new ArrayList<Boolean>(terminal.rows());
    var cells = terminal.cells();
    for (int row = 0; row < terminal.rows(); row++) {
      cells.row(row);
      lines.add(cells.text());
      wrapped.add(cells.isWrapped());
    }
    return new ScreenText(lines, wrapped);
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
      if (!wrapped.get(row) && row < lines.size() - 1) {
        text.append('\n');
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

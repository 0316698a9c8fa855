package dev.session.cli.command;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.message.SnapshotRequest;
import dev.session.screen.Region;
import dev.session.screen.Snapshot;
import dev.session.screen.SnapshotOptions;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A file that says what a screen shall look like: plain text, or text with SGR sequences, which a
/// name that ends in `.ansi` or `.ans`, or an escape character in it, tells.
///
/// It is what `session snapshot` prints. Empty lines at the end do not matter; sequences that look
/// alike on a terminal are equal.
final class GoldenScreen {
  private static final char ESCAPE = '\033';
  private static final byte[] NO_WRAP = "\033[?7l".getBytes(StandardCharsets.US_ASCII);

  private final Path file;

  GoldenScreen(Path file) {
    this.file = file;
  }

  /// Where the screen is not as the file says; empty where it is.
  ///
  /// @throws SessionException INVALID_INPUT where the file cannot be read
  List<String> diff(Terminal terminal, Region region) {
    var content = read();
    boolean ansi = isAnsi(content);
    var golden = ansi ? repainted(content, terminal) : lines(content);
    var lines = new ArrayList<String>();
    for (var hunk : UnifiedDiff.hunks(golden, actual(terminal, region, ansi))) {
      lines.add(hunk.header());
      for (var line : hunk.lines()) {
        var sign =
            switch (line.side()) {
              case BOTH -> " ";
              case BEFORE -> "-";
              case AFTER -> "+";
            };
        lines.add(sign + line.text().replace("\033", "\\e"));
      }
    }
    return lines;
  }

  /// Makes the file say what the screen is; false where it did already.
  ///
  /// @throws SessionException STORAGE_WRITE_ERROR where it cannot be written
  boolean update(Terminal terminal, Region region) {
    if (Files.exists(file) && diff(terminal, region).isEmpty()) {
      return false;
    }
    boolean ansi = isAnsiName() || (Files.exists(file) && isAnsi(read()));
    try {
      Files.writeString(file, String.join("\n", actual(terminal, region, ansi)) + "\n");
      return true;
    } catch (IOException e) {
      throw new SessionException(
          ErrorCode.STORAGE_WRITE_ERROR,
          "The golden screen " + file + " cannot be written: " + e.getMessage() + ".",
          JsonObject.builder().put("file", file.toString()).build(),
          e);
    }
  }

  private String read() {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw unreadable("does not exist; --update writes it", e);
    } catch (IOException e) {
      throw unreadable("cannot be read: " + e.getMessage(), e);
    }
  }

  private SessionException unreadable(String why, IOException cause) {
    return new SessionException(
        ErrorCode.INVALID_INPUT,
        "The golden screen " + file + " " + why + ".",
        JsonObject.builder().put("file", file.toString()).build(),
        cause);
  }

  private boolean isAnsi(String content) {
    return isAnsiName() || content.indexOf(ESCAPE) >= 0;
  }

  private boolean isAnsiName() {
    var name = file.toString();
    return name.endsWith(".ansi") || name.endsWith(".ans");
  }

  private static List<String> actual(Terminal terminal, Region region, boolean ansi) {
    var request =
        new SnapshotRequest(
            ansi ? "ansi" : "text", false, false, region.isAll() ? null : region.toString());
    return lines(Snapshot.of(terminal, null, null, SnapshotOptions.of(request)).text());
  }

  /// The content as this program writes it: painted on a terminal and read from there.
  private static List<String> repainted(String content, Terminal like) {
    var lines = lines(content);
    int rows = Math.clamp(lines.size(), 1, TerminalOptions.ROWS_MAX);
    var canvas = new Terminal(like.cols(), rows, TerminalOptions.defaults().withReplies(false));
    canvas.feed(NO_WRAP);
    canvas.feed(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
    return actual(canvas, Region.ALL, true);
  }

  /// The lines without the empty ones at the end.
  private static List<String> lines(String text) {
    var lines = new ArrayList<>(text.lines().map(GoldenScreen::withoutSpaces).toList());
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  private static String withoutSpaces(String line) {
    int length = line.length();
    while (length > 0 && line.charAt(length - 1) == ' ') {
      length--;
    }
    return line.substring(0, length);
  }
}

package dev.session.shell;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Finds the marks of integrated shells in a stream of terminal output.
///
/// A mark is `ESC ] 133 ; letter [; status] ; [k=s ;] aid=TOKEN BEL`, exactly as the integration
/// prints it. Also found: the switch of bracketed paste (`ESC [ ? 2004 h`, `l`), which line editors
/// print when they begin and cease to read a line. All else is text. What may be the beginning of a
/// mark is held back until the next bytes decide; it is never longer than [#MARK_MAX_BYTES].
final class MarkScanner {
  static final int MARK_MAX_BYTES = 128;

  private static final byte ESC = 0x1b;
  private static final byte BEL = 0x07;
  private static final byte[] MARK_START = "\033]133;".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PASTE_START = "\033[?2004".getBytes(StandardCharsets.US_ASCII);
  private static final String TOKEN = "aid=";
  private static final String SECONDARY = "k=s";

  enum Kind {
    PROMPT,
    PROMPT_END,
    EXECUTION,
    STATUS
  }

  /// A mark of a shell.
  ///
  /// @param secondary whether it belongs to a prompt for the rest of a command
  record Mark(Kind kind, boolean secondary, OptionalInt status, String token) {}

  /// Takes what is found, in its order.
  interface Sink {
    void text(byte[] bytes, int from, int to);

    /// False where the mark is of no shell that is known: then it is text.
    boolean mark(Mark mark);

    /// A line editor begins to read (`on`), or the line is finished. The switch itself is not told
    /// as text.
    void editing(boolean on);
  }

  private final Sink sink;
  private final byte[] held = new byte[MARK_MAX_BYTES];
  private int heldBytes;

  MarkScanner(Sink sink) {
    this.sink = sink;
  }

  void feed(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (heldBytes > 0) {
        hold(bytes[at++]);
      } else {
        int escape = indexOfEscape(bytes, at, to);
        if (escape > at) {
          sink.text(bytes, at, escape);
        }
        at = escape;
        if (at < to) {
          hold(bytes[at++]);
        }
      }
    }
  }

  /// Gives out as text what was held back.
  void flush() {
    if (heldBytes > 0) {
      release();
    }
  }

  private static int indexOfEscape(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != ESC) {
      at++;
    }
    return at;
  }

  private void hold(byte next) {
    if (next == ESC && heldBytes > 0) {
      release();
    }
    held[heldBytes++] = next;
    if (isPrefix(PASTE_START)) {
      if (heldBytes > PASTE_START.length) {
        paste(next);
      }
    } else if (!isPrefix(MARK_START)) {
      release();
    } else if (next == BEL) {
      var mark = parse();
      if (mark != null && sink.mark(mark)) {
        heldBytes = 0;
      } else {
        release();
      }
    } else if (heldBytes == MARK_MAX_BYTES) {
      release();
    }
  }

  /// Whether what is held begins as `start` does, or is the beginning of it.
  private boolean isPrefix(byte[] start) {
    int length = Math.min(heldBytes, start.length);
    return Arrays.equals(held, 0, length, start, 0, length);
  }

  private void paste(byte letter) {
    if (letter == 'h' || letter == 'l') {
      heldBytes = 0;
      sink.editing(letter == 'h');
    } else {
      release();
    }
  }

  private void release() {
    int length = heldBytes;
    heldBytes = 0;
    sink.text(held, 0, length);
  }

  private @Nullable Mark parse() {
    var parts =
        new String(
                held,
                MARK_START.length,
                heldBytes - MARK_START.length - 1,
                StandardCharsets.ISO_8859_1)
            .split(";", -1);
    var kind =
        switch (parts[0]) {
          case "A" -> Kind.PROMPT;
          case "B" -> Kind.PROMPT_END;
          case "C" -> Kind.EXECUTION;
          case "D" -> Kind.STATUS;
          default -> null;
        };
    var last = parts[parts.length - 1];
    if (kind == null || !last.startsWith(TOKEN)) {
      return null;
    }
    return new Mark(
        kind,
        parts[1].equals(SECONDARY),
        kind == Kind.STATUS ? status(parts[1]) : OptionalInt.empty(),
        last.substring(TOKEN.length()));
  }

  private static OptionalInt status(String digits) {
    return digits.matches("[0-9]{1,3}")
        ? OptionalInt.of(Integer.parseInt(digits))
        : OptionalInt.empty();
  }
}

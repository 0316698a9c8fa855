package dev.session.cli.command;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Locale;

/// What a line feed without a carriage return does to bytes that are rendered. A program prints
/// such lines, and the kernel's terminal puts the carriage return before them on their way; through
/// a pipe they come without it.
enum LineEnds {
  /// [#CRLF] if no line feed of the beginning has a carriage return before it, else [#KEEP].
  AUTO,
  /// Every line feed begins a line.
  CRLF,
  /// As they are.
  KEEP;

  /// How far is looked for a carriage return.
  private static final int LOOK_BYTES = 1 << 20;

  static LineEnds ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /// The bytes of `input` with these line ends.
  InputStream applied(InputStream input) throws IOException {
    return switch (this) {
      case KEEP -> input;
      case CRLF -> new Returned(input);
      case AUTO -> {
        var beginning = input.readNBytes(LOOK_BYTES);
        var whole = new SequenceInputStream(new ByteArrayInputStream(beginning), input);
        yield hasReturns(beginning) ? whole : new Returned(whole);
      }
    };
  }

  private static boolean hasReturns(byte[] bytes) {
    for (int i = 1; i < bytes.length; i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\r') {
        return true;
      }
    }
    return false;
  }

  /// Puts a carriage return before every line feed that has none.
  private static final class Returned extends FilterInputStream {
    private boolean lineFeedNext;
    private int last;

    Returned(InputStream input) {
      super(input);
    }

    @Override
    public int read() throws IOException {
      if (lineFeedNext) {
        lineFeedNext = false;
        last = '\n';
        return last;
      }
      int next = super.read();
      lineFeedNext = next == '\n' && last != '\r';
      last = lineFeedNext ? '\r' : next;
      return last;
    }

    // Reads at least one byte, and not more than one piece of the input.
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = 0;
      while (count < length && (count == 0 || lineFeedNext || in.available() > 0)) {
        int next = read();
        if (next < 0) {
          break;
        }
        target[offset + count] = (byte) next;
        count++;
      }
      return count == 0 && length > 0 ? -1 : count;
    }
  }
}

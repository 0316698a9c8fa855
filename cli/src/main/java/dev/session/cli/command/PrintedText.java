package dev.session.cli.command;

import dev.session.cli.output.Console;
import dev.session.cli.output.SafeText;

/// Text of a session that is printed as it comes, in chunks, made fit for a terminal.
final class PrintedText implements Appendable {
  private static final int CHUNK_CHARS = 16 << 10;

  private final Console console;
  private final StringBuilder chunk = new StringBuilder();

  PrintedText(Console console) {
    this.console = console;
  }

  @Override
  public PrintedText append(CharSequence text) {
    return append(text, 0, text.length());
  }

  @Override
  public PrintedText append(CharSequence text, int start, int end) {
    chunk.append(text, start, end);
    // A character of two halves stays whole.
    if (chunk.length() >= CHUNK_CHARS
        && !Character.isHighSurrogate(chunk.charAt(chunk.length() - 1))) {
      flush();
    }
    return this;
  }

  @Override
  public PrintedText append(char c) {
    return append(String.valueOf(c));
  }

  /// Prints what has not been printed yet.
  void flush() {
    if (!chunk.isEmpty()) {
      console.print(SafeText.lines(chunk.toString()));
      chunk.setLength(0);
    }
  }
}

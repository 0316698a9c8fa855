package dev.session.cli.command;

import dev.session.cli.output.Console;

/// Text that is printed as it comes, in chunks.
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
    if (chunk.length() >= CHUNK_CHARS) {
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
      console.print(chunk.toString());
      chunk.setLength(0);
    }
  }
}

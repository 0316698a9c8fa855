package dev.session.cli.command;

import java.util.ArrayDeque;

/// Keeps the last lines of a text that is written to it.
final class LastLines implements Appendable {
  private final long most;
  private final ArrayDeque<String> lines = new ArrayDeque<>();
  private final StringBuilder open = new StringBuilder();

  LastLines(long most) {
    this.most = most;
  }

  @Override
  public LastLines append(CharSequence text) {
    return append(text, 0, text.length());
  }

  @Override
  public LastLines append(CharSequence text, int start, int end) {
    for (int i = start; i < end; i++) {
      append(text.charAt(i));
    }
    return this;
  }

  @Override
  public LastLines append(char c) {
    open.append(c);
    if (c == '\n') {
      close();
    }
    return this;
  }

  private void close() {
    if (lines.size() == most) {
      lines.removeFirst();
    }
    lines.addLast(open.toString());
    open.setLength(0);
  }

  /// The last lines; one that is not ended yet is one of them.
  String text() {
    if (!open.isEmpty()) {
      close();
    }
    return String.join("", lines);
  }
}

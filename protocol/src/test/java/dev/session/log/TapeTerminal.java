package dev.session.log;

import java.nio.charset.StandardCharsets;

/// A terminal whose state is everything that was ever printed on it and every size it had: two of
/// them are equal only if they got the same events.
final class TapeTerminal implements ReplayTerminal {

  private final StringBuilder tape;
  private int cols;
  private int rows;

  TapeTerminal() {
    tape = new StringBuilder();
    cols = 80;
    rows = 24;
  }

  TapeTerminal(Keyframe keyframe) {
    tape = new StringBuilder(new String(keyframe.bytes(), StandardCharsets.ISO_8859_1));
    cols = keyframe.cols();
    rows = keyframe.rows();
  }

  @Override
  public void output(byte[] bytes, int from, int end) {
    tape.append(new String(bytes, from, end - from, StandardCharsets.ISO_8859_1));
  }

  @Override
  public void resize(int newCols, int newRows) {
    cols = newCols;
    rows = newRows;
    tape.append('<').append(cols).append('x').append(rows).append('>');
  }

  /// Not UTF-8, as a real keyframe could be.
  @Override
  public State state() {
    return new State(cols, rows, tape.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  String tape() {
    return tape.toString();
  }
}

package dev.session.log;

import java.nio.charset.StandardCharsets;

/// A terminal whose state is everything that was ever printed on it and every size it had: two of
/// them are equal only if they got the same events.
final class TapeTerminal implements ReplayTerminal {

  private final StringBuilder tape;

  TapeTerminal() {
    tape = new StringBuilder();
  }

  TapeTerminal(Keyframe keyframe) {
    tape = new StringBuilder(new String(keyframe.bytes(), StandardCharsets.ISO_8859_1));
  }

  @Override
  public void output(byte[] bytes, int from, int end) {
    tape.append(new String(bytes, from, end - from, StandardCharsets.ISO_8859_1));
  }

  @Override
  public void resize(int cols, int rows) {
    tape.append('<').append(cols).append('x').append(rows).append('>');
  }

  /// Not UTF-8, as a real keyframe could be.
  @Override
  public byte[] keyframe() {
    return tape.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  String tape() {
    return tape.toString();
  }
}

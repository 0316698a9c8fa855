package dev.session.log;

/// A terminal as far as a log needs one to make keyframes.
public interface ReplayTerminal extends KeyframeSource {
  void output(byte[] bytes, int from, int end);

  void resize(int cols, int rows);
}

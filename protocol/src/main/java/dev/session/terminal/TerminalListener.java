package dev.session.terminal;

/// Told, while the terminal is fed, what is more than a change of the screen. Called on the feeding
/// thread; must not call back into the terminal but for reading.
public interface TerminalListener {
  /// Does nothing.
  TerminalListener NONE =
      new TerminalListener() {
        @Override
        public void bell() {}

        @Override
        public void titleChanged(String title) {}

        @Override
        public void workingDirectoryChanged(String uri) {}

        @Override
        public void shellMark(ShellMark mark) {}

        @Override
        public void clipboardSet(String selection, String base64) {}

        @Override
        public void sizeRequested(int cols, int rows) {}

        @Override
        public void screenErasing() {}
      };

  void bell();

  void titleChanged(String title);

  /// OSC 7: the shell's directory as it said it, a `file:` URI as a rule.
  void workingDirectoryChanged(String uri);

  /// OSC 133.
  void shellMark(ShellMark mark);

  /// OSC 52: the application wants this on the clipboard. Nothing is ever read from a clipboard.
  void clipboardSet(String selection, String base64);

  /// The application wants another size; the terminal has it already if its options allow that.
  void sizeRequested(int cols, int rows);

  /// The whole screen is about to be erased; it can still be read.
  void screenErasing();
}

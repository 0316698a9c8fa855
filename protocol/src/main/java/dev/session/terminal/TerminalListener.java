package dev.session.terminal;

/// Told, while the terminal is fed, what is more than a change of the screen. Called on the feeding
/// thread; must not call back into the terminal but for reading. What a listener does not override
/// passes it by.
public interface TerminalListener {
  /// Does nothing.
  TerminalListener NONE = new TerminalListener() {};

  default void bell() {}

  default void titleChanged(String title) {}

  /// OSC 7: the shell's directory as it said it, a `file:` URI as a rule.
  default void workingDirectoryChanged(String uri) {}

  /// OSC 133.
  default void shellMark(ShellMark mark) {}

  /// OSC 52: the application wants this on the clipboard. Nothing is ever read from a clipboard.
  default void clipboardSet(String selection, String base64) {}

  /// The application wants another size; the terminal has it already if its options allow that.
  default void sizeRequested(int cols, int rows) {}

  /// The whole screen is about to be erased; it can still be read.
  default void screenErasing() {}
}

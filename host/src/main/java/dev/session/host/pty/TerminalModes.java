package dev.session.host.pty;

/// The input modes that the program in the terminal has set (`termios(3)`), as far as they matter
/// to who types: a password prompt is `canonical` without `echo`; a line editor and a full-screen
/// program have neither.
///
/// @param echo ECHO: the terminal itself prints what is typed
/// @param canonical ICANON: input reaches the program by lines
public record TerminalModes(boolean echo, boolean canonical) {

  /// In canonical mode the kernel drops what exceeds this in one line, the line's end not counted.
  public static final int CANONICAL_LINE_MAX_BYTES = 4095;

  // The kernel's struct termios, asm-generic: four words of flags, c_line, c_cc[19].
  static final int STRUCT_BYTES = 36;
  static final int IFLAG_OFFSET = 0;
  static final int LFLAG_OFFSET = 12;
  static final int IUTF8 = 0x4000;

  private static final int ICANON = 0x2;
  private static final int ECHO = 0x8;

  static TerminalModes ofLocalFlags(int lflag) {
    return new TerminalModes((lflag & ECHO) != 0, (lflag & ICANON) != 0);
  }
}

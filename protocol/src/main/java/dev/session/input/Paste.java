package dev.session.input;

/// The bytes of pasted text, as a careful terminal makes them.
///
/// Line ends: outside brackets each one (CR LF, LF or CR) is CR, which is what Enter sends and what
/// xterm makes of them; a terminal in its usual mode hands the application LF again. Inside
/// brackets each one is LF: the application knows that it is text.
///
/// Controls: every other control character but TAB becomes a space, as xterm does for those that
/// would act instead of being inserted (its disallowedPasteControls: BS, DEL, ENQ, EOT, ESC, NUL
/// and what the tty has bound, as ^C); here all of them, C1 too. Brackets inside the text are taken
/// out first, so that none is left half. Whoever wants controls sent uses `type`.
public final class Paste {
  private static final String START = "200~";
  private static final String END = "201~";
  private static final char CSI = '\u009b';

  private Paste() {}

  /// The bytes of `text`, in brackets where the application asked for them, or if `forceBracketed`.
  public static byte[] bytes(String text, boolean forceBracketed, InputModes modes) {
    var bytes = new TerminalBytes(modes);
    if (!modes.bracketedPaste() && !forceBracketed) {
      return bytes.text(sanitised(text, '\r')).toByteArray();
    }
    return bytes.csi(START).text(sanitised(text, '\n')).csi(END).toByteArray();
  }

  private static StringBuilder sanitised(String text, char newline) {
    var sanitised = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int bracket = bracketLength(text, i);
      if (bracket > 0) {
        i += bracket;
        continue;
      }
      char c = text.charAt(i++);
      if (c == '\r' || c == '\n') {
        sanitised.append(newline);
        if (c == '\r' && i < text.length() && text.charAt(i) == '\n') {
          i++;
        }
      } else {
        sanitised.append(Character.isISOControl(c) && c != '\t' ? ' ' : c);
      }
    }
    return sanitised;
  }

  /// How many characters of `text` at `from` are a bracket; 0 if none.
  private static int bracketLength(String text, int from) {
    int csi = text.charAt(from) == CSI ? 1 : text.startsWith("\u001b[", from) ? 2 : 0;
    boolean bracket =
        csi > 0 && (text.startsWith(START, from + csi) || text.startsWith(END, from + csi));
    return bracket ? csi + END.length() : 0;
  }
}

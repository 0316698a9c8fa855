package dev.session.input;

import java.nio.charset.StandardCharsets;

/// Modes for tests, one setting after the other; and bytes as tests write them down.
record Modes(InputModes of) {
  static final Modes NONE = new Modes(InputModes.DEFAULT);

  Modes applicationCursor() {
    return copy(true, of.applicationKeypad(), of.backarrowSendsBackspace(), of.newline());
  }

  Modes applicationKeypad() {
    return copy(of.applicationCursor(), true, of.backarrowSendsBackspace(), of.newline());
  }

  Modes backarrowSendsBackspace() {
    return copy(of.applicationCursor(), of.applicationKeypad(), true, of.newline());
  }

  Modes newline() {
    return copy(of.applicationCursor(), of.applicationKeypad(), of.backarrowSendsBackspace(), true);
  }

  private Modes copy(boolean cursor, boolean keypad, boolean backarrow, boolean newline) {
    return new Modes(
        new InputModes(
            cursor,
            keypad,
            backarrow,
            newline,
            of.eightBitControls(),
            of.modifyOtherKeys(),
            of.formatOtherKeysAsU(),
            of.kittyFlags(),
            of.bracketedPaste(),
            of.focusReports(),
            of.mouseTracking(),
            of.mouseEncoding(),
            of.alternateScroll(),
            of.cellWidthPx(),
            of.cellHeightPx()));
  }

  Modes eightBit() {
    return keyboard(true, of.modifyOtherKeys(), of.formatOtherKeysAsU(), of.kittyFlags());
  }

  Modes modifyOtherKeys(int level) {
    return keyboard(of.eightBitControls(), level, of.formatOtherKeysAsU(), of.kittyFlags());
  }

  Modes formatOtherKeysAsU() {
    return keyboard(of.eightBitControls(), of.modifyOtherKeys(), true, of.kittyFlags());
  }

  Modes kitty(int flags) {
    return keyboard(of.eightBitControls(), of.modifyOtherKeys(), of.formatOtherKeysAsU(), flags);
  }

  private Modes keyboard(boolean eightBit, int modifyOtherKeys, boolean asU, int kitty) {
    return new Modes(
        new InputModes(
            of.applicationCursor(),
            of.applicationKeypad(),
            of.backarrowSendsBackspace(),
            of.newline(),
            eightBit,
            modifyOtherKeys,
            asU,
            kitty,
            of.bracketedPaste(),
            of.focusReports(),
            of.mouseTracking(),
            of.mouseEncoding(),
            of.alternateScroll(),
            of.cellWidthPx(),
            of.cellHeightPx()));
  }

  Modes bracketedPaste() {
    return reports(true, of.focusReports(), of.mouseTracking(), of.mouseEncoding());
  }

  Modes focusReports() {
    return reports(of.bracketedPaste(), true, of.mouseTracking(), of.mouseEncoding());
  }

  Modes mouse(MouseTracking tracking, MouseEncoding encoding) {
    return reports(of.bracketedPaste(), of.focusReports(), tracking, encoding);
  }

  Modes alternateScroll() {
    return new Modes(
        new InputModes(
            of.applicationCursor(),
            of.applicationKeypad(),
            of.backarrowSendsBackspace(),
            of.newline(),
            of.eightBitControls(),
            of.modifyOtherKeys(),
            of.formatOtherKeysAsU(),
            of.kittyFlags(),
            of.bracketedPaste(),
            of.focusReports(),
            of.mouseTracking(),
            of.mouseEncoding(),
            true,
            of.cellWidthPx(),
            of.cellHeightPx()));
  }

  private Modes reports(
      boolean paste, boolean focus, MouseTracking tracking, MouseEncoding encoding) {
    return new Modes(
        new InputModes(
            of.applicationCursor(),
            of.applicationKeypad(),
            of.backarrowSendsBackspace(),
            of.newline(),
            of.eightBitControls(),
            of.modifyOtherKeys(),
            of.formatOtherKeysAsU(),
            of.kittyFlags(),
            paste,
            focus,
            tracking,
            encoding,
            of.alternateScroll(),
            of.cellWidthPx(),
            of.cellHeightPx()));
  }

  /// The bytes of `key`, as in `\e[1;5A`.
  String press(String key) {
    return shown(Keyboard.bytes(Key.parse(key), KeyAction.PRESS, of));
  }

  /// Printable ASCII as it is, ESC as `\e`, a backslash as `\\`, all else in hexadecimal.
  static String shown(byte[] bytes) {
    var shown = new StringBuilder();
    for (byte b : bytes) {
      int octet = b & 0xff;
      if (octet == 0x1b) {
        shown.append("\\e");
      } else if (octet == '\\') {
        shown.append("\\\\");
      } else if (octet >= 0x20 && octet < 0x7f) {
        shown.append((char) octet);
      } else {
        shown.append(String.format("\\x%02x", octet));
      }
    }
    return shown.toString();
  }

  static String shown(String text) {
    return shown(text.getBytes(StandardCharsets.UTF_8));
  }
}

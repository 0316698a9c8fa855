package dev.session.input;

import static dev.session.input.Modifier.ALT;
import static dev.session.input.Modifier.CTRL;
import static dev.session.input.Modifier.HYPER;
import static dev.session.input.Modifier.META;
import static dev.session.input.Modifier.SHIFT;
import static dev.session.input.Modifier.SUPER;

import dev.session.input.Key.Base.Named;
import dev.session.input.Key.Base.Printable;
import dev.session.input.NamedKey.Legacy;

/// The encoding of keys that xterm and those after it have used for ever, with modifyOtherKeys.
///
/// Spec: xterm's ctlseqs ("Alt and Meta Keys", "PC-Style Function Keys"), and what xterm 410 does
/// where they are silent, with metaSendsEscape on and Backspace sending DEL, as distributions set
/// it. A combination without an encoding of its own is sent as xterm and kitty do: without what
/// cannot be told (ctrl+Enter is CR).
///
/// Deviations: alt with ctrl is not lost where modifyOtherKeys 1 escapes a key; ctrl+shift+Tab is
/// escaped there; alt+Tab and alt+Enter are, as documented though xterm does not; a capital letter
/// that was not written with shift is text. Super is xterm's meta where there is a parameter.
final class XtermKeys {
  private static final int BACKSPACE = 0x08;
  private static final int DELETE = 0x7f;

  private final Key key;
  private final InputModes modes;
  private final TerminalBytes bytes;

  private XtermKeys(Key key, InputModes modes) {
    this.key = key;
    this.modes = modes;
    this.bytes = new TerminalBytes(modes);
  }

  static byte[] bytes(Key key, InputModes modes) {
    if (key.has(HYPER)) {
      throw Keyboard.unsendable(
          key,
          "hyper exists only in the kitty keyboard protocol, which the application is not using.");
    }
    var keys = new XtermKeys(key, modes);
    switch (key.base()) {
      case Named(var named) -> keys.named(named.legacy());
      case Printable(var codePoint) -> keys.printable(codePoint);
    }
    return keys.bytes.toByteArray();
  }

  private void named(Legacy legacy) {
    boolean plain = key.modifiers().isEmpty();
    int parameter = Modifier.xtermParameter(key.modifiers());
    switch (legacy) {
      case Legacy.Control(var code) -> control(code);
      case Legacy.Cursor(var last) -> {
        if (!plain) {
          bytes.csi("1;" + parameter + last);
        } else if (modes.applicationCursor()) {
          bytes.ss3("" + last);
        } else {
          bytes.csi("" + last);
        }
      }
      case Legacy.Pf(var last) -> {
        if (plain) {
          bytes.ss3("" + last);
        } else {
          bytes.csi("1;" + parameter + last);
        }
      }
      case Legacy.Numbered(var number) ->
          bytes.csi(plain ? number + "~" : number + ";" + parameter + "~");
      case Legacy.Keypad(var text, var application) -> {
        if (modes.applicationKeypad()) {
          bytes.ss3(plain ? "" + application : "" + parameter + application);
        } else {
          keypadText(text);
        }
      }
      case Legacy.SameAs(var other) -> named(other.legacy());
      case Legacy.Nothing _ ->
          throw Keyboard.unsendable(
              key,
              "it exists only in the kitty keyboard protocol, which the application is not using.");
    }
  }

  // As xterm: the keypad's characters know no ctrl and no shift.
  private void keypadText(char text) {
    requireNoSuper();
    escapeForAlt();
    bytes.octet(text);
    newlineAfter(text);
  }

  private void control(int code) {
    int sent = code == DELETE ? backspace() : code;
    if (isControlEscaped(code)) {
      otherKey(sent);
      return;
    }
    requireNoSuper();
    escapeForAlt();
    if (code == '\t' && key.has(SHIFT)) {
      bytes.csi("Z");
      return;
    }
    bytes.octet(sent);
    newlineAfter(sent);
  }

  private void newlineAfter(int sent) {
    if (sent == '\r' && modes.newline()) {
      bytes.octet('\n');
    }
  }

  private int backspace() {
    return modes.backarrowSendsBackspace() != key.has(CTRL) ? BACKSPACE : DELETE;
  }

  private boolean isControlEscaped(int code) {
    var modifiers = key.modifiers();
    boolean wellKnown = code == DELETE || code == 0x1b;
    boolean onlyCtrl = modifiers.size() == 1 && key.has(CTRL);
    boolean onlyShift = modifiers.size() == 1 && key.has(SHIFT);
    return switch (modes.modifyOtherKeys()) {
      case 0 -> false;
      case 1 ->
          key.has(SUPER) || (!modifiers.isEmpty() && !wellKnown && !(code == '\t' && onlyShift));
      case 2 -> !modifiers.isEmpty() && !(code == DELETE && onlyCtrl);
      default -> true;
    };
  }

  private void printable(int codePoint) {
    // ctrl+C is what people write for ctrl+c.
    int c =
        key.has(CTRL) && Character.isUpperCase(codePoint)
            ? UsLayout.unshifted(codePoint)
            : codePoint;
    int typed = key.has(SHIFT) ? UsLayout.shifted(c) : c;
    if (isPrintableEscaped(typed)) {
      otherKey(typed);
      return;
    }
    requireNoSuper();
    escapeForAlt();
    if (key.has(CTRL)) {
      bytes.codePoint(controlOf(typed));
    } else {
      bytes.codePoint(typed);
    }
  }

  private boolean isPrintableEscaped(int typed) {
    boolean shiftShows = key.has(SHIFT) && (typed == ' ' || hasControlByMask(typed));
    return switch (modes.modifyOtherKeys()) {
      case 0 -> false;
      // xterm knows ctrl+? of itself, not by the tables of X, so it escapes it.
      case 1 -> key.has(SUPER) || (key.has(CTRL) && (controlOf(typed) == typed || typed == '?'));
      case 2 -> key.has(CTRL) || key.has(ALT) || key.has(META) || key.has(SUPER) || shiftShows;
      default -> true;
    };
  }

  private void otherKey(int code) {
    var modifiers = key.modifiers();
    // A symbol of the shifted layer cannot be typed without shift.
    if (key.base() instanceof Printable(var c)
        && UsLayout.unshifted(c) != c
        && !(key.has(CTRL) && Character.isUpperCase(c))) {
      modifiers = Modifier.with(modifiers, SHIFT);
    }
    int parameter = Modifier.xtermParameter(modifiers);
    bytes.csi(
        modes.formatOtherKeysAsU()
            ? code + ";" + parameter + "u"
            : "27;" + parameter + ";" + code + "~");
  }

  private void escapeForAlt() {
    if (key.has(ALT) || key.has(META)) {
      bytes.octet(TerminalBytes.ESC);
    }
  }

  private void requireNoSuper() {
    if (key.has(SUPER)) {
      throw Keyboard.unsendable(
          key,
          "super with this key exists only in the kitty keyboard protocol and modifyOtherKeys,"
              + " neither of which the application is using.");
    }
  }

  /// What ctrl makes of a character; the character itself where that is nothing.
  private static int controlOf(int c) {
    if (hasControlByMask(c)) {
      return c & 0x1f;
    }
    return switch (c) {
      case ' ', '2' -> 0;
      case '3', '4', '5', '6', '7' -> c - '3' + 0x1b;
      case '/' -> 0x1f;
      case '8', '?' -> DELETE;
      default -> c;
    };
  }

  private static boolean hasControlByMask(int c) {
    return c >= '@' && c <= '~';
  }
}

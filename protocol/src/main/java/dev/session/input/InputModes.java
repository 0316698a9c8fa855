package dev.session.input;

import dev.session.terminal.Mode;
import dev.session.terminal.Terminal;

/// What of a terminal's state decides how input is encoded.
///
/// @param applicationCursor DECCKM, mode 1: cursor keys send SS3
/// @param applicationKeypad DECKPAM or mode 66: the keypad sends SS3
/// @param backarrowSendsBackspace DECBKM, mode 67: Backspace sends BS (08) instead of DEL (7f)
/// @param newline LNM, mode 20: Enter sends CR LF
/// @param eightBitControls S8C1T: CSI and SS3 are one byte
/// @param modifyOtherKeys xterm's `CSI > 4 ; n m`, 0 to 3
/// @param formatOtherKeysAsU xterm's `CSI > 4 ; 1 f`: those keys are `CSI code ; modifiers u`
/// @param kittyFlags the flags in effect of the kitty keyboard protocol, 0 to 31
/// @param bracketedPaste mode 2004
/// @param focusReports mode 1004
/// @param alternateScroll mode 1007 on the alternate screen: a wheel that is not reported moves the
///   cursor
/// @param cellWidthPx what pixel reports of the mouse (mode 1016) are computed with
/// @param cellHeightPx likewise
public record InputModes(
    boolean applicationCursor,
    boolean applicationKeypad,
    boolean backarrowSendsBackspace,
    boolean newline,
    boolean eightBitControls,
    int modifyOtherKeys,
    boolean formatOtherKeysAsU,
    int kittyFlags,
    boolean bracketedPaste,
    boolean focusReports,
    MouseTracking mouseTracking,
    MouseEncoding mouseEncoding,
    boolean alternateScroll,
    int cellWidthPx,
    int cellHeightPx) {

  /// modifyOtherKeys has no more levels; an application can send any number.
  private static final int MODIFY_OTHER_KEYS_MAX = 3;

  private static final int CELL_WIDTH_PX = 10;
  private static final int CELL_HEIGHT_PX = 20;

  /// A terminal whose application has set nothing.
  public static final InputModes DEFAULT =
      new InputModes(
          false,
          false,
          false,
          false,
          false,
          0,
          false,
          0,
          false,
          false,
          MouseTracking.NONE,
          MouseEncoding.DEFAULT,
          false,
          CELL_WIDTH_PX,
          CELL_HEIGHT_PX);

  /// What the application in `terminal` has set.
  public static InputModes of(Terminal terminal) {
    return new InputModes(
        terminal.isSet(Mode.CURSOR_KEYS),
        terminal.isSet(Mode.APPLICATION_KEYPAD),
        terminal.isSet(Mode.BACKARROW_SENDS_BACKSPACE),
        terminal.isSet(Mode.NEW_LINE),
        terminal.sendsEightBitControls(),
        Math.clamp(terminal.modifyOtherKeys(), 0, MODIFY_OTHER_KEYS_MAX),
        terminal.formatsOtherKeysAsU(),
        terminal.kittyKeyboardFlags(),
        terminal.isSet(Mode.BRACKETED_PASTE),
        terminal.isSet(Mode.FOCUS_EVENTS),
        mouseTracking(terminal),
        mouseEncoding(terminal),
        terminal.isAlternateScreen() && terminal.isSet(Mode.ALTERNATE_SCROLL),
        CELL_WIDTH_PX,
        CELL_HEIGHT_PX);
  }

  public InputModes withApplicationCursor(boolean application) {
    return new InputModes(
        application,
        applicationKeypad,
        backarrowSendsBackspace,
        newline,
        eightBitControls,
        modifyOtherKeys,
        formatOtherKeysAsU,
        kittyFlags,
        bracketedPaste,
        focusReports,
        mouseTracking,
        mouseEncoding,
        alternateScroll,
        cellWidthPx,
        cellHeightPx);
  }

  private static MouseTracking mouseTracking(Terminal terminal) {
    if (terminal.isSet(Mode.MOUSE_MOTION)) {
      return MouseTracking.MOTION;
    }
    if (terminal.isSet(Mode.MOUSE_DRAGS)) {
      return MouseTracking.DRAGS;
    }
    if (terminal.isSet(Mode.MOUSE_CLICKS)) {
      return MouseTracking.BUTTONS;
    }
    return terminal.isSet(Mode.MOUSE_X10) ? MouseTracking.PRESSES : MouseTracking.NONE;
  }

  private static MouseEncoding mouseEncoding(Terminal terminal) {
    if (terminal.isSet(Mode.MOUSE_PIXELS)) {
      return MouseEncoding.SGR_PIXELS;
    }
    if (terminal.isSet(Mode.MOUSE_SGR)) {
      return MouseEncoding.SGR;
    }
    if (terminal.isSet(Mode.MOUSE_URXVT)) {
      return MouseEncoding.URXVT;
    }
    return terminal.isSet(Mode.MOUSE_UTF8) ? MouseEncoding.UTF8 : MouseEncoding.DEFAULT;
  }

  public InputModes {
    if (modifyOtherKeys < 0 || modifyOtherKeys > MODIFY_OTHER_KEYS_MAX) {
      throw new IllegalArgumentException("modifyOtherKeys " + modifyOtherKeys);
    }
    if (kittyFlags < 0 || kittyFlags > 31) {
      throw new IllegalArgumentException("kitty keyboard flags " + kittyFlags);
    }
    if (cellWidthPx < 1 || cellHeightPx < 1) {
      throw new IllegalArgumentException("a cell of " + cellWidthPx + "x" + cellHeightPx);
    }
  }
}

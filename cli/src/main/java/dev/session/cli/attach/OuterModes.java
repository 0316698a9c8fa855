package dev.session.cli.attach;

import dev.session.terminal.CursorStyle;
import dev.session.terminal.Mode;
import dev.session.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The modes that the session's program has set and that must hold in the caller's terminal too, so
/// that it sends keys, pastes and the mouse as the program expects them. These and no others: they
/// are what a program can do to the caller's terminal, and [#RESET] undoes all of them.
public final class OuterModes {
  /// What decides how input is sent, and two things about the look.
  private static final List<Mode> MIRRORED =
      List.of(
          Mode.CURSOR_KEYS,
          Mode.REVERSE_SCREEN,
          Mode.FOCUS_EVENTS,
          Mode.BRACKETED_PASTE,
          Mode.ALTERNATE_SCROLL);

  private static final List<Mode> MOUSE =
      List.of(
          Mode.MOUSE_X10,
          Mode.MOUSE_CLICKS,
          Mode.MOUSE_DRAGS,
          Mode.MOUSE_MOTION,
          Mode.MOUSE_UTF8,
          Mode.MOUSE_SGR,
          Mode.MOUSE_URXVT,
          Mode.MOUSE_PIXELS);

  /// Takes over: the alternate screen, clean, with nothing set that a program did not set.
  private static final String TAKE_OVER =
      "\033[?1049h\033[?1l\033>\033[?1000;1002;1003;1004;2004l\033[H\033[2J";

  /// What a terminal with the sequences of today is sent besides: title and alternate scrolling are
  /// remembered, the keyboard protocol begins with none.
  private static final String TAKE_OVER_EXTENDED = "\033[22;2t\033[?1007s\033[?1007l";

  private static final String RESET_EXTENDED = "\033[<9u\033[>4m\033[0 q\033[?1007r\033[23;2t";

  /// Gives back: every mode of these lists off, the usual look, the screen that was there.
  private static final String RESET =
      "\033[?9;1000;1002;1003;1005;1006;1015;1016;1004;2004;5;1l\033>\033[0m\033[?25h\033[?1049l";

  private final boolean extended;
  private final String session;
  private final Map<String, String> sent = new LinkedHashMap<>();

  /// What is written first.
  public static String takeOver(boolean extended) {
    return TAKE_OVER + (extended ? TAKE_OVER_EXTENDED : "");
  }

  /// What is written last, on every way out.
  public static String giveBack(boolean extended) {
    return (extended ? RESET_EXTENDED : "") + RESET;
  }

  /// @param session what the title of the caller's window begins with, so that it never says only
  ///   what a program wants
  OuterModes(boolean extended, String session) {
    this.extended = extended;
    this.session = session;
  }

  /// All that was sent, once more: another program may have had the terminal meanwhile.
  String again() {
    return String.join("", sent.values());
  }

  /// The sequences that bring the caller's terminal to the modes of `terminal`; empty as a rule.
  ///
  /// @param mouse whether its cells are the session's, so that reports of the mouse make sense
  /// @param keys whether what it sends reaches the session
  String update(Terminal terminal, boolean mouse, boolean keys) {
    var out = new StringBuilder();
    if (keys) {
      for (var mode : MIRRORED) {
        switchTo(out, mode, terminal.isSet(mode));
      }
      for (var mode : MOUSE) {
        switchTo(out, mode, mouse && terminal.isSet(mode));
      }
      turn(out, "keypad", terminal.isSet(Mode.APPLICATION_KEYPAD) ? "\033=" : "\033>", "\033>");
    } else {
      switchTo(out, Mode.REVERSE_SCREEN, terminal.isSet(Mode.REVERSE_SCREEN));
    }
    if (extended) {
      if (keys) {
        keyboard(out, terminal);
      }
      turn(out, "cursor", cursorStyle(terminal), "\033[0 q");
      turn(out, "title", "\033]2;" + plain(title(terminal)) + "\033\\", "");
    }
    return out.toString();
  }

  private void keyboard(StringBuilder out, Terminal terminal) {
    int flags = terminal.kittyKeyboardFlags();
    if (flags != 0 && !sent.containsKey("kitty")) {
      out.append("\033[>0u");
    }
    turn(out, "kitty", "\033[=" + flags + ";1u", "\033[=0;1u");
    turn(out, "other", "\033[>4;" + terminal.modifyOtherKeys() + "m", "\033[>4;0m");
    turn(out, "format", terminal.formatsOtherKeysAsU() ? "\033[>4;1f" : "\033[>4;0f", "\033[>4;0f");
  }

  private static String cursorStyle(Terminal terminal) {
    if (terminal.cursorStyle() == CursorStyle.BLOCK && !terminal.isCursorBlinking()) {
      return "\033[0 q"; // nobody chose it: the caller's own
    }
    int shape =
        switch (terminal.cursorStyle()) {
          case BLOCK -> 2;
          case UNDERLINE -> 4;
          case BAR -> 6;
        };
    return "\033[" + (terminal.isCursorBlinking() ? shape - 1 : shape) + " q";
  }

  private String title(Terminal terminal) {
    return terminal.title().isEmpty() ? session : session + ": " + terminal.title();
  }

  // A title comes from a program; nothing in it may end the sequence.
  private static String plain(String title) {
    var plain = new StringBuilder();
    title.codePoints().filter(c -> !Character.isISOControl(c)).forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private void switchTo(StringBuilder out, Mode mode, boolean on) {
    var sequence = "\033[?" + mode.number();
    turn(out, mode.name(), sequence + (on ? "h" : "l"), sequence + "l");
  }

  /// @param initially what holds without anything having been sent
  private void turn(StringBuilder out, String what, String wanted, String initially) {
    if (!wanted.equals(sent.getOrDefault(what, initially))) {
      out.append(wanted);
      sent.put(what, wanted);
    }
  }
}

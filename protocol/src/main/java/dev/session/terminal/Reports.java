package dev.session.terminal;

import org.jspecify.annotations.Nullable;

/// The answers to status queries. The product answers as xterm configured as a VT525 does.
final class Reports {
  /// The patch level of xterm whose behaviour this follows.
  private static final int XTERM_LEVEL = 410;

  /// What XTVERSION says. Applications look for the name `XTerm` to know what they may use.
  private static final String VERSION = "XTerm(" + XTERM_LEVEL + ")";

  private static final int UNKNOWN = 0;
  private static final int SET = 1;
  private static final int RESET = 2;
  private static final int ALWAYS_RESET = 4;

  private final TerminalState t;
  private final Screen screen;
  private final Replies replies;

  Reports(TerminalState state) {
    t = state;
    screen = state.screen;
    replies = state.replies;
  }

  /// DA1: 132 columns, printer, selective erase, national sets, technical set, locator, terminal
  /// state, user windows, horizontal scrolling, colour, rectangles, text locator; a level below 4
  /// has fewer.
  void primaryAttributes() {
    if (screen.level == 0) {
      vt52Identity();
      return;
    }
    Bytes out = replies.csi().put('?');
    switch (screen.level) {
      case 1 -> out.ascii("1;2");
      case 2, 3 -> out.decimal(60 + screen.level).ascii(";1;2;6;9;15;22;29");
      default -> out.decimal(60 + screen.level).ascii(";1;2;6;9;15;16;17;18;21;22;28;29");
    }
    out.put('c');
    replies.end();
  }

  void secondaryAttributes() {
    replies.csi().ascii(">64;").decimal(XTERM_LEVEL).ascii(";0c");
    replies.end();
  }

  void tertiaryAttributes() {
    replies.dcs().ascii("!|00000000");
    replies.terminate(false);
  }

  void vt52Identity() {
    replies.raw().put(Bytes.ESC).ascii("/Z");
    replies.end();
  }

  void version() {
    replies.dcs().ascii(">|").ascii(VERSION);
    replies.terminate(false);
  }

  void terminalParameters(int request) {
    if (request <= 1) {
      replies.csi().decimal(request + 2).ascii(";1;1;128;128;1;0x");
      replies.end();
    }
  }

  void kittyFlags() {
    replies.csi().put('?').decimal(t.keyboard.flags(t.screenIndex())).put('u');
    replies.end();
  }

  void keyModifiers(int resource) {
    if (resource < Keyboard.MODIFIERS) {
      replies.csi().put('>').decimal(resource).put(';');
      replies.more().decimal(t.keyboard.modifiers[resource]).put('m');
      replies.end();
    }
  }

  void userPreferredSet() {
    replies.dcs().ascii("0!u%5");
    replies.terminate(false);
  }

  /// DECRQLP: no locator.
  void locator() {
    replies.csi().ascii("0&w");
    replies.end();
  }

  /// XTSMGRAPHICS: no graphics, so every item is in error.
  void graphics(Sequence s) {
    replies.csi().put('?').decimal(s.value(0, 0)).ascii(";3;0S");
    replies.end();
  }

  /// XTREPORTCOLORS.
  void colorStack() {
    replies.csi().put('?').decimal(t.palette.current()).put(';').decimal(t.palette.depth());
    replies.more().ascii("#Q");
    replies.end();
  }

  void status(Sequence s, boolean isPrivate) {
    int request = s.value(0, 0);
    if (!isPrivate) {
      switch (request) {
        case 5 -> {
          replies.csi().ascii("0n");
          replies.end();
        }
        case 6 -> cursorPosition(false);
        default -> {}
      }
      return;
    }
    switch (request) {
      case 6 -> cursorPosition(true);
      case 15 -> status("13"); // no printer
      case 25 -> status("20"); // user-defined keys unlocked
      case 26 -> status("27;1;0;0"); // North American keyboard, ready, LK201
      case 53, 55 -> status("53"); // no locator
      case 56 -> status("57;0"); // of no type
      case 62 -> { // no space for macros
        replies.csi().ascii("0*{");
        replies.end();
      }
      case 63 -> {
        replies.dcs().decimal(s.value(1, 0)).ascii("!~0000");
        replies.terminate(false);
      }
      case 75 -> status("70"); // no errors
      case 85 -> status("83"); // no sessions
      case 996 -> { // colour scheme: 1 dark, 2 light
        int rgb = t.palette.get(Palette.BACKGROUND);
        int brightness = (rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff);
        replies.csi().ascii("?997;").put(brightness < 3 * 128 ? '1' : '2').put('n');
        replies.end();
      }
      default -> {}
    }
  }

  private void status(String code) {
    replies.csi().put('?').ascii(code).put('n');
    replies.end();
  }

  private void cursorPosition(boolean withPage) {
    Bytes out = replies.csi();
    if (withPage) {
      out.put('?');
    }
    out.decimal(Math.max(0, screen.originRow()) + 1).put(';');
    out.decimal(Math.max(0, screen.originCol()) + 1);
    if (withPage && screen.level >= 4) {
      out.ascii(";1");
    }
    out.put('R');
    replies.end();
  }

  /// DECRQM.
  void mode(int number, boolean isPrivate) {
    if (screen.level < 3) {
      return;
    }
    Bytes out = replies.csi();
    if (isPrivate) {
      out.put('?');
    }
    out.decimal(number).put(';').decimal(modeValue(number, isPrivate)).ascii("$y");
    replies.end();
  }

  private int modeValue(int number, boolean isPrivate) {
    @Nullable Mode mode = Mode.of(isPrivate, number);
    if (mode == null) {
      return isPrivate ? privateConstant(number) : ansiConstant(number);
    }
    return switch (mode) {
      case AUTOREPEAT -> ALWAYS_RESET;
      case LEFT_RIGHT_MARGINS -> screen.level >= 4 ? value(mode) : UNKNOWN;
      case NO_CLEAR_ON_COLUMNS -> screen.level >= Screen.LEVEL_MAX ? value(mode) : UNKNOWN;
      default -> value(mode);
    };
  }

  private int value(Mode mode) {
    return t.modeSwitch.isSet(mode) ? SET : RESET;
  }

  /// Modes of ECMA-48 that no terminal has.
  private static int ansiConstant(int number) {
    return switch (number) {
      case 3 -> RESET;
      case 1, 5, 7, 10, 11, 13, 14, 15, 16, 17, 18, 19 -> ALWAYS_RESET;
      default -> UNKNOWN;
    };
  }

  /// Modes of VT3xx-VT5xx that are known and not there.
  private int privateConstant(int number) {
    return switch (number) {
      case 13, 14 -> ALWAYS_RESET;
      case 10, 11, 16, 49, 59, 60, 61, 64, 68, 70, 73, 113 -> ALWAYS_RESET;
      case 81 -> screen.level >= 4 ? ALWAYS_RESET : UNKNOWN;
      case 34,
          36,
          57,
          96,
          97,
          98,
          99,
          100,
          101,
          102,
          103,
          104,
          105,
          106,
          107,
          108,
          109,
          110,
          111,
          112,
          114,
          115,
          116,
          117 ->
          screen.level >= 5 ? ALWAYS_RESET : UNKNOWN;
      default -> UNKNOWN;
    };
  }

  /// DECRQPSR: 1 the cursor (DECCIR), 2 the tab stops (DECTABSR).
  void presentationState(int what) {
    if (what == 1) {
      cursorInformation();
    } else if (what == 2) {
      tabStops();
    }
  }

  private void cursorInformation() {
    long style = screen.style;
    int rendition =
        '@'
            | (has(style, Style.BOLD) ? 1 : 0)
            | (Style.underline(style) != 0 ? 2 : 0)
            | (has(style, Style.BLINK) ? 4 : 0)
            | (has(style, Style.INVERSE) ? 8 : 0)
            | (has(style, Style.HIDDEN) ? 16 : 0);
    Charsets charsets = screen.charsets;
    int flags =
        '@'
            | (screen.mode(Mode.ORIGIN) ? 1 : 0)
            | (charsets.single == 2 ? 2 : 0)
            | (charsets.single == 3 ? 4 : 0)
            | (screen.pendingWrap ? 8 : 0);
    int sizes = '@';
    for (int i = 0; i < Charsets.SETS; i++) {
      sizes |= charsets.sets[i].has96() ? 1 << i : 0;
    }
    Bytes out = replies.dcs().ascii("1$u");
    out.decimal(Math.max(0, screen.originRow()) + 1).put(';');
    out.decimal(Math.max(0, screen.originCol()) + 1).ascii(";1;").put(rendition).put(';');
    out.put('@' | (has(style, Style.PROTECTED) ? 1 : 0)).put(';').put(flags).put(';');
    out.decimal(charsets.left).put(';').decimal(charsets.right).put(';').put(sizes).put(';');
    for (Charset set : charsets.sets) {
      out.ascii(set.designator());
    }
    replies.terminate(false);
  }

  private static boolean has(long style, long flag) {
    return (style & flag) != 0;
  }

  private void tabStops() {
    Bytes out = replies.dcs().ascii("2$u");
    boolean first = true;
    for (int col = 0; col < screen.cols(); col++) {
      if (screen.tabs.isSet(col)) {
        if (!first) {
          out.put('/');
        }
        first = false;
        out.decimal(col + 1);
      }
    }
    replies.terminate(false);
  }
}

package dev.session.terminal;

import java.nio.charset.StandardCharsets;

/// DCS: settings on request (DECRQSS), capabilities (XTGETTCAP), restoring reported states
/// (DECRSPS). Graphics (sixel, ReGIS), user-defined keys and the like are consumed.
final class DeviceControlStrings {
  private final TerminalState t;
  private final Screen screen;

  DeviceControlStrings(TerminalState state) {
    t = state;
    screen = state.screen;
  }

  static boolean accepts(Sequence s) {
    return s.prefix == 0
        && switch (s.intermediates << 8 | s.finalByte) {
          case '$' << 8 | 'q', '+' << 8 | 'q', '$' << 8 | 't' -> true;
          default -> false;
        };
  }

  void execute(Sequence s, byte[] data, int to) {
    String text = new String(data, 0, to, StandardCharsets.ISO_8859_1);
    switch (s.intermediates << 8 | s.finalByte) {
      case '$' << 8 | 'q' -> setting(text);
      case '+' << 8 | 'q' -> capabilities(text);
      default -> restoreState(s.value(0, 0), text);
    }
  }

  /// DECRQSS.
  private void setting(String request) {
    Bytes out = t.replies.dcs();
    int valid = out.length();
    out.ascii("1$r");
    if (!writeSetting(request, out)) {
      out.truncate(valid);
      out.ascii("0$r");
    } else {
      out.ascii(request);
    }
    t.replies.terminate(false);
  }

  private boolean writeSetting(String request, Bytes out) {
    switch (request) {
      case "\"q" -> {
        boolean on = (screen.style & Style.PROTECTED) != 0;
        out.put(on && screen.protection == Screen.Protection.DEC ? '1' : '0');
      }
      case "\"p" -> out.decimal(60 + screen.level).ascii(screen.eightBitReplies ? ";0" : ";1");
      case "r" -> out.decimal(screen.top + 1).put(';').decimal(screen.bottom + 1);
      case "s" -> {
        if (screen.level < 4) {
          return false;
        }
        out.decimal(screen.left + 1).put(';').decimal(screen.right + 1);
      }
      case "m" -> Sgr.write(out, screen.style, Style.underlineColor(screen.extra));
      case " q" -> out.decimal(t.cursorStyle);
      case "t" -> out.decimal(Math.max(screen.rows(), 24));
      case "$|" -> out.decimal(screen.mode(Mode.COLUMNS_132) ? 132 : 80);
      case "*|" -> out.decimal(screen.rows());
      case "*x" -> out.decimal(t.rectangles.extent());
      case "$}", "$~" -> out.put('0');
      default -> {
        return keyModifier(request, out);
      }
    }
    return true;
  }

  /// `> n m`: XTQMODKEYS.
  private boolean keyModifier(String request, Bytes out) {
    if (request.length() != 3 || request.charAt(0) != '>' || request.charAt(2) != 'm') {
      return false;
    }
    int resource = request.charAt(1) - '0';
    if (resource < 0 || resource >= Keyboard.MODIFIERS) {
      return false;
    }
    out.put('>').decimal(resource).put(';').decimal(t.keyboard.modifiers[resource]).put('m');
    return true;
  }

  /// XTGETTCAP: names in hexadecimal, answered up to the first that is unknown.
  private void capabilities(String request) {
    Bytes out = t.replies.dcs();
    int start = out.length();
    boolean any = false;
    for (String name : request.split(";", -1)) {
      String value = Capabilities.of(fromHex(name));
      if (value == null) {
        break;
      }
      out.ascii(any ? ";" : "1+r").ascii(name).put('=');
      for (int i = 0; i < value.length(); i++) {
        out.hex(value.charAt(i), 2);
      }
      any = true;
    }
    if (!any) {
      out.truncate(start);
      out.ascii("0+r").ascii(isHex(request) ? request : "");
    }
    t.replies.terminate(false);
  }

  private static boolean isHex(String text) {
    return text.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == ';');
  }

  private static String fromHex(String hex) {
    if (hex.length() % 2 != 0 || !isHex(hex) || hex.contains(";")) {
      return "";
    }
    var text = new StringBuilder();
    for (int i = 0; i < hex.length(); i += 2) {
      text.append((char) Integer.parseInt(hex.substring(i, i + 2), 16));
    }
    return text.toString();
  }

  /// DECRSPS: takes back what DECCIR or DECTABSR reported.
  private void restoreState(int what, String text) {
    if (what == 2) {
      screen.tabs.clearAll();
      for (String stop : text.split("/", -1)) {
        int col = number(stop);
        if (col > 0 && col <= TerminalOptions.COLUMNS_MAX) {
          screen.tabs.set(col - 1);
        }
      }
    } else if (what == 1) {
      restoreCursor(text.split(";", 10));
    }
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
  }

  private void restoreCursor(String[] fields) {
    if (fields.length < 10) {
      return;
    }
    int row = number(fields[0]);
    int col = number(fields[1]);
    int left = number(fields[6]);
    int right = number(fields[7]);
    boolean valid =
        row > 0
            && col > 0
            && isFlags(fields[3])
            && isFlags(fields[4])
            && isFlags(fields[5])
            && isFlags(fields[8])
            && left >= 0
            && left < Charsets.SETS
            && right >= 0
            && right < Charsets.SETS;
    if (!valid) {
      return;
    }
    int rendition = fields[3].charAt(0);
    screen.style = restored(rendition, fields[4].charAt(0));
    int flags = fields[5].charAt(0);
    screen.modes.put(Mode.ORIGIN, (flags & 1) != 0);
    restoreCharsets(fields[9], fields[8].charAt(0), left, right);
    screen.charsets.singleShift((flags & 2) != 0 ? 2 : (flags & 4) != 0 ? 3 : Charsets.NO_SHIFT);
    screen.moveTo(row - 1, col - 1);
    screen.pendingWrap = (flags & 8) != 0;
  }

  private static boolean isFlags(String field) {
    return field.length() == 1 && field.charAt(0) >= '@' && field.charAt(0) < 0x7f;
  }

  private long restored(int rendition, int attributes) {
    long style = screen.style & ~(Style.BOLD | Style.UNDERLINE | Style.BLINK | Style.INVERSE);
    style &= ~(Style.HIDDEN | Style.PROTECTED);
    style |= (rendition & 1) != 0 ? Style.BOLD : 0;
    style = (rendition & 2) != 0 ? Style.withUnderline(style, Style.UNDERLINE_SINGLE) : style;
    style |= (rendition & 4) != 0 ? Style.BLINK : 0;
    style |= (rendition & 8) != 0 ? Style.INVERSE : 0;
    style |= (rendition & 16) != 0 ? Style.HIDDEN : 0;
    return style | ((attributes & 1) != 0 ? Style.PROTECTED : 0);
  }

  private void restoreCharsets(String designators, int sizes, int left, int right) {
    int at = 0;
    for (int set = 0; set < Charsets.SETS && at < designators.length(); set++) {
      int second = 0;
      if (designators.charAt(at) < '0') {
        second = designators.charAt(at++);
      }
      if (at == designators.length()) {
        break;
      }
      Charset charset = Charset.of(second, designators.charAt(at++), (sizes >> set & 1) != 0);
      if (charset != null) {
        screen.charsets.designate(set, charset);
      }
    }
    screen.charsets.lockLeft(left);
    screen.charsets.right = right;
  }
}

package dev.session.terminal;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// OSC: titles, colours, links, working directory, clipboard, shell marks.
final class OperatingSystemCommands {
  private static final int SHELL_MARKS = 133;
  private static final int LINK = 8;
  private static final int CLIPBOARD = 52;

  private final TerminalState t;

  OperatingSystemCommands(TerminalState state) {
    t = state;
  }

  static boolean accepts(int number) {
    return switch (number) {
      case 0, 1, 2, 4, 5, 7, LINK, CLIPBOARD, 104, 105, SHELL_MARKS, Dump.OSC -> true;
      default -> (number >= 10 && number <= 19) || (number >= 110 && number <= 119);
    };
  }

  void execute(int number, byte[] data, int from, int to, boolean bell) {
    String text = new String(data, from, to - from, StandardCharsets.UTF_8);
    switch (number) {
      case 0 -> {
        t.titles.icon = title(text);
        setWindowTitle(title(text));
      }
      case 1 -> t.titles.icon = title(text);
      case 2 -> setWindowTitle(title(text));
      case 4 -> indexedColors(text, 0, 4, bell);
      case 5 -> indexedColors(text, Palette.SPECIAL, 5, bell);
      case 7 -> {
        t.titles.workingDirectory = Titles.clean(text);
        t.listener.workingDirectoryChanged(t.titles.workingDirectory);
      }
      case LINK -> link(text);
      case CLIPBOARD -> clipboard(text);
      case 104 -> resetColors(text, 0, Palette.SPECIAL);
      case 105 -> resetColors(text, Palette.SPECIAL, Palette.SPECIALS);
      case SHELL_MARKS -> shellMark(text);
      case Dump.OSC -> {
        if (t.restoring) {
          t.restore.execute(text);
        }
      }
      default -> {
        if (number < 100) {
          dynamicColors(number - 10, text, bell);
        } else {
          t.palette.reset(Palette.DYNAMIC + number - 110);
        }
      }
    }
  }

  private void setWindowTitle(String title) {
    t.titles.window = title;
    t.listener.titleChanged(title);
  }

  private String title(String text) {
    String title = (t.titles.modes & Titles.SET_HEX) != 0 ? fromHex(text) : text;
    return Titles.clean(title);
  }

  private static String fromHex(String text) {
    var bytes = new Bytes(text.length() / 2 + 1);
    for (int i = 0; i + 1 < text.length(); i += 2) {
      int high = Character.digit(text.charAt(i), 16);
      int low = Character.digit(text.charAt(i + 1), 16);
      if (high < 0 || low < 0) {
        break;
      }
      bytes.put(high << 4 | low);
    }
    return bytes.utf8(0);
  }

  /// `index ; colour` pairs; `?` asks.
  private void indexedColors(String text, int base, int number, boolean bell) {
    String[] parts = text.split(";", -1);
    for (int i = 0; i + 1 < parts.length; i += 2) {
      int color = base + number(parts[i]);
      if (color < base || color >= Palette.DYNAMIC) {
        return;
      }
      if (parts[i + 1].equals("?")) {
        report(number + ";" + parts[i], t.palette.get(color), bell);
      } else {
        set(color, parts[i + 1]);
      }
    }
  }

  /// OSC 10-19: each further value is for the next colour.
  private void dynamicColors(int first, String text, boolean bell) {
    String[] parts = text.split(";", -1);
    for (int i = 0; i < parts.length && first + i < Palette.DYNAMICS; i++) {
      int color = Palette.DYNAMIC + first + i;
      if (parts[i].equals("?")) {
        report(Integer.toString(10 + first + i), t.palette.get(color), bell);
      } else {
        set(color, parts[i]);
      }
    }
  }

  private void set(int color, String spec) {
    int rgb = ColorName.parse(spec);
    if (rgb >= 0) {
      t.palette.put(color, rgb);
    }
  }

  private void report(String prefix, int rgb, boolean bell) {
    Bytes out = t.replies.osc().ascii(prefix).ascii(";rgb:");
    component(out, rgb >> 16);
    component(out.put('/'), rgb >> 8);
    component(out.put('/'), rgb);
    t.replies.terminate(bell);
  }

  /// Eight bits as sixteen, in the lower case that X11 writes.
  private static void component(Bytes out, int value) {
    for (int i = 0; i < 2; i++) {
      out.put(Character.forDigit(value >> 4 & 0xf, 16)).put(Character.forDigit(value & 0xf, 16));
    }
  }

  private void resetColors(String text, int base, int count) {
    if (text.isEmpty()) {
      for (int i = 0; i < count; i++) {
        t.palette.reset(base + i);
      }
      return;
    }
    for (String part : text.split(";", -1)) {
      int color = base + number(part);
      if (color >= base && color < Palette.DYNAMIC) {
        t.palette.reset(color);
      }
    }
  }

  private static int number(String text) {
    if (text.isEmpty() || text.length() > 4) {
      return -Palette.ALL;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -Palette.ALL;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /// `params ; URI`, an empty URI ends the link.
  private void link(String text) {
    int semicolon = text.indexOf(';');
    if (semicolon < 0) {
      return;
    }
    String uri = text.substring(semicolon + 1);
    if (uri.isEmpty()) {
      t.screen.extra = Style.withLink(t.screen.extra, 0);
      return;
    }
    String id = "";
    for (String parameter : text.substring(0, semicolon).split(":", -1)) {
      if (parameter.startsWith("id=")) {
        id = parameter.substring("id=".length());
      }
    }
    boolean allowed = uri.length() <= Links.URI_MAX_CHARS && id.length() <= Links.ID_MAX_CHARS;
    int link = allowed ? t.screen.links.open(id, uri) : 0;
    t.screen.extra = Style.withLink(t.screen.extra, link);
  }

  /// Only setting is passed on. A query is not answered: the clipboard is its owner's.
  private void clipboard(String text) {
    int semicolon = text.indexOf(';');
    if (semicolon >= 0 && !text.endsWith(";?")) {
      t.listener.clipboardSet(text.substring(0, semicolon), text.substring(semicolon + 1));
    }
  }

  private void shellMark(String text) {
    if (text.isEmpty()) {
      return;
    }
    ShellMark.@Nullable Kind kind =
        switch (text.charAt(0)) {
          case 'A' -> ShellMark.Kind.PROMPT_STARTED;
          case 'B' -> ShellMark.Kind.COMMAND_LINE_STARTED;
          case 'C' -> ShellMark.Kind.OUTPUT_STARTED;
          case 'D' -> ShellMark.Kind.COMMAND_FINISHED;
          default -> null;
        };
    if (kind == null || (text.length() > 1 && text.charAt(1) != ';')) {
      return;
    }
    String parameters = text.length() > 2 ? text.substring(2) : "";
    String first = parameters.split(";", 2)[0];
    int code = kind == ShellMark.Kind.COMMAND_FINISHED ? number(first) : -1;
    t.listener.shellMark(
        new ShellMark(kind, code < 0 ? OptionalInt.empty() : OptionalInt.of(code), parameters));
  }
}

package dev.session.terminal;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads the private sequences of a [Dump] while a keyframe is restored. A keyframe may come from
/// an archive that somebody made by hand, so nothing out of range gets in: each field is brought
/// into its range, and a sequence with fields of another number or kind is dropped whole.
final class Restore {
  /// More than any kind has: tab stops of the widest terminal, and a palette.
  private static final int FIELDS_MAX = Math.max(TerminalOptions.COLUMNS_MAX, Palette.ALL) + 1;

  private static final int LINK_NUMBER_MAX = 999_999_999;

  private final TerminalState t;
  private final Screen screen;

  Restore(TerminalState state) {
    t = state;
    screen = state.screen;
  }

  void execute(String text) {
    if (text.isEmpty()) {
      return;
    }
    if (text.chars().filter(c -> c == ';').count() > FIELDS_MAX) {
      return;
    }
    String[] fields = text.length() > 2 ? text.substring(2).split(";", -1) : new String[0];
    switch (text.charAt(0)) {
      case Dump.LINK -> link(fields);
      case Dump.TITLE_STACK -> titles(fields);
      default -> numbers(text.charAt(0), fields);
    }
  }

  private void numbers(char kind, String[] fields) {
    long[] values = new long[fields.length];
    for (int i = 0; i < fields.length; i++) {
      if (!isNumber(fields[i])) {
        return;
      }
      try {
        values[i] = Long.parseLong(fields[i]);
      } catch (NumberFormatException e) {
        return; // beyond a long: nobody's dump
      }
    }
    switch (kind) {
      case Dump.CELL -> cell(values);
      case Dump.ROW -> {
        if (values.length == 2) {
          screen.line().wrapped = values[0] == 1;
          screen.line().size = (byte) Math.clamp(values[1], Row.SINGLE, Row.DOUBLE_HEIGHT_BOTTOM);
        }
      }
      case Dump.SCALARS -> scalars(values);
      case Dump.SAVED_CURSOR -> savedCursor(values);
      case Dump.MODES -> modes(values, t.modes, false);
      case Dump.MODES_SAVED -> modes(values, t.modes, true);
      case Dump.MODES_OUTSIDE_VT52 -> modes(values, t.vt52OutsideModes, false);
      case Dump.CHARSETS -> charsets(values, 0, screen.charsets);
      case Dump.CHARSETS_OUTSIDE_VT52 -> charsets(values, 0, t.vt52Outside);
      case Dump.PALETTE_STACK -> paletteStack(values);
      case Dump.KITTY -> kitty(values);
      case Dump.KEYS -> keys(values);
      case Dump.SGR_STACK -> {
        if (values.length == 2) {
          t.sgr.restoreStacked(Style.valid(values[0]), Style.validExtra(values[1]));
        }
      }
      case Dump.TABS -> {
        screen.tabs.clearAll();
        for (long col : values) {
          if (col >= 0 && col < TerminalOptions.COLUMNS_MAX) {
            screen.tabs.set((int) col);
          }
        }
      }
      default -> {}
    }
  }

  private static boolean isNumber(String field) {
    int start = field.startsWith("-") ? 1 : 0;
    return field.length() > start && field.chars().skip(start).allMatch(c -> c >= '0' && c <= '9');
  }

  private static @Nullable String fromHex(String hex) {
    if (hex.length() % 2 != 0) {
      return null;
    }
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      int high = Character.digit(hex.charAt(2 * i), 16);
      int low = Character.digit(hex.charAt(2 * i + 1), 16);
      if (high < 0 || low < 0) {
        return null;
      }
      bytes[i] = (byte) (high << 4 | low);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void link(String[] fields) {
    if (fields.length != 3 || !isNumber(fields[0]) || fields[0].length() > 9) {
      return;
    }
    int number = Math.clamp(Long.parseLong(fields[0]), 0, LINK_NUMBER_MAX);
    String id = fromHex(fields[1]);
    String uri = fromHex(fields[2]);
    if (number > 0
        && id != null
        && uri != null
        && id.length() <= Links.ID_MAX_CHARS
        && uri.length() <= Links.URI_MAX_CHARS) {
      screen.links.put(number, new Links.Link(id, uri));
    }
  }

  private void titles(String[] fields) {
    String window = fields.length == 2 ? fromHex(fields[0]) : null;
    String icon = fields.length == 2 ? fromHex(fields[1]) : null;
    if (window != null && icon != null) {
      t.titles.restoreStacked(new Titles.Pair(Titles.clean(window), Titles.clean(icon)));
    }
  }

  /// `column ; width ; style ; extra ; code points`, in the cursor's row.
  private void cell(long[] values) {
    if (values.length < 4 || values.length - 4 > Clusters.CLUSTER_MAX_CODEPOINTS) {
      return;
    }
    int width = values[1] == 2 ? 2 : 1;
    Row row = screen.line();
    if (values[0] < 0 || values[0] > row.cols() - width) {
      return;
    }
    int col = (int) values[0];
    long style = Style.valid(values[2]);
    row.blank(col, col + width, 0);
    int count = values.length - 4;
    if (count == 0) {
      row.erase(col, col + 1, style & Style.BACKGROUND);
      return;
    }
    int[] codePoints = new int[count];
    for (int i = 0; i < count; i++) {
      long code = values[4 + i];
      boolean valid = code >= ' ' && code <= Character.MAX_CODE_POINT;
      codePoints[i] = valid && !isControlOrSurrogate((int) code) ? (int) code : 0xfffd;
    }
    int cell = screen.clusters.intern(codePoints, count);
    long extra = Style.validExtra(values[3]);
    row.put(col, width == 2 ? cell | Row.WIDE : cell, style, extra);
    if (width == 2) {
      row.put(col + 1, Row.TRAILER, style, extra);
      row.mayHoldWide = true;
    }
    screen.collectClusters();
  }

  private static boolean isControlOrSurrogate(int code) {
    return (code >= 0x7f && code < 0xa0) || (code >= 0xd800 && code <= 0xdfff);
  }

  private void scalars(long[] values) {
    Scalar[] scalars = Scalar.values();
    if (values.length <= scalars.length) {
      for (int i = 0; i < values.length; i++) {
        scalars[i].put(t, values[i]);
      }
    }
  }

  private void savedCursor(long[] values) {
    if (values.length != 15 || values[0] < 0 || values[0] > Screen.ALTERNATE) {
      return;
    }
    SavedCursor saved = screen.saved[(int) values[0]];
    saved.present = values[1] == 1;
    saved.row = Math.clamp(values[2], 0, screen.rows() - 1);
    saved.col = Math.clamp(values[3], 0, screen.cols() - 1);
    saved.pendingWrap = values[4] == 1;
    saved.origin = values[5] == 1;
    saved.style = Style.valid(values[6]);
    saved.extra = Style.validExtra(values[7]);
    charsets(values, 8, saved.charsets);
  }

  private static void charsets(long[] values, int from, Charsets charsets) {
    if (values.length != from + Charsets.SETS + 3) {
      return;
    }
    for (int i = 0; i < Charsets.SETS; i++) {
      Charset set = Charset.ofNumber(values[from + i]);
      charsets.sets[i] = set == null ? Charset.ASCII : set;
    }
    int rest = from + Charsets.SETS;
    charsets.left = Math.clamp(values[rest], 0, Charsets.SETS - 1);
    charsets.right = Math.clamp(values[rest + 1], 0, Charsets.SETS - 1);
    charsets.single = Math.clamp(values[rest + 2], Charsets.NO_SHIFT, Charsets.SETS - 1);
    charsets.update();
  }

  private void modes(long[] values, Modes modes, boolean saved) {
    for (Mode mode : Mode.values()) {
      boolean on = mode.initially();
      for (long value : values) {
        on ^= value == (mode.isPrivate() ? mode.number() : -mode.number());
      }
      if (saved) {
        modes.save(mode, on);
      } else {
        modes.put(mode, on);
      }
    }
    if (!t.modes.get(Mode.LEFT_RIGHT_MARGINS)) {
      screen.resetColumnMargins();
    }
    screen.charsets.setNational(t.modes.get(Mode.NATIONAL_CHARSETS));
  }

  private void paletteStack(long[] values) {
    if (values.length < 1 || values[0] < 0 || values[0] >= Palette.STACK_MAX) {
      return;
    }
    int[] colors = new int[values.length - 1];
    for (int i = 0; i < colors.length; i++) {
      colors[i] = Math.clamp(values[i + 1], Palette.UNSET, 0xff_ffff);
    }
    if (colors.length == Palette.ALL || colors.length == 0) {
      t.palette.restoreStacked((int) values[0], colors);
    }
  }

  private void kitty(long[] values) {
    boolean valid =
        values.length >= 2
            && values.length <= Keyboard.KITTY_STACK_MAX + 1
            && (values[0] == Screen.PRIMARY || values[0] == Screen.ALTERNATE);
    if (!valid) {
      return;
    }
    int index = (int) values[0];
    t.keyboard.popFlags(index, Keyboard.KITTY_STACK_MAX);
    t.keyboard.setFlags(index, (int) values[1], 1);
    for (int i = 2; i < values.length; i++) {
      t.keyboard.pushFlags(index, (int) values[i]);
    }
  }

  private void keys(long[] values) {
    if (values.length != 2 * Keyboard.MODIFIERS) {
      return;
    }
    for (int i = 0; i < Keyboard.MODIFIERS; i++) {
      t.keyboard.modifiers[i] = Math.clamp(values[i], 0, Sequence.VALUE_MAX);
      t.keyboard.formats[i] = Math.clamp(values[Keyboard.MODIFIERS + i], 0, Sequence.VALUE_MAX);
    }
  }
}

package dev.session.terminal;

import java.util.Arrays;

/// The colours that OSC 4, 5 and 10-19 set and report: 256 indexed, five special, ten dynamic, and
/// the stack of all of them (XTPUSHCOLORS). A colour is 0xRRGGBB, or [#UNSET] for its default.
final class Palette {
  static final int INDEXED = 256;

  /// Bold, underline, blink, reverse, italic: OSC 5, or OSC 4 from 256 on.
  static final int SPECIALS = 5;

  /// OSC 10-19: text, background, cursor, pointer (2), Tektronix (2), highlight, …
  static final int DYNAMICS = 10;

  static final int SPECIAL = INDEXED;
  static final int DYNAMIC = SPECIAL + SPECIALS;
  static final int FOREGROUND = DYNAMIC;
  static final int BACKGROUND = DYNAMIC + 1;
  static final int CURSOR = DYNAMIC + 2;
  static final int ALL = DYNAMIC + DYNAMICS;

  static final int STACK_MAX = 10;
  static final int UNSET = -1;

  private static final int CUBE = 16;
  private static final int GREYS = 232;

  private final TerminalOptions options;
  private final int[] set = new int[ALL];
  private final int[][] stack = new int[STACK_MAX][];
  private int depth;
  private int current;

  Palette(TerminalOptions options) {
    this.options = options;
    reset();
  }

  /// Takes over the colours, not the stack of them.
  void copyFrom(Palette other) {
    System.arraycopy(other.set, 0, set, 0, set.length);
  }

  void reset() {
    Arrays.fill(set, UNSET);
    Arrays.fill(stack, new int[0]);
    depth = 0;
    current = 0;
  }

  int get(int color) {
    return set[color] == UNSET ? initial(color) : set[color];
  }

  /// As it was set, or [#UNSET].
  int given(int color) {
    return set[color];
  }

  void put(int color, int rgb) {
    set[color] = rgb;
  }

  void reset(int color) {
    set[color] = UNSET;
  }

  private int initial(int color) {
    if (color < CUBE) {
      return options.ansiColors().get(color);
    }
    if (color < GREYS) {
      int i = color - CUBE;
      return level(i / 36) << 16 | level(i / 6 % 6) << 8 | level(i % 6);
    }
    if (color < INDEXED) {
      int grey = (color - GREYS) * 10 + 8;
      return grey << 16 | grey << 8 | grey;
    }
    return switch (color) {
      case BACKGROUND, DYNAMIC + 4, DYNAMIC + 6 -> options.background();
      case CURSOR -> options.cursor();
      default -> options.foreground();
    };
  }

  private static int level(int step) {
    return step == 0 ? 0 : step * 40 + 55;
  }

  /// XTPUSHCOLORS: on top, or into the given slot from 1 on.
  void push(int slot) {
    int at = slot == 0 ? current : slot - 1;
    if (at < STACK_MAX) {
      stack[at] = set.clone();
      current = slot == 0 ? at + 1 : current;
      depth = Math.max(depth, at + 1);
      current = Math.max(current, slot);
    }
  }

  void pop(int slot) {
    int at = slot == 0 ? current - 1 : slot - 1;
    if (at >= 0 && at < STACK_MAX && stack[at].length != 0) {
      System.arraycopy(stack[at], 0, set, 0, ALL);
      current = at;
    }
  }

  int current() {
    return current;
  }

  int depth() {
    return depth;
  }

  int[] stacked(int slot) {
    return stack[slot];
  }

  void restoreStacked(int slot, int[] colors) {
    stack[slot] = colors;
    depth = Math.max(depth, slot + 1);
  }

  void restoreCurrent(int value) {
    current = value;
  }
}

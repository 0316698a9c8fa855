package dev.session.terminal;

import java.util.Arrays;

/// What applications have asked of the keyboard: xterm's key modifier options (modifyOtherKeys and
/// its kin) and kitty's flags, whose stack each screen has for itself.
///
/// Spec: https://invisible-island.net/xterm/modified-keys.html,
/// https://sw.kovidgoyal.net/kitty/keyboard-protocol/
final class Keyboard {
  /// Deeper pushes drop the oldest entry.
  static final int KITTY_STACK_MAX = 32;

  static final int KITTY_FLAGS = 0x1f;

  /// The resources of `CSI > n ; v m`, 0 … 7.
  static final int MODIFIERS = 8;

  static final int MODIFY_OTHER_KEYS = 4;
  private static final int[] MODIFIERS_INITIAL = {0, 2, 2, 0, 0, 0, 0, 0};

  final int[] modifiers = MODIFIERS_INITIAL.clone();
  final int[] formats = new int[MODIFIERS];
  private final int[][] kitty = new int[2][KITTY_STACK_MAX];
  private final int[] depth = new int[2];

  void reset() {
    resetModifiers();
    Arrays.fill(depth, 0);
    kitty[0][0] = 0;
    kitty[1][0] = 0;
  }

  void resetModifiers() {
    System.arraycopy(MODIFIERS_INITIAL, 0, modifiers, 0, MODIFIERS);
    Arrays.fill(formats, 0);
  }

  void setModifier(int resource, int value) {
    if (resource < MODIFIERS) {
      modifiers[resource] = value == Sequence.ABSENT ? MODIFIERS_INITIAL[resource] : value;
    }
  }

  int flags(int screen) {
    return kitty[screen][depth[screen]];
  }

  /// `CSI = flags ; how u`: 1 sets all, 2 adds, 3 removes.
  void setFlags(int screen, int flags, int how) {
    int old = flags(screen);
    kitty[screen][depth[screen]] =
        KITTY_FLAGS
            & switch (how) {
              case 1 -> flags;
              case 2 -> old | flags;
              case 3 -> old & ~flags;
              default -> old;
            };
  }

  void pushFlags(int screen, int flags) {
    int[] stack = kitty[screen];
    if (depth[screen] == KITTY_STACK_MAX - 1) {
      System.arraycopy(stack, 1, stack, 0, KITTY_STACK_MAX - 1);
    } else {
      depth[screen]++;
    }
    stack[depth[screen]] = flags & KITTY_FLAGS;
  }

  /// Popping more than there is leaves no flags.
  void popFlags(int screen, int count) {
    if (count > depth[screen]) {
      depth[screen] = 0;
      kitty[screen][0] = 0;
    } else {
      depth[screen] -= count;
    }
  }

  int depth(int screen) {
    return depth[screen];
  }

  int stacked(int screen, int i) {
    return kitty[screen][i];
  }
}

package dev.session.input;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// A key that changes what another one means while it is held. In the order in which names of key
/// presses are written.
public enum Modifier {
  CTRL(4),
  ALT(2),
  SHIFT(1),
  SUPER(8),
  META(32),
  HYPER(16);

  private final int kittyBit;

  Modifier(int kittyBit) {
    this.kittyBit = kittyBit;
  }

  /// The word used in names of key presses.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The parameter for `modifiers` in the kitty keyboard protocol.
  static int kittyParameter(Set<Modifier> modifiers) {
    int parameter = 1;
    for (var modifier : modifiers) {
      parameter += modifier.kittyBit;
    }
    return parameter;
  }

  /// The parameter for `modifiers` in xterm's sequences. There is one more bit than shift, alt and
  /// ctrl: xterm's meta, which other terminals send for super. Hyper has none.
  static int xtermParameter(Set<Modifier> modifiers) {
    int bits = 0;
    for (var modifier : modifiers) {
      bits |=
          switch (modifier) {
            case SHIFT -> 1;
            case ALT -> 2;
            case CTRL -> 4;
            case SUPER, META -> 8;
            case HYPER -> 0;
          };
    }
    return 1 + bits;
  }

  static Set<Modifier> with(Set<Modifier> modifiers, Modifier added) {
    var all = EnumSet.of(added);
    all.addAll(modifiers);
    return all;
  }
}

package dev.session.cli.dashboard;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import dev.session.cli.output.SafeText;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;

/// Makes what Lanterna draws in a cell, each look once.
///
/// Lanterna guesses the width of a character and guesses wrong for many. Ours is what the terminal
/// engine says. Nothing that could act on the user's terminal gets through: a control character
/// becomes U+FFFD.
///
/// Owner: one thread.
final class Glyphs {
  /// Beyond, all are forgotten and made anew.
  private static final int KEPT_MAX = 1 << 14;

  private record Key(
      String cluster, boolean wide, TextColor foreground, TextColor background, EnumSet<SGR> sgr) {}

  private final Map<Key, TextCharacter> made = new HashMap<>();

  /// @param cluster what stands in the cell; of several clusters the first
  /// @param wide whether it takes two cells
  TextCharacter of(
      String cluster, boolean wide, TextColor foreground, TextColor background, EnumSet<SGR> sgr) {
    if (made.size() >= KEPT_MAX) {
      made.clear();
    }
    return made.computeIfAbsent(new Key(cluster, wide, foreground, background, sgr), Glyphs::make);
  }

  private static TextCharacter make(Key key) {
    var cluster = SafeText.of(key.cluster);
    var parts =
        TextCharacter.fromString(
            cluster.isEmpty() ? " " : cluster, key.foreground, key.background, key.sgr);
    return parts[0].isDoubleWidth() == key.wide ? parts[0] : new Sized(parts[0], key.wide);
  }

  /// A character whose width is known.
  private static final class Sized extends TextCharacter {
    private static final long serialVersionUID = 1;

    private final boolean wide;

    @SuppressWarnings("deprecation") // the only constructor that a subclass can reach
    Sized(TextCharacter character, boolean wide) {
      super(character);
      this.wide = wide;
    }

    @Override
    public boolean isDoubleWidth() {
      return wide;
    }

    @Override
    public boolean equals(Object other) {
      return super.equals(other) && other instanceof Sized sized && sized.wide == wide;
    }

    @Override
    public int hashCode() {
      return super.hashCode() * 31 + Boolean.hashCode(wide);
    }
  }
}

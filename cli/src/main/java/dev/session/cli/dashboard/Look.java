package dev.session.cli.dashboard;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextColor;
import java.util.EnumSet;
import java.util.List;

/// How our own text looks. Only the plain colours, which every terminal has and every user has made
/// fit for his background.
record Look(TextColor foreground, TextColor background, EnumSet<SGR> sgr) {
  static final Look PLAIN = of(TextColor.ANSI.DEFAULT);
  static final Look STRONG = of(TextColor.ANSI.DEFAULT, SGR.BOLD);
  static final Look FAINT = of(TextColor.ANSI.BLACK_BRIGHT);
  static final Look ACCENT = of(TextColor.ANSI.CYAN);
  static final Look GOOD = of(TextColor.ANSI.GREEN);
  static final Look BAD = of(TextColor.ANSI.RED);
  static final Look WARNING = of(TextColor.ANSI.YELLOW);
  static final Look CHOSEN = of(TextColor.ANSI.DEFAULT, SGR.REVERSE);

  private static Look of(TextColor foreground, SGR... sgr) {
    var set = EnumSet.noneOf(SGR.class);
    set.addAll(List.of(sgr));
    return new Look(foreground, TextColor.ANSI.DEFAULT, set);
  }

  /// The same with light and dark exchanged.
  Look reversed() {
    var set = EnumSet.copyOf(sgr);
    set.add(SGR.REVERSE);
    return new Look(foreground, background, set);
  }

  Look strong() {
    var set = EnumSet.copyOf(sgr);
    set.add(SGR.BOLD);
    return new Look(foreground, background, set);
  }
}

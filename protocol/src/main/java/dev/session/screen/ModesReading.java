package dev.session.screen;

import dev.session.input.InputModes;
import dev.session.message.ModesResult;
import dev.session.terminal.Mode;
import dev.session.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads what an application has set, as `session modes` and snapshots tell it.
public final class ModesReading {
  /// The flags of the kitty keyboard protocol, from the lowest bit on.
  private static final List<String> KITTY_FLAGS =
      List.of("disambiguate", "report-events", "report-alternates", "report-all", "report-text");

  private ModesReading() {}

  /// What is set in `terminal`.
  ///
  /// @param echo and `lineInput`: of the terminal device; null where there is none
  public static ModesResult of(
      Terminal terminal,
      String sessionId,
      long sequence,
      @Nullable Boolean echo,
      @Nullable Boolean lineInput) {
    var modes = InputModes.of(terminal);
    return new ModesResult(
        sessionId,
        sequence,
        word(modes.mouseTracking()),
        modes.mouseTracking().mode(),
        word(modes.mouseEncoding()),
        modes.mouseEncoding().mode(),
        modes.alternateScroll(),
        modes.focusReports(),
        modes.bracketedPaste(),
        modes.applicationCursor() ? "application" : "normal",
        modes.applicationKeypad() ? "application" : "normal",
        modes.backarrowSendsBackspace() ? "bs" : "del",
        modes.newline(),
        modes.eightBitControls(),
        modes.modifyOtherKeys(),
        modes.formatOtherKeysAsU() ? "u" : "xterm",
        kitty(modes.kittyFlags()),
        terminal.isAlternateScreen(),
        names(terminal),
        echo,
        lineInput);
  }

  private static List<String> kitty(int flags) {
    var names = new ArrayList<String>();
    for (int bit = 0; bit < KITTY_FLAGS.size(); bit++) {
      if ((flags & 1 << bit) != 0) {
        names.add(KITTY_FLAGS.get(bit));
      }
    }
    return names;
  }

  /// The names of all modes that are set.
  static List<String> names(Terminal terminal) {
    var set = new ArrayList<String>();
    for (var mode : Mode.values()) {
      if (terminal.isSet(mode)) {
        set.add(word(mode));
      }
    }
    return set;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

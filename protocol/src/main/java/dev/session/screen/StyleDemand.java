package dev.session.screen;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.terminal.CellColor;
import dev.session.terminal.CellReader;
import dev.session.terminal.Terminal;
import dev.session.terminal.UnderlineStyle;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What cells are to look like, as a list of words: `bold,no-underline,fg=bright-red,bg=#1e1e2e`.
///
/// Attributes are `bold`, `dim`, `italic`, `underline`, `blink`, `inverse`, `hidden`, `strike`,
/// `overline`, or with `no-` before them; `underline=` also names the kind. A colour is `default`,
/// one of the eight names, also with `bright-`, a number of the palette, or `#rrggbb`, which is
/// compared with what the palette makes of the cell's colour.
final class StyleDemand {
  private static final String NOT = "no-";
  private static final String BRIGHT = "bright-";
  private static final int BRIGHT_FROM = 8;
  private static final int PALETTE_COLORS = 256;
  private static final int RGB_DIGITS = 6;
  private static final List<String> COLORS =
      List.of("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white");
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "bold", "dim", "italic", "underline", "blink", "inverse", "hidden", "strike", "overline");

  private final List<String> demands;

  private StyleDemand(List<String> demands) {
    this.demands = List.copyOf(demands);
  }

  /// What `text` demands.
  ///
  /// @throws SessionException INVALID_INPUT for words that are none
  static StyleDemand parse(String text) {
    var demands = new ArrayList<String>();
    for (var word : text.split(",", -1)) {
      demands.add(canonical(word.strip().toLowerCase(Locale.ROOT)));
    }
    return new StyleDemand(demands);
  }

  private static String canonical(String word) {
    int equals = word.indexOf('=');
    var name = equals < 0 ? word : word.substring(0, equals);
    var value = equals < 0 ? "" : word.substring(equals + 1);
    boolean known =
        switch (name) {
          case "fg", "bg" -> isColor(value);
          case "underline" -> equals < 0 || isUnderline(value);
          default ->
              equals < 0
                  && ATTRIBUTES.contains(
                      name.startsWith(NOT) ? name.substring(NOT.length()) : name);
        };
    if (!known) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "'"
              + word
              + "' is no style; give bold, dim, italic, underline, blink, inverse, hidden, strike"
              + " or overline, one of them after no-, or fg= or bg= with a colour.",
          JsonObject.builder().put("style", word).build());
    }
    return equals >= 0 && !name.equals("underline") ? name + "=" + color(value) : word;
  }

  private static boolean isUnderline(String value) {
    for (var style : UnderlineStyle.values()) {
      if (style != UnderlineStyle.NONE && value.equals(word(style))) {
        return true;
      }
    }
    return false;
  }

  private static String word(UnderlineStyle style) {
    return style.name().toLowerCase(Locale.ROOT);
  }

  private static boolean isColor(String value) {
    return color(value) != null;
  }

  /// `default`, a number of the palette, or `#rrggbb`; null for anything else.
  private static @Nullable String color(String value) {
    boolean bright = value.startsWith(BRIGHT);
    int named = COLORS.indexOf(bright ? value.substring(BRIGHT.length()) : value);
    if (named >= 0) {
      return Integer.toString(bright ? named + BRIGHT_FROM : named);
    }
    if (value.matches("#[0-9a-f]{6}") || value.equals("default")) {
      return value;
    }
    return value.matches("[0-9]{1,3}") && Integer.parseInt(value) < PALETTE_COLORS
        ? Integer.toString(Integer.parseInt(value))
        : null;
  }

  /// Whether the reader's cell looks so.
  boolean isMet(CellReader cell, Terminal terminal) {
    for (var demand : demands) {
      boolean met =
          demand.startsWith("fg=")
              ? isColor(demand.substring(3), cell.foreground(), terminal)
              : demand.startsWith("bg=")
                  ? isColor(demand.substring(3), cell.background(), terminal)
                  : hasAttribute(demand, cell);
      if (!met) {
        return false;
      }
    }
    return true;
  }

  private static boolean isColor(String wanted, int color, Terminal terminal) {
    if (!wanted.startsWith("#")) {
      return wanted.equals(
          CellColor.isIndexed(color)
              ? Integer.toString(CellColor.index(color))
              : CellColor.isDefault(color) ? "default" : "");
    }
    int rgb =
        CellColor.isRgb(color)
            ? CellColor.rgb(color)
            : CellColor.isIndexed(color) ? terminal.paletteColor(CellColor.index(color)) : -1;
    return rgb >= 0 && wanted.equals(hex(rgb));
  }

  private static boolean hasAttribute(String demand, CellReader cell) {
    var has = attributes(cell);
    return demand.startsWith(NOT)
        ? !has.contains(demand.substring(NOT.length()))
        : has.contains(demand);
  }

  private static List<String> attributes(CellReader cell) {
    var words = new ArrayList<String>();
    add(words, cell.isBold(), "bold");
    add(words, cell.isDim(), "dim");
    add(words, cell.isItalic(), "italic");
    add(words, cell.underline() != UnderlineStyle.NONE, "underline");
    add(words, cell.underline() != UnderlineStyle.NONE, "underline=" + word(cell.underline()));
    add(words, cell.isBlinking(), "blink");
    add(words, cell.isInverse(), "inverse");
    add(words, cell.isHidden(), "hidden");
    add(words, cell.isStruckOut(), "strike");
    add(words, cell.isOverlined(), "overline");
    return words;
  }

  private static void add(List<String> words, boolean on, String word) {
    if (on) {
      words.add(word);
    }
  }

  /// How the reader's cell looks, in the same words.
  static String describe(CellReader cell) {
    var words = attributes(cell);
    words.remove("underline=" + word(UnderlineStyle.SINGLE));
    words.add("fg=" + name(cell.foreground()));
    words.add("bg=" + name(cell.background()));
    return String.join(",", words);
  }

  private static String name(int color) {
    if (CellColor.isRgb(color)) {
      return hex(CellColor.rgb(color));
    }
    if (!CellColor.isIndexed(color)) {
      return "default";
    }
    int index = CellColor.index(color);
    return index < BRIGHT_FROM
        ? COLORS.get(index)
        : index < 2 * BRIGHT_FROM
            ? BRIGHT + COLORS.get(index - BRIGHT_FROM)
            : Integer.toString(index);
  }

  private static String hex(int rgb) {
    return "#" + HexFormat.of().toHexDigits(rgb, RGB_DIGITS);
  }

  @Override
  public String toString() {
    return String.join(",", demands);
  }
}

package dev.session.render;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonException;
import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import dev.session.terminal.TerminalOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The themes there are: the built-in ones, and those that a user has put into `config.json`:
///
/// ```json
/// "themes": {"mine": {"background": "#101010", "foreground": "#e0e0e0", "cursor": "#ffffff",
///                     "palette": ["#000000", … 16 colours]}}
/// ```
///
/// What a theme of the user leaves out is as in [#REFERENCE_DARK].
public final class Themes {
  public static final String REFERENCE_DARK = "reference-dark";
  private static final String REFERENCE_LIGHT = "reference-light";

  private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final int HEX = 16;

  private static final Map<String, Theme> BUILT_IN = new LinkedHashMap<>();

  static {
    BUILT_IN.put(REFERENCE_DARK, referenceDark());
    add(
        REFERENCE_LIGHT,
        "4c4f69 eff1f5 dc8a78",
        "5c5f77 d20f39 40a02b df8e1d 1e66f5 ea76cb 179299 acb0be",
        "6c6f85 d20f39 40a02b df8e1d 1e66f5 ea76cb 179299 bcc0cc");
    add(
        "dracula",
        "f8f8f2 282a36 f8f8f2",
        "21222c ff5555 50fa7b f1fa8c bd93f9 ff79c6 8be9fd f8f8f2",
        "6272a4 ff6e6e 69ff94 ffffa5 d6acff ff92df a4ffff ffffff");
    add(
        "gruvbox-dark",
        "ebdbb2 282828 ebdbb2",
        "282828 cc241d 98971a d79921 458588 b16286 689d6a a89984",
        "928374 fb4934 b8bb26 fabd2f 83a598 d3869b 8ec07c ebdbb2");
    add(
        "nord",
        "d8dee9 2e3440 d8dee9",
        "3b4252 bf616a a3be8c ebcb8b 81a1c1 b48ead 88c0d0 e5e9f0",
        "4c566a bf616a a3be8c ebcb8b 81a1c1 b48ead 8fbcbb eceff4");
    add(
        "one-dark",
        "abb2bf 282c34 528bff",
        "282c34 e06c75 98c379 e5c07b 61afef c678dd 56b6c2 abb2bf",
        "5c6370 e06c75 98c379 e5c07b 61afef c678dd 56b6c2 ffffff");
    add(
        "solarized-dark",
        "839496 002b36 93a1a1",
        "073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5",
        "002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3");
    add(
        "solarized-light",
        "657b83 fdf6e3 586e75",
        "073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5",
        "002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3");
    add(
        "tokyo-night",
        "c0caf5 1a1b26 c0caf5",
        "15161e f7768e 9ece6a e0af68 7aa2f7 bb9af7 7dcfff a9b1d6",
        "414868 f7768e 9ece6a e0af68 7aa2f7 bb9af7 7dcfff c0caf5");
    add(
        "xterm",
        "e5e5e5 000000 e5e5e5",
        "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5",
        "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff");
  }

  private Themes() {}

  /// The theme with this name; the user's go before built-in ones.
  ///
  /// @param custom the setting `themes`, or null where there is none
  /// @throws SessionException INVALID_INPUT where there is none, or the user's cannot be used
  public static Theme named(String name, @Nullable JsonObject custom) {
    var themes = all(custom);
    var theme = themes.get(name);
    if (theme == null) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "There is no theme '" + name + "'; take " + String.join(", ", themes.keySet()) + ".",
          JsonObject.builder().put("profile", name).build());
    }
    return theme;
  }

  /// The names of the themes that are built in.
  public static List<String> builtIn() {
    return List.copyOf(BUILT_IN.keySet());
  }

  private static Map<String, Theme> all(@Nullable JsonObject custom) {
    var themes = new LinkedHashMap<>(BUILT_IN);
    if (custom != null) {
      var fields = custom.fields("themes");
      for (var name : custom.members().keySet()) {
        try {
          themes.put(name, ofUser(name, fields.fields(name)));
        } catch (JsonException e) {
          throw new SessionException(
              ErrorCode.INVALID_INPUT,
              "The theme '" + name + "' of config.json cannot be used: " + e.getMessage(),
              JsonObject.builder().put("theme", name).put("issue", e.getMessage()).build(),
              e);
        }
      }
    }
    return themes;
  }

  private static Theme ofUser(String name, JsonFields fields) {
    var base = referenceDark();
    var ansi = new ArrayList<Integer>(base.ansi());
    var palette = fields.optionalStrings("palette");
    if (palette != null) {
      if (palette.size() != Theme.ANSI_COLORS) {
        throw fields.invalid("palette", "expected 16 colours");
      }
      ansi.clear();
      for (var text : palette) {
        ansi.add(color(fields, "palette", text));
      }
    }
    var theme =
        new Theme(
            name,
            color(fields, "foreground", base.foreground()),
            color(fields, "background", base.background()),
            color(fields, "cursor", base.cursor()),
            ansi);
    fields.end();
    return theme;
  }

  /// The colours that terminals tell applications and snapshots show.
  private static Theme referenceDark() {
    var colors = TerminalOptions.defaults();
    return new Theme(
        REFERENCE_DARK,
        colors.foreground(),
        colors.background(),
        colors.cursor(),
        colors.ansiColors());
  }

  private static int color(JsonFields fields, String name, int otherwise) {
    var text = fields.optionalString(name);
    return text == null ? otherwise : color(fields, name, text);
  }

  private static int color(JsonFields fields, String name, String text) {
    if (!COLOR.matcher(text).matches()) {
      throw fields.invalid(name, "expected a colour such as #1e1e2e");
    }
    return Integer.parseInt(text.substring(1).toLowerCase(Locale.ROOT), HEX);
  }

  private static void add(String name, String screen, String plain, String bright) {
    var colors = colors(screen);
    var ansi = new ArrayList<Integer>(colors(plain));
    ansi.addAll(colors(bright));
    BUILT_IN.put(name, new Theme(name, colors.get(0), colors.get(1), colors.get(2), ansi));
  }

  private static List<Integer> colors(String words) {
    var colors = new ArrayList<Integer>();
    for (var word : words.split(" ", -1)) {
      colors.add(Integer.parseInt(word, HEX));
    }
    return colors;
  }
}

package dev.session.cli.command;

import dev.session.cli.grammar.Arguments;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Config;
import dev.session.render.PaintOptions;
import dev.session.render.PictureFormat;
import dev.session.render.PictureOptions;
import dev.session.render.Theme;
import dev.session.render.Themes;
import dev.session.screen.Phrase;
import dev.session.screen.Region;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the options of a call say about a picture.
final class PictureFlags {
  private static final int NAME_CHARS_MAX = 100;
  private static final String PROFILE_VARIABLE = "SESSION_PROFILE";

  private PictureFlags() {}

  /// The picture that the call asks for.
  ///
  /// @param title what a window's title bar says
  /// @throws SessionException INVALID_INPUT for an unknown theme, a bad scale or pattern, or
  ///   options that contradict each other
  static PictureOptions look(Call call, PictureFormat format, String title) {
    var arguments = call.arguments();
    if (arguments.has("show-cursor") && arguments.has("hide-cursor")) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT, "Give --show-cursor or --hide-cursor, not both.");
    }
    return new PictureOptions(
        format,
        theme(call),
        scale(arguments),
        arguments.has("show-cursor"),
        region(arguments),
        highlights(arguments),
        arguments.has("window") ? title : null);
  }

  /// The markup of a snapshot: the bare screen in the call's theme.
  static PictureOptions plain(Call call, PictureFormat format) {
    return PictureOptions.plain(format, theme(call)).withRegion(region(call.arguments()));
  }

  /// The bare screen for a command that has no options for pictures.
  static PictureOptions usual(Call call, PictureFormat format) {
    return PictureOptions.plain(format, theme(call, null));
  }

  static Theme theme(Call call) {
    return theme(call, call.arguments().text("theme"));
  }

  /// The first that names one: `--theme`, `--profile`, `SESSION_PROFILE`, the settings.
  private static Theme theme(Call call, @Nullable String option) {
    var config = Config.read(call.home());
    var name = option;
    if (name == null) {
      name = call.options().profile();
    }
    if (name == null) {
      name = filled(call.environment().get(PROFILE_VARIABLE));
    }
    if (name == null) {
      name = config.defaultProfile();
    }
    if (name != null && name.length() > NAME_CHARS_MAX) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "The name of a theme has at most " + NAME_CHARS_MAX + " characters.");
    }
    return Themes.named(name == null ? Themes.REFERENCE_DARK : name, config.themes());
  }

  private static @Nullable String filled(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  static int scale(Arguments arguments) {
    long scale = arguments.number("scale", 1);
    if (scale > PaintOptions.SCALE_MAX) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT, "--scale must be 1 to " + PaintOptions.SCALE_MAX + ".");
    }
    return (int) scale;
  }

  private static Region region(Arguments arguments) {
    var region = arguments.region("region");
    return region == null ? Region.ALL : region;
  }

  private static List<Phrase> highlights(Arguments arguments) {
    var phrases = new ArrayList<Phrase>();
    for (var text : arguments.texts("highlight")) {
      phrases.add(Phrase.text(text));
    }
    for (var pattern : arguments.texts("highlight-regex")) {
      phrases.add(Phrase.regex(pattern));
    }
    return phrases;
  }
}

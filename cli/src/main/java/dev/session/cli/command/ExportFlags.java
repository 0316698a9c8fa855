package dev.session.cli.command;

import dev.session.cli.export.CastExports;
import dev.session.cli.export.Export;
import dev.session.cli.export.MovieExport;
import dev.session.cli.export.PageExport;
import dev.session.cli.export.StillExport;
import dev.session.cli.export.TextExport;
import dev.session.cli.output.ProgressBar;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.render.PictureFormat;
import dev.session.render.PictureOptions;
import dev.session.render.Theme;
import dev.session.video.Pacing;
import dev.session.video.Pacing.Timing;
import dev.session.video.VideoFile;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The options of `record export`, read: what form the history gets. Options that mean nothing for
/// a form are refused, but for those that the contract lets pass (`--timing`, `--profile`).
final class ExportFlags {
  private static final long FPS_MAX = 120;
  private static final long MICROS_PER_MILLI = 1_000;
  private static final List<String> MOVIE_FLAGS = List.of("fps", "scale", "fit");
  private static final List<String> PLAYED_FLAGS = List.of("speed", "idle-limit", "theme");

  /// What the end of a file's name says of its form.
  private static final Map<String, String> FORMATS_BY_ENDING =
      Map.of(
          ".cast", "asciicast",
          ".raw", "raw",
          ".txt", "text",
          ".html", "html",
          ".gif", "gif",
          ".webm", "webm",
          ".mp4", "mp4");

  private ExportFlags() {}

  /// The form that `--format` names, or the name of the file.
  static String format(Call call) {
    var format = call.arguments().text("format");
    var out = call.arguments().text("out");
    if (format == null && out != null) {
      format = FORMATS_BY_ENDING.get(ending(out));
    }
    if (format == null) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "What form? Give --format, or --out with a name that ends with .cast, .raw, .txt, .html,"
              + " .gif, .webm or .mp4.");
    }
    return format;
  }

  private static String ending(String name) {
    return name.substring(Math.max(0, name.lastIndexOf('.'))).toLowerCase(Locale.ROOT);
  }

  static Export export(Call call, String format) {
    var export =
        switch (format) {
          case "asciicast" -> CastExports.ASCIICAST;
          case "asciicast-v2" -> CastExports.ASCIICAST_V2;
          case "raw" -> CastExports.RAW;
          case "text" -> new TextExport(call.moment("from"));
          case "html" -> page(call);
          case "gif" -> movie(call, null);
          case "webm" -> movie(call, VideoFile.Format.WEBM);
          case "mp4" -> movie(call, VideoFile.Format.MP4);
          default -> throw new IllegalArgumentException(format);
        };
    boolean page = export instanceof PageExport || export instanceof StillExport;
    refuse(call, export.isVideo() ? List.of() : MOVIE_FLAGS, format);
    refuse(call, export.isVideo() || page ? List.of() : PLAYED_FLAGS, format);
    refuse(call, page ? List.of() : List.of("at"), format);
    return export;
  }

  private static void refuse(Call call, List<String> flags, String format) {
    for (var flag : flags) {
      if (call.arguments().has(flag)) {
        throw new SessionException(
            ErrorCode.INVALID_INPUT, "--" + flag + " does not go with --format " + format + ".");
      }
    }
  }

  private static Export page(Call call) {
    var at = call.moment("at");
    if (at == null) {
      return new PageExport(theme(call), pacing(call));
    }
    if (call.arguments().has("from") || call.arguments().has("to")) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT, "Give --at for one screen, or --from and --to for a part.");
    }
    return new StillExport(PictureOptions.plain(PictureFormat.HTML, theme(call)), at);
  }

  private static Export movie(Call call, VideoFile.@Nullable Format format) {
    var arguments = call.arguments();
    var pacing = pacing(call);
    long fps = arguments.number("fps", pacing.timing().framesPerSecond());
    if (fps > FPS_MAX) {
      throw new SessionException(ErrorCode.INVALID_INPUT, "--fps must be 1 to " + FPS_MAX + ".");
    }
    return new MovieExport(
        format,
        theme(call),
        PictureFlags.scale(arguments),
        arguments.has("fit"),
        pacing,
        (int) fps,
        call.environment().getOrDefault("PATH", ""),
        new ProgressBar(call.console(), "rendering", !call.options().json()));
  }

  /// The pace that `--timing`, `--speed` and `--idle-limit` ask for.
  private static Pacing pacing(Call call) {
    var arguments = call.arguments();
    var timing = arguments.text("timing");
    var speed = arguments.text("speed");
    var limit = arguments.number("idle-limit");
    return new Pacing(
        timing == null ? Timing.RECORDED : Timing.ofWord(timing),
        speed == null ? 1 : Double.parseDouble(speed),
        limit == null ? Pacing.NO_IDLE_LIMIT : limit * MICROS_PER_MILLI);
  }

  /// A theme that does not exist is a failure of the export here, by contract.
  private static Theme theme(Call call) {
    try {
      return PictureFlags.theme(call);
    } catch (SessionException e) {
      if (e.details().members().containsKey("profile")) {
        throw new SessionException(ErrorCode.EXPORT_ERROR, e.sentence(), e.details(), e);
      }
      throw e;
    }
  }
}

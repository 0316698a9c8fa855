package dev.session.cli.export;

import dev.session.cli.output.ProgressBar;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.render.PaintOptions;
import dev.session.render.Painter;
import dev.session.render.Picture;
import dev.session.render.PictureFormat;
import dev.session.render.PictureOptions;
import dev.session.render.Theme;
import dev.session.screen.Region;
import dev.session.video.Ffmpeg;
import dev.session.video.Film;
import dev.session.video.GifFile;
import dev.session.video.Pacing;
import dev.session.video.Pictures;
import dev.session.video.Progress;
import dev.session.video.Stage;
import dev.session.video.VideoFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The history as moving pictures.
///
/// @param format null for a GIF
/// @param scale how many times the natural size
/// @param isFitted whether larger screens are shrunk to the size that lasts longest
/// @param searchPath where ffmpeg is looked for if it did not come with this program
public record MovieExport(
    VideoFile.@Nullable Format format,
    Theme theme,
    int scale,
    boolean isFitted,
    Pacing pacing,
    int framesPerSecond,
    String searchPath,
    ProgressBar progress)
    implements Export {
  private static final long MICROS_PER_MILLI = 1_000;

  @Override
  public Written write(Part part, Path file) throws IOException {
    var ffmpeg = format == null ? null : ffmpeg(format);
    int fps =
        format == null ? Math.min(framesPerSecond, GifFile.FRAMES_PER_SECOND_MAX) : framesPerSecond;
    var film = new Film(part.log(), part.start(), part.end(), pacing, fps);
    var survey = film.survey();
    if (survey.outputs() == 0 && part.start().bytes().length == 0) {
      throw new SessionException(
          ErrorCode.EXPORT_ERROR, "Nothing was printed, so there is nothing to make a film of.");
    }
    var painter = new Painter(theme, new PaintOptions(scale, true, List.of()));
    var stage = new Stage(painter, theme, isFitted);
    if (stage.pixels(survey) > Picture.PIXELS_MAX) {
      throw tooLarge(survey.largest(), Picture.PIXELS_MAX);
    }
    if (format != null && stage.pixels(stage.size(survey)) > VideoFile.PIXELS_MAX) {
      throw tooLarge(stage.size(survey), VideoFile.PIXELS_MAX);
    }
    long first = part.start().sequence();
    long events = Math.max(1, survey.lastSequence() + 1 - first);
    Progress shown =
        (before, share, reached) -> progress.at(before + share * (reached + 1 - first) / events);
    progress.begin();
    Pictures pictures;
    try {
      pictures =
          format == null || ffmpeg == null
              ? GifFile.write(film, survey, stage, file, shown)
              : VideoFile.write(film, survey, stage, format, ffmpeg, file, shown);
    } finally {
      progress.end();
    }
    return new Written(
        survey.recordedMicros(),
        survey.lastSequence(),
        survey.damage(),
        metadata(survey, stage.size(survey), pictures, fps));
  }

  private SessionException tooLarge(Film.Size size, int most) {
    return new SessionException(
        ErrorCode.EXPORT_ERROR,
        "Pictures of "
            + size.cols()
            + "x"
            + size.rows()
            + " cells at scale "
            + scale
            + " have more than "
            + most
            + " pixels; take a smaller scale, or a part of the history.",
        JsonObject.builder()
            .put("cols", size.cols())
            .put("rows", size.rows())
            .put("scale", scale)
            .build());
  }

  private JsonObject metadata(Film.Survey survey, Film.Size size, Pictures pictures, int fps) {
    var look =
        new PictureOptions(PictureFormat.PNG, theme, scale, true, Region.ALL, List.of(), null);
    return JsonObject.builder()
        .put("width", size.cols())
        .put("height", size.rows())
        .put("profileName", theme.name())
        .put("renderProfileHash", look.profileHash())
        .put("timingMode", pacing.timing().word())
        .put("rendererBackend", "builtin")
        .put("outputEventCount", survey.outputs())
        .put("resizeEventCount", survey.resizes())
        .put("markerCount", survey.marks().size())
        .put("pixelWidth", pictures.width())
        .put("pixelHeight", pictures.height())
        .put("frameCount", pictures.count())
        .put("framesPerSecond", fps)
        .put("videoDurationMs", pictures.micros() / MICROS_PER_MILLI)
        .build();
  }

  /// What makes videos of films: the ffmpeg that came with this program, else one on the search
  /// path; null where there is none.
  public static @Nullable Ffmpeg encoder(String searchPath) {
    var install = System.getProperty("session.install");
    return Ffmpeg.find(install == null ? null : Path.of(install, "lib", "ffmpeg"), searchPath);
  }

  private Ffmpeg ffmpeg(VideoFile.Format wanted) {
    var found = encoder(searchPath);
    if (found == null) {
      throw new SessionException(
          ErrorCode.EXPORT_ERROR,
          "A "
              + wanted.name().toLowerCase(Locale.ROOT)
              + " video needs the program ffmpeg, which this installation does not have: install it"
              + " ('apt install ffmpeg'), so that it is on the PATH. --format gif needs nothing.",
          JsonObject.builder().put("missing", "ffmpeg").build());
    }
    return found;
  }

  @Override
  public String extension() {
    return format == null ? ".gif" : "." + format.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean isVideo() {
    return true;
  }
}

package dev.session.video;

import dev.session.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A film as a video, made by an ffmpeg that runs beside us and is fed the pictures
/// (docs/decisions/0008).
///
/// The video has a picture where something changes and at least one a second, so that players can
/// seek in it; not a fixed number a second.
public final class VideoFile {
  /// The kinds of video.
  public enum Format {
    /// VP9 with a quality that keeps letters sharp, tuned for screens.
    WEBM(
        "-c:v libvpx-vp9 -crf 20 -b:v 0 -deadline realtime -cpu-used 6 -lag-in-frames 0"
            + " -tune-content screen -row-mt 1 -threads 4 -g 300 -f webm"),
    /// H.264; its header at the beginning, so that browsers play it while it loads.
    MP4("-c:v libx264 -preset veryfast -crf 16 -threads 4 -g 300 -movflags +faststart -f mp4");

    private final String options;

    Format(String options) {
      this.options = options;
    }
  }

  /// The largest pictures: those of 8K. The encoder would take gigabytes for larger ones, and reads
  /// none of more than 256 MB.
  public static final int PIXELS_MAX = 1 << 25;

  /// Both codecs store colours for four pixels together, so the lengths must be even.
  private static final int MULTIPLE = 2;

  private static final int LAST_PICTURES = 5;
  private static final long HEARTBEAT_MICROS = 1_000_000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  /// From the sRGB of screens to the colours that players assume, without a shift of shades.
  private static final List<String> COLORS =
      List.of(
          "-vf",
          "scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd,format=yuv420p",
          "-colorspace",
          "bt709",
          "-color_primaries",
          "bt709",
          "-color_trc",
          "bt709",
          "-color_range",
          "tv");

  private VideoFile() {}

  /// Writes `film` to an existing file.
  ///
  /// @throws IOException if it cannot be read or written, or the encoder fails
  public static Pictures write(
      Film film,
      Film.Survey survey,
      Stage stage,
      Format format,
      Ffmpeg ffmpeg,
      Path file,
      Progress progress)
      throws IOException {
    var canvas = stage.canvas(survey, MULTIPLE);
    long[] count = {0};
    ffmpeg.run(
        arguments(format), file, stream -> count[0] = feed(film, survey, canvas, progress, stream));
    return new Pictures(canvas.width(), canvas.height(), count[0], survey.micros());
  }

  private static List<String> arguments(Format format) {
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of("-f", "matroska", "-i", "pipe:0", "-an"));
    // Neither versions nor dates nor random numbers: the same film gives the same bytes.
    arguments.addAll(List.of("-fflags", "+bitexact", "-flags:v", "+bitexact"));
    arguments.addAll(COLORS);
    arguments.addAll(List.of(format.options.split(" ", -1)));
    return arguments;
  }

  private static long feed(
      Film film, Film.Survey survey, Canvas canvas, Progress progress, OutputStream stream)
      throws IOException {
    var raw = new RawVideo(stream, canvas.width(), canvas.height(), film.framesPerSecond(), survey);
    var feeding = new Feeding(raw, canvas, progress);
    film.show(feeding);
    // Nobody knows how long the last picture stays, so it comes again at the end: several times,
    // because ffmpeg takes the distance of the last few for that of the very last.
    long slot = MICROS_PER_SECOND / film.framesPerSecond();
    feeding.repeatUntil(survey.micros() - LAST_PICTURES * slot);
    for (int left = LAST_PICTURES; left > 0; left--) {
      feeding.repeat(survey.micros() - left * slot);
    }
    return feeding.count;
  }

  private static final class Feeding implements Film.Viewer {
    private final RawVideo raw;
    private final Canvas canvas;
    private final Progress progress;
    private long count;
    private long lastMicros = -1;

    Feeding(RawVideo raw, Canvas canvas, Progress progress) {
      this.raw = raw;
      this.canvas = canvas;
      this.progress = progress;
    }

    @Override
    public void frame(Terminal screen, long micros) throws IOException {
      if (lastMicros >= 0) {
        repeatUntil(micros);
      }
      if (canvas.draw(screen)) {
        count++;
        raw.picture(canvas.bitmap().argb(), micros);
        lastMicros = micros;
      }
    }

    void repeatUntil(long micros) throws IOException {
      while (lastMicros + HEARTBEAT_MICROS < micros) {
        repeat(lastMicros + HEARTBEAT_MICROS);
      }
    }

    void repeat(long micros) throws IOException {
      if (micros > lastMicros) {
        raw.picture(canvas.bitmap().argb(), micros);
        lastMicros = micros;
      }
    }

    @Override
    public void reached(long sequence) {
      progress.at(0, 1, sequence);
    }
  }
}

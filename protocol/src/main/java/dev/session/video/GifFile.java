package dev.session.video;

import dev.session.terminal.Terminal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A film as an animated GIF. It is gone through twice: the palette that all pictures share must be
/// known before the first is written.
public final class GifFile {
  private static final int BUFFER_BYTES = 64 << 10;

  /// A viewer shows pictures that follow each other faster slower than they should be.
  public static final int FRAMES_PER_SECOND_MAX = 100 / GifWriter.DELAY_MIN_CENTIS;

  private GifFile() {}

  /// Writes `film` to an existing, empty file.
  ///
  /// @throws IOException if it cannot be read or written, or is too large for a GIF
  public static Pictures write(
      Film film, Film.Survey survey, Stage stage, Path file, Progress progress) throws IOException {
    var palette = palette(film, survey, stage, progress);
    try (var out =
        new BufferedOutputStream(
            Files.newOutputStream(file, StandardOpenOption.WRITE), BUFFER_BYTES)) {
      var canvas = stage.canvas(survey, 1);
      var gif = new GifWriter(out, canvas.width(), canvas.height(), palette);
      var drawing =
          new Drawing(canvas, progress, 0.5) {
            @Override
            void drawn(long micros) throws IOException {
              gif.frame(canvas.bitmap().argb(), canvas.firstLine(), canvas.endLine(), micros);
            }
          };
      film.show(drawing);
      gif.finish(survey.micros());
      return new Pictures(canvas.width(), canvas.height(), drawing.count(), survey.micros());
    }
  }

  private static GifPalette palette(Film film, Film.Survey survey, Stage stage, Progress progress)
      throws IOException {
    var canvas = stage.canvas(survey, 1);
    var counter = new GifPalette.Counter();
    film.show(
        new Drawing(canvas, progress, 0) {
          @Override
          void drawn(long micros) {
            int from = canvas.firstLine() * canvas.width();
            counter.add(canvas.bitmap().argb(), from, canvas.endLine() * canvas.width());
          }
        });
    return counter.palette();
  }

  /// Draws the film's screens and passes on those that differ.
  private abstract static class Drawing implements Film.Viewer {
    private final Canvas canvas;
    private final Progress progress;
    private final double before;
    private long count;

    Drawing(Canvas canvas, Progress progress, double before) {
      this.canvas = canvas;
      this.progress = progress;
      this.before = before;
    }

    abstract void drawn(long micros) throws IOException;

    long count() {
      return count;
    }

    @Override
    public void frame(Terminal screen, long micros) throws IOException {
      if (canvas.draw(screen)) {
        count++;
        drawn(micros);
      }
    }

    @Override
    public void reached(long sequence) {
      progress.at(before, 0.5, sequence);
    }
  }
}

package dev.session.video;

import dev.session.log.CastImport;
import dev.session.log.KeyframeSource;
import dev.session.log.Keyframes;
import dev.session.log.ReplayTerminal;
import dev.session.replay.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Histories for films, written as asciicast lines.
final class TestFilms {
  private final Path log;

  /// @param events lines such as `[0.5, "o", "text"]`, times from the beginning
  TestFilms(Path directory, int cols, int rows, String... events) throws IOException {
    var cast = directory.resolve("film.cast");
    log = directory.resolve("log");
    var header = "{\"version\":2,\"width\":" + cols + ",\"height\":" + rows + "}\n";
    Files.writeString(cast, header + String.join("\n", events) + "\n");
    CastImport.of(cast, log, "01ARZ3NDEKTSV4RRFFQ69G5FAV", 0, TestFilms::terminal);
  }

  Film film(Pacing pacing, int framesPerSecond) throws IOException {
    return new Film(log, Keyframes.before(log, 0), Long.MAX_VALUE, pacing, framesPerSecond);
  }

  Film film(Pacing.Timing timing) throws IOException {
    return film(Pacing.of(timing), timing.framesPerSecond());
  }

  private static ReplayTerminal terminal(int cols, int rows) {
    var terminal = Replay.liveTerminal(cols, rows);
    return new ReplayTerminal() {
      @Override
      public void output(byte[] bytes, int from, int end) {
        terminal.feed(bytes, from, end - from);
      }

      @Override
      public void resize(int newCols, int newRows) {
        terminal.resize(newCols, newRows);
      }

      @Override
      public KeyframeSource.State state() {
        return Replay.state(terminal);
      }
    };
  }
}

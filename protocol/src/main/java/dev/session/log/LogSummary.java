package dev.session.log;

import dev.session.log.LogEvent.Exit;
import dev.session.log.LogEvent.Extension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What a log comes to, without its events.
///
/// @param eventCount how many events were ever in the log
/// @param bytes the size of its segments
/// @param lastMicros the time of the last event, in microseconds since 1970
/// @param exit the child's end, if it is the last thing that happened
public record LogSummary(long eventCount, long bytes, long lastMicros, @Nullable ChildEnd exit) {

  /// How the child ended.
  ///
  /// @param status the exit code, or 128 + the number of the signal
  /// @param signalName null where no signal ended it
  public record ChildEnd(int status, @Nullable String signalName) {}

  /// Reads the whole log.
  ///
  /// @throws java.nio.file.NoSuchFileException if there is no log
  public static LogSummary of(Path log) throws IOException {
    ChildEnd exit = null;
    String signal = null;
    try (var reader = LogReader.open(log)) {
      while (reader.next()) {
        switch (reader.code()) {
          case 'x' -> {
            if (reader.event().payload() instanceof Exit(int status)) {
              exit = new ChildEnd(status, signal);
            }
          }
          case 'E' -> signal = signal(reader.event());
          default -> exit = null;
        }
      }
      return new LogSummary(reader.nextSequence(), bytes(log), reader.micros(), exit);
    }
  }

  private static @Nullable String signal(LogEvent event) {
    return event.payload() instanceof Extension extension
            && extension.type().equals(LogEvent.EXIT_TYPE)
        ? extension.object().fields("").string("signal")
        : null;
  }

  /// The size of a log's files.
  public static long bytes(Path log) throws IOException {
    long bytes = 0;
    try (var files = Files.newDirectoryStream(log)) {
      for (var file : files) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}

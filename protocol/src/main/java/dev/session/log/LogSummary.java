package dev.session.log;

import dev.session.log.LogEvent.Exit;
import dev.session.log.LogEvent.Extension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What a log holds in all, without reading all of it: with a keyframe index, about the last MiB.
///
/// @param about what the log says about its session
/// @param firstSequence the oldest event that is left
/// @param eventCount how many events there ever were
/// @param bytes the size of its files on the disk, compressed as they are
/// @param firstMicros when the oldest segment that is left began
/// @param lastMicros the time of the last event
/// @param exit how the child ended, if the log knows
/// @param damage why the end of the log could not be read; the rest tells of what precedes it
public record LogSummary(
    LogHeader.About about,
    long firstSequence,
    long eventCount,
    long bytes,
    long firstMicros,
    long lastMicros,
    @Nullable LogExit exit,
    @Nullable LogDamage damage) {

  /// Summarises a log.
  ///
  /// @throws NoSuchFileException if there is no log
  /// @throws LogDamagedException if nothing at all can be read of it
  public static LogSummary of(Path log) throws IOException {
    var numbers = SegmentFiles.numbers(log);
    if (numbers.isEmpty()) {
      throw new NoSuchFileException(log.toString(), null, "there is no log");
    }
    var oldest = oldest(log, numbers.getFirst());
    var start = Keyframes.before(log, Long.MAX_VALUE);
    var end = new Part();
    end.read(log, start, Long.MAX_VALUE);
    var exit = end.exit;
    boolean search = exit == null && !end.hasOutput;
    while (search && start.sequence() > oldest.firstSequence()) {
      // Nothing follows an exit but a few events of our own.
      long before = start.sequence();
      start = Keyframes.before(log, before - 1);
      var part = new Part();
      part.read(log, start, before);
      exit = part.exit;
      search = exit == null && !part.hasOutput;
    }
    return new LogSummary(
        oldest.about(),
        oldest.firstSequence(),
        end.nextSequence,
        bytes(log),
        oldest.startMicros(),
        end.lastMicros,
        exit,
        end.damage);
  }

  /// The number of the oldest event that is left.
  ///
  /// @throws NoSuchFileException if there is no log
  public static long firstSequence(Path log) throws IOException {
    var numbers = SegmentFiles.numbers(log);
    if (numbers.isEmpty()) {
      throw new NoSuchFileException(log.toString(), null, "there is no log");
    }
    return oldest(log, numbers.getFirst()).firstSequence();
  }

  private static LogHeader oldest(Path log, int number) throws IOException {
    try (var reader = LogReader.openSegment(log, number)) {
      return reader.intactHeader();
    }
  }

  /// The size of a log's files.
  public static long bytes(Path log) throws IOException {
    long bytes = 0;
    try (var files = Files.newDirectoryStream(log)) {
      for (var file : files) {
        bytes += bytesIfThere(file);
      }
    }
    return bytes;
  }

  // A segment may be dropped or compressed at this moment.
  private static long bytesIfThere(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException gone) {
      return 0;
    }
  }

  /// A part of a log that was read to its end.
  private static final class Part {
    private @Nullable LogExit exit;
    private boolean hasOutput;
    private long nextSequence;
    private long lastMicros;
    private @Nullable LogDamage damage;

    void read(Path log, Keyframe start, long endSequence) throws IOException {
      try (var reader = LogReader.open(log, start)) {
        @Nullable String signal = null;
        while (reader.nextSequence() < endSequence && reader.next()) {
          switch (reader.code()) {
            case 'o' -> hasOutput = true;
            case 'E' -> signal = signalOf(reader);
            case 'x' -> {
              if (reader.payload() instanceof Exit(int status)) {
                exit = new LogExit(status, signal, reader.sequence(), reader.micros());
              }
            }
            default -> {}
          }
        }
        nextSequence = reader.nextSequence();
        lastMicros = reader.micros();
        damage = reader.damage();
      }
    }

    private static @Nullable String signalOf(LogReader reader) {
      return reader.payload() instanceof Extension event && event.type().equals(LogEvent.EXIT_TYPE)
          ? event.object().fields("").string("signal")
          : null;
    }
  }
}

package dev.session.log;

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
/// @param damage why the end of the log could not be read; the rest tells of what precedes it
public record LogSummary(
    LogHeader.About about,
    long firstSequence,
    long eventCount,
    long bytes,
    long firstMicros,
    long lastMicros,
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
    try (var reader = LogReader.open(log, start)) {
      while (reader.next()) {
        // Its numbers and times are what is wanted.
      }
      return new LogSummary(
          oldest.about(),
          oldest.firstSequence(),
          reader.nextSequence(),
          bytes(log),
          oldest.startMicros(),
          reader.micros(),
          reader.damage());
    }
  }

  /// The number of the oldest event that is left.
  ///
  /// @throws NoSuchFileException if there is no log
  public static long firstSequence(Path log) throws IOException {
    return SegmentFiles.kept(log, numbers -> oldest(log, numbers.getFirst()).firstSequence());
  }

  /// Whether no segment follows this one.
  public static boolean isLastSegment(Path log, int number) {
    return SegmentFiles.find(log, number + 1) == null;
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
}

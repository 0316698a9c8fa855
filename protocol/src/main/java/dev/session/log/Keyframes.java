package dev.session.log;

import dev.session.log.KeyframeIndex.Condition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the keyframe from which a point of a log is reached with the least replay: in the index of
/// the segment that holds the point, else the one that the segment begins with. Reading goes on
/// with [LogReader#open(Path, Keyframe)].
public final class Keyframes {

  private Keyframes() {}

  /// The last keyframe whose state contains no event from number `sequence` on.
  ///
  /// @throws NoSuchFileException if there is no log
  /// @throws LogDamagedException if the beginning of the segment cannot be read
  public static Keyframe before(Path log, long sequence) throws IOException {
    return last(log, (first, _) -> first <= sequence);
  }

  /// The last keyframe whose state contains no event later than `micros`, or the first there is.
  ///
  /// @throws NoSuchFileException if there is no log
  /// @throws LogDamagedException if the beginning of the segment cannot be read
  public static Keyframe beforeTime(Path log, long micros) throws IOException {
    return last(log, (_, at) -> at <= micros);
  }

  private static Keyframe last(Path log, Condition condition) throws IOException {
    var numbers = SegmentFiles.numbers(log);
    if (numbers.isEmpty()) {
      throw new NoSuchFileException(log.toString(), null, "there is no log");
    }
    int index = lastSegment(log, numbers, condition);
    while (true) {
      try (var reader = LogReader.openSegment(log, numbers.get(index))) {
        var header = reader.intactHeader();
        var indexed = KeyframeIndex.last(log, header, condition);
        if (indexed != null && indexed.offset() <= sizeOf(log, header.segment())) {
          return indexed;
        }
        // A segment without a keyframe shows nothing on its own, unless it is the oldest left.
        if (header.keyframe() || index == 0) {
          return reader.keyframe();
        }
      }
      index--;
    }
  }

  /// The compressed size is no bound, so any offset is accepted there.
  private static long sizeOf(Path log, int segment) throws IOException {
    Path plain = SegmentFiles.plain(log, segment);
    return Files.exists(plain) ? Files.size(plain) : Long.MAX_VALUE;
  }

  /// The index in `numbers` of the last segment whose beginning fulfils the condition, 0 if none
  /// does. Segments whose header is unreadable or not of the same log are passed over: reading on
  /// from an earlier one tells what is wrong.
  static int lastSegment(Path log, List<Integer> numbers, Condition condition) throws IOException {
    int low = 0;
    int high = numbers.size() - 1;
    var oldest = high == 0 ? null : header(log, numbers.getFirst());
    while (low < high) {
      int middle = (low + high + 1) / 2;
      int probe = middle;
      var header = header(log, numbers.get(probe));
      while (!isSameLog(header, oldest) && probe < high) {
        header = header(log, numbers.get(++probe));
      }
      if (header != null
          && isSameLog(header, oldest)
          && condition.holds(header.firstSequence(), header.startMicros())) {
        low = probe;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private static boolean isSameLog(@Nullable LogHeader header, @Nullable LogHeader oldest) {
    return header != null
        && (oldest == null || header.about().sessionId().equals(oldest.about().sessionId()));
  }

  private static @Nullable LogHeader header(Path log, int number) throws IOException {
    try (var reader = LogReader.openSegment(log, number)) {
      return reader.intactHeader();
    } catch (LogDamagedException _) {
      return null;
    }
  }
}

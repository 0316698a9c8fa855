package dev.session.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Writes a segment's keyframe index again by replaying the segment. An entry is due only where a
/// block begins, so the first event after that is where it is noticed.
public final class KeyframeRebuild {

  /// A segment with fewer bytes for an entry may well have none.
  private static final int SEGMENT_PER_ENTRY = 2;

  private KeyframeRebuild() {}

  /// The first event of each segment whose index is missing where there should be one, or cannot be
  /// read. Segments that cannot be read themselves are passed over.
  ///
  /// @param everyBytes how far apart its entries are
  public static List<Long> due(Path log, long everyBytes) throws IOException {
    var due = new ArrayList<Long>();
    for (int number : SegmentFiles.numbers(log)) {
      try (var reader = LogReader.openSegment(log, number)) {
        var header = reader.intactHeader();
        boolean isExpected =
            Files.exists(SegmentFiles.keyframes(log, number))
                || sizeOf(reader.file()) >= SEGMENT_PER_ENTRY * everyBytes;
        if (isExpected && !KeyframeIndex.isIntact(log, header)) {
          due.add(header.firstSequence());
        }
      } catch (LogDamagedException _) {
        // Repairing the log comes first.
      }
    }
    return due;
  }

  /// Whether the index is missing that would have found a later keyframe than `start`, and may be
  /// written by anybody: nothing is written to a sealed segment any more.
  public static boolean isMissing(Path log, Keyframe start, long everyBytes) throws IOException {
    int number = start.segment();
    if (Files.exists(SegmentFiles.keyframes(log, number))) {
      return false;
    }
    Path plain = SegmentFiles.plain(log, number);
    if (!Files.exists(plain)) {
      return Files.exists(SegmentFiles.compressed(log, number));
    }
    return Files.size(plain) >= SEGMENT_PER_ENTRY * everyBytes && CheckLine.sealOf(plain) != null;
  }

  private static long sizeOf(Path segment) throws IOException {
    try (var source = SegmentSource.open(segment)) {
      return source.size();
    }
  }

  /// Rebuilds the index of the segment that holds event `sequence`. Not for a segment that is being
  /// written: its index belongs to the writer.
  ///
  /// @param terminals makes a terminal that has the state of a keyframe
  /// @throws LogDamagedException if the beginning of the segment cannot be read
  public static void of(
      Path log, long sequence, long everyBytes, Function<Keyframe, ReplayTerminal> terminals)
      throws IOException {
    var numbers = SegmentFiles.numbers(log);
    int number = numbers.get(Keyframes.lastSegment(log, numbers, (first, _) -> first <= sequence));
    Path finished = SegmentFiles.keyframes(log, number);
    Path unfinished =
        finished.resolveSibling(finished.getFileName() + "." + ProcessHandle.current().pid());
    Files.deleteIfExists(unfinished);
    try (var reader = LogReader.openSegment(log, number)) {
      var header = reader.intactHeader();
      KeyframeIndex.create(unfinished, header);
      var start = reader.keyframe();
      var terminal = terminals.apply(start);
      var spacing = new KeyframeSpacing(everyBytes);
      long micros = start.micros();
      while (reader.next() && reader.header().segment() == number) {
        if (spacing.isDue(reader.blockStart())) {
          // The terminal has not seen the current event, which is the first of a block.
          var state = terminal.state();
          spacing.wrote(reader.blockStart(), state.bytes().length);
          KeyframeIndex.append(
              unfinished,
              header,
              new Keyframe(
                  reader.sequence(),
                  micros,
                  state.cols(),
                  state.rows(),
                  state.bytes(),
                  number,
                  reader.blockStart()));
        }
        if (reader.code() == 'o') {
          terminal.output(reader.data(), 0, reader.dataLength());
        } else if (reader.payload() instanceof LogEvent.Resize(int newCols, int newRows)) {
          terminal.resize(newCols, newRows);
        }
        micros = reader.micros();
      }
      Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}

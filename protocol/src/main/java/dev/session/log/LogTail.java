package dev.session.log;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where and how a log ends: what a writer that goes on with it must know.
///
/// @param file the last segment
/// @param end how many of its bytes are complete lines; what follows is a torn tail
/// @param blockStart where the lines begin that no check line covers yet
/// @param sealedSha256 its hash if it is sealed, else null
/// @param marks those in the last segment
/// @param unborn files of segments that were never begun completely
record LogTail(
    Path file,
    LogHeader header,
    long end,
    long blockStart,
    @Nullable String sealedSha256,
    SegmentMarks marks,
    int cols,
    int rows,
    long nextSequence,
    long lastMicros,
    List<Path> unborn) {

  static LogTail read(Path log) throws IOException {
    var numbers = SegmentFiles.numbers(log);
    var unborn = new ArrayList<Path>();
    for (int i = numbers.size() - 1; i >= 0; i--) {
      int number = numbers.get(i);
      unborn.add(SegmentFiles.unborn(log, number + 1));
      try (var reader = LogReader.openSegment(log, number)) {
        if (reader.hasHeader()) {
          return read(reader, unborn);
        }
        unborn.add(reader.file()); // the machine lost power before the header was on the disk
      }
    }
    throw new NoSuchFileException(log.toString(), null, "there is no log");
  }

  private static LogTail read(LogReader reader, List<Path> unborn) throws IOException {
    var marks = new SegmentMarks();
    int cols = -1;
    int rows = -1;
    while (reader.next()) {
      switch (reader.payload()) {
        case LogEvent.Resize(int newCols, int newRows) -> {
          cols = newCols;
          rows = newRows;
        }
        case LogEvent.Mark(String label) -> marks.add(label, reader.sequence());
        default -> {}
      }
    }
    var damage = reader.damage();
    if (damage != null) {
      throw new LogDamagedException(damage);
    }
    var header = reader.header();
    var seal = reader.seal();
    return new LogTail(
        reader.file(),
        header,
        reader.endOffset(),
        reader.blockStart(),
        seal == null ? null : seal.sha256(),
        marks,
        cols < 0 ? header.cols() : cols,
        rows < 0 ? header.rows() : rows,
        reader.nextSequence(),
        reader.micros(),
        List.copyOf(unborn));
  }
}

package dev.session.log;

import dev.session.json.JsonException;
import dev.session.log.LogDamage.Kind;
import dev.session.log.LogEvent.Payload;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads a log event by event, in memory bounded by the largest event, also while it is written.
///
/// A torn last line is as if it were not there (yet): [#next] returns false, and true when it is
/// called again after more was written. Where the log is damaged, [#next] returns false and
/// [#damage] tells where; no event of a block whose check line disagrees is ever handed out.
///
/// For the hot path of a replay, [#code] and [#data] give an event without making objects.
///
/// Owner: one thread.
public final class LogReader implements Closeable {

  private final Path log;
  private final EventLine event = new EventLine();

  /// What the current event says, where its data has a form of its own.
  private @Nullable Payload parsed;

  /// The segment that is read; its number is 0 before the first.
  private int number;

  private Path file;
  private @Nullable SegmentSource source;
  private @Nullable LineInput input;
  private @Nullable LogHeader header;
  private @Nullable String previousSha256;
  private CheckLine.@Nullable Seal seal;
  private boolean keyframePending;

  private long blockStart;
  private boolean blockChecked;

  /// Where reading must stop because of [#damageAhead]; the largest offset if there is none known.
  private long stopOffset;

  private @Nullable LogDamage damageAhead;
  private @Nullable LogDamage damage;

  /// Events before this one are passed over; they may be yet to come.
  private long fromSequence;

  private long nextSequence;
  private long micros;

  private LogReader(Path log) {
    this.log = log;
    file = log;
  }

  /// Opens a log at the oldest event that is left of it.
  ///
  /// @throws NoSuchFileException if there is no log
  public static LogReader open(Path log) throws IOException {
    return open(log, 0);
  }

  /// Opens a log before the event `fromSequence`, which may be yet to come, or before the oldest
  /// that is left if that is later.
  ///
  /// @throws NoSuchFileException if there is no log
  public static LogReader open(Path log, long fromSequence) throws IOException {
    return SegmentFiles.kept(log, numbers -> open(log, numbers, fromSequence));
  }

  private static LogReader open(Path log, List<Integer> numbers, long fromSequence)
      throws IOException {
    int number =
        numbers.get(Keyframes.lastSegment(log, numbers, (first, _) -> first <= fromSequence));
    var reader = openSegment(log, number);
    try {
      reader.skipTo(fromSequence);
    } catch (IOException e) {
      reader.close();
      throw e;
    }
    return reader;
  }

  /// Opens a log before the first event that a keyframe's state does not contain.
  public static LogReader open(Path log, Keyframe keyframe) throws IOException {
    var reader = openSegment(log, keyframe.segment());
    try {
      reader.seek(keyframe);
      reader.passOver(keyframe.sequence());
    } catch (IOException e) {
      reader.close();
      throw e;
    }
    return reader;
  }

  /// Opens a log at the beginning of the last segment in which no event comes after `sequence`
  /// first; its header tells what was before.
  ///
  /// @throws NoSuchFileException if there is no log
  public static LogReader openSegmentOf(Path log, long sequence) throws IOException {
    var numbers = SegmentFiles.numbers(log);
    if (numbers.isEmpty()) {
      throw new NoSuchFileException(log.toString(), null, "there is no log");
    }
    int index = Keyframes.lastSegment(log, numbers, (first, _) -> first <= sequence);
    return openSegment(log, numbers.get(index));
  }

  private void skipTo(long sequence) throws IOException {
    if (header != null && damage == null) {
      var indexed = KeyframeIndex.last(log, header, (first, _) -> first <= sequence);
      if (indexed != null) {
        seek(indexed);
      }
    }
    passOver(sequence);
  }

  private void passOver(long sequence) throws IOException {
    boolean more = true;
    while (more && nextSequence < sequence) {
      more = next();
    }
    fromSequence = sequence;
  }

  private void seek(Keyframe keyframe) {
    if (source == null || keyframe.offset() == 0) {
      return;
    }
    input = new LineInput(source, keyframe.offset());
    blockStart = keyframe.offset();
    blockChecked = false;
    keyframePending = false;
    nextSequence = keyframe.sequence();
    micros = keyframe.micros();
  }

  /// Opens a log at the beginning of a segment.
  static LogReader openSegment(Path log, int number) throws IOException {
    var reader = new LogReader(log);
    try {
      reader.begin(number);
    } catch (IOException e) {
      reader.close();
      throw e;
    }
    return reader;
  }

  /// Whether a segment has a first line at all.
  public boolean hasHeader() {
    return header != null || damage != null;
  }

  /// Moves to the next event; false at the end of what is there, or where the log is damaged.
  public boolean next() throws IOException {
    while (damage == null) {
      if (input == null || header == null) {
        return false;
      }
      switch (step(input)) {
        case EVENT -> {
          if (sequence() >= fromSequence) {
            return true;
          }
        }
        case OTHER_LINE -> {}
        case END -> {
          if (!goToNextSegment(input)) {
            return false;
          }
        }
      }
    }
    return false;
  }

  private enum Step {
    EVENT,
    OTHER_LINE,
    END
  }

  private Step step(LineInput in) throws IOException {
    if (!blockChecked && in.nextOffset() == blockStart) {
      checkBlock();
    }
    if (in.nextOffset() >= stopOffset) {
      damage = damageAhead;
      return Step.OTHER_LINE;
    }
    try {
      if (!in.next()) {
        return Step.END;
      }
    } catch (LineInput.LineTooLongException e) {
      return stop(Kind.BAD_LINE, String.valueOf(e.getMessage()));
    }
    if (seal != null) {
      return stop(Kind.BAD_LINE, "a line after the seal");
    }
    if (in.buffer()[in.from()] == '#') {
      return comment(in);
    }
    return in.offset() == 0 ? Step.OTHER_LINE : event(in);
  }

  private Step comment(LineInput in) throws IOException {
    if (CheckLine.isCheck(in.buffer(), in.from(), in.end())) {
      blockStart = in.nextOffset();
      blockChecked = false;
    } else if (CheckLine.isSeal(in.buffer(), in.from(), in.end())) {
      seal = CheckLine.parseSeal(in.buffer(), in.from(), in.end());
      if (seal == null || seal.nextSequence() != nextSequence) {
        return stop(Kind.BAD_LINE, "the seal does not fit the segment");
      }
    }
    return Step.OTHER_LINE;
  }

  /// The header of the segment, which agrees with its check line.
  ///
  /// @throws LogDamagedException if it does not, or if it cannot be read or is not there
  LogHeader intactHeader() throws IOException {
    if (damage == null && blockStart == 0 && !blockChecked) {
      checkBlock();
    }
    if (stopOffset == 0 && damageAhead != null) {
      damage = damageAhead;
    }
    if (damage == null && header == null) {
      stop(Kind.BAD_HEADER, "the file is empty or torn");
    }
    if (damage != null || header == null) {
      throw new LogDamagedException(Objects.requireNonNull(damage));
    }
    return header;
  }

  /// The keyframe that the segment begins with. Only before the first call of [#next].
  ///
  /// @throws LogDamagedException if it cannot be read
  Keyframe keyframe() throws IOException {
    var intact = intactHeader();
    while (keyframePending && damage == null) {
      if (input == null || step(input) == Step.END) {
        stop(Kind.CUT_SHORT, "the keyframe is missing");
      }
    }
    if (damage != null) {
      throw new LogDamagedException(damage);
    }
    return new Keyframe(
        intact.firstSequence(),
        intact.startMicros(),
        intact.cols(),
        intact.rows(),
        intact.keyframe() ? event.dataCopy() : new byte[0],
        intact.segment(),
        0);
  }

  private Step event(LineInput in) throws IOException {
    var result = event.parse(in.buffer(), in.from(), in.end(), null);
    if (result == EventLine.Result.NEEDS_EXACT) {
      int length = in.end() - in.from();
      if (!in.join()) {
        in.unread();
        return Step.END;
      }
      int split = in.from() + length;
      byte[] exact = EventLine.parseExact(in.buffer(), split, in.end());
      if (exact == null) {
        return stop(Kind.BAD_LINE, "the exact bytes after the line are missing");
      }
      result = event.parse(in.buffer(), in.from(), split, exact);
      // The line with the exact bytes is an event too; a keyframe's is not.
      if (!keyframePending) {
        in.splitAt(split);
      }
    }
    if (result != EventLine.Result.EVENT) {
      return stop(Kind.BAD_LINE, event.problem());
    }
    if (keyframePending) {
      keyframePending = false;
      return Step.OTHER_LINE;
    }
    try {
      parsed = event.hasForm() ? event.payload() : null;
    } catch (JsonException | NumberFormatException e) {
      return stop(Kind.BAD_LINE, "the data does not fit the event's code: " + e.getMessage());
    }
    nextSequence++;
    micros += event.intervalMicros();
    return Step.EVENT;
  }

  private Step stop(Kind kind, String problem) throws IOException {
    damage = damageAt(input == null ? 0 : input.offset(), kind, problem);
    return Step.OTHER_LINE;
  }

  private LogDamage damageAt(long offset, Kind kind, String problem) throws IOException {
    return new LogDamage(kind, file, lineAt(offset), offset, nextSequence, problem);
  }

  /// Lines are counted only when one has to be told.
  private long lineAt(long offset) throws IOException {
    long lines = 1;
    if (source != null) {
      var lineInput = new LineInput(source, 0);
      try {
        while (lineInput.next() && lineInput.nextOffset() <= offset) {
          lines++;
        }
      } catch (LineInput.LineTooLongException _) {
        return lines; // the offset is inside the long line
      }
    }
    return lines;
  }

  /// If the block's check line disagrees, finds out where to stop: before the first line that is
  /// not an event line, or, where all are, before the block.
  private void checkBlock() throws IOException {
    blockChecked = true;
    if (source == null) {
      return;
    }
    var check = BlockCheck.of(source, blockStart);
    if (check.verdict() != BlockCheck.Verdict.DAMAGED) {
      return;
    }
    var lines = new LineInput(source, blockStart);
    var scratch = new EventLine();
    stopOffset = blockStart;
    damageAhead =
        damageAt(
            blockStart,
            Kind.CHECK_MISMATCH,
            "the lines from here to byte " + check.end() + " are not those that were written");
    try {
      while (lines.next() && lines.nextOffset() <= check.end()) {
        boolean isEvent = lines.offset() > 0 && lines.buffer()[lines.from()] != '#';
        if (isEvent
            && scratch.parse(lines.buffer(), lines.from(), lines.end(), null)
                == EventLine.Result.BAD) {
          // The line is read like any other, and found to be bad.
          stopOffset = Long.MAX_VALUE;
          return;
        }
      }
    } catch (LineInput.LineTooLongException _) {
      stopOffset = Long.MAX_VALUE;
    }
  }

  /// Opens a segment and reads its header. Without a complete one, the segment counts as not there
  /// yet: [#header] stays null.
  private void begin(int segment) throws IOException {
    closeSource();
    number = segment;
    seal = null;
    blockStart = 0;
    blockChecked = false;
    stopOffset = Long.MAX_VALUE;
    source = openSource();
    var first = new LineInput(source, 0);
    try {
      if (!first.next()) {
        return;
      }
    } catch (LineInput.LineTooLongException e) {
      stop(Kind.BAD_HEADER, String.valueOf(e.getMessage()));
      return;
    }
    input = new LineInput(source, 0);
    try {
      accept(LogHeader.parse(first.copyLine()));
    } catch (JsonException e) {
      stop(Kind.BAD_HEADER, "the first line is not a segment's header: " + e.getMessage());
    }
  }

  /// Opens the segment's file; when it gets compressed in this moment, the compressed one.
  private SegmentSource openSource() throws IOException {
    for (Path name :
        List.of(SegmentFiles.plain(log, number), SegmentFiles.compressed(log, number))) {
      file = name;
      try {
        return SegmentSource.open(name);
      } catch (FileNotFoundException e) {
        if (Files.exists(name)) {
          throw e; // no permission
        }
      }
    }
    file = SegmentFiles.plain(log, number);
    throw new NoSuchFileException(file.toString());
  }

  private void accept(LogHeader read) throws IOException {
    if (read.segment() != number) {
      stop(Kind.BAD_HEADER, "the header is that of segment " + read.segment());
      return;
    }
    if (header != null) {
      if (!read.about().sessionId().equals(header.about().sessionId())) {
        stop(Kind.BAD_HEADER, "the segment belongs to another session");
      } else if (read.firstSequence() != nextSequence) {
        stop(Kind.SEQUENCE_GAP, "the segment begins with event " + read.firstSequence());
      } else if (!String.valueOf(read.previousSha256()).equals(previousSha256)) {
        stop(Kind.HASH_MISMATCH, "the segment does not follow the one before it");
      }
    }
    header = read;
    nextSequence = read.firstSequence();
    micros = read.startMicros();
    keyframePending = read.keyframe();
  }

  /// At the end of a segment: goes on with the one after it, if there is one.
  private boolean goToNextSegment(LineInput in) throws IOException {
    int next = nextNumber();
    if (next == 0) {
      return false;
    }
    if (seal == null) {
      // The writer may have gone on while we looked.
      boolean more = hasMore(in);
      in.unread();
      if (more) {
        return true;
      }
      stop(Kind.CUT_SHORT, "the segment ends without a seal although another follows");
      return false;
    }
    if (next != number + 1) {
      damage =
          new LogDamage(
              Kind.MISSING_SEGMENT,
              SegmentFiles.plain(log, number + 1),
              1,
              0,
              nextSequence,
              "the segment is missing, the next one there is " + next);
      return false;
    }
    if (isEmpty(next)) {
      return false;
    }
    previousSha256 = seal.sha256();
    begin(next);
    return true;
  }

  /// Whether a line is there, together with the exact bytes that belong to it.
  private boolean hasMore(LineInput in) throws IOException {
    return in.next()
        && (event.parse(in.buffer(), in.from(), in.end(), null) != EventLine.Result.NEEDS_EXACT
            || in.join());
  }

  /// Whether a segment has no first line yet; then the log ends before it.
  private boolean isEmpty(int segment) throws IOException {
    try (var reader = openSegment(log, segment)) {
      return !reader.hasHeader();
    }
  }

  /// The number of the next segment that is there, or 0.
  private int nextNumber() throws IOException {
    if (SegmentFiles.find(log, number + 1) != null) {
      return number + 1;
    }
    if (seal == null) {
      return 0;
    }
    for (int each : SegmentFiles.numbers(log)) {
      if (each > number) {
        return each;
      }
    }
    return 0;
  }

  /// The number of the current event.
  public long sequence() {
    return nextSequence - 1;
  }

  /// The number of the event that [#next] would move to.
  public long nextSequence() {
    return nextSequence;
  }

  /// The absolute time of the current event; before the first one, that at which its segment began.
  public long micros() {
    return micros;
  }

  /// The current event's letter in asciicast, `E` for ours.
  public char code() {
    return event.code();
  }

  /// The current event's data, exactly: the first [#dataLength] bytes of this array, until the next
  /// call of [#next].
  public byte[] data() {
    return event.data();
  }

  public int dataLength() {
    return event.dataLength();
  }

  /// The current event as an object of its own.
  public LogEvent event() {
    return new LogEvent(sequence(), micros, payload());
  }

  /// What the current event says, as an object of its own.
  public Payload payload() {
    return parsed != null ? parsed : event.payload();
  }

  /// The header of the segment that is read.
  public LogHeader header() {
    if (header == null) {
      throw new IllegalStateException("The log has no header yet.");
    }
    return header;
  }

  /// Where the log is damaged, if reading stopped there; else null.
  public @Nullable LogDamage damage() {
    return damage;
  }

  /// The seal, once the segment was read to it.
  CheckLine.@Nullable Seal seal() {
    return seal;
  }

  /// The file of the segment that is read.
  Path file() {
    return file;
  }

  /// Behind the last complete line that was read.
  long endOffset() {
    return input == null ? 0 : input.nextOffset();
  }

  long blockStart() {
    return blockStart;
  }

  private void closeSource() throws IOException {
    if (source != null) {
      source.close();
      source = null;
      input = null;
    }
  }

  @Override
  public void close() throws IOException {
    closeSource();
  }
}

package dev.session.log;

import dev.session.home.PrivateFiles;
import dev.session.json.JsonObject;
import dev.session.log.LogEvent.Exit;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogEvent.Input;
import dev.session.log.LogEvent.Mark;
import dev.session.log.LogEvent.Output;
import dev.session.log.LogEvent.Payload;
import dev.session.log.LogEvent.Resize;
import dev.session.log.LogEvent.Unknown;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Appends events to a log. There is one writer at a time for a log, used by one thread at a time.
///
/// Each event is written with one `write` call (or a few, if it is large) before the method
/// returns; what should be batched is output, by giving more of it at a time. A method that throws
/// [LogWriteException] has not appended the event: what was written of it is taken back, and the
/// caller gives the same event again when it thinks there is room. Nothing is kept in the writer
/// meanwhile, so a full disk holds the caller up, and through it the child, and costs no memory.
public final class LogWriter implements Closeable {

  /// The most bytes of output or input in one event; what is longer becomes several.
  public static final int EVENT_MAX_BYTES = 1 << 20;

  /// The longest text of other events, in UTF-8.
  public static final int TEXT_MAX_BYTES = 8 << 20;

  private final Path log;
  private final LogSettings settings;
  private final LogClock clock;
  private final @Nullable KeyframeSource keyframes;

  /// The segment being written; null after it was sealed, until the next event begins another.
  private @Nullable SegmentAppender segment;

  /// The header of the segment that was begun last.
  private LogHeader header;

  /// What the header of the next segment says of the session.
  private LogHeader.About about;

  private KeyframeSpacing spacing;

  /// Whether the keyframe index of this segment is given up.
  private boolean unindexed;

  /// Why it is, as long as nobody has asked.
  private @Nullable IOException indexFailure;

  /// Where the segment's keyframe ends; 0 where it has none, or an earlier writer began it.
  private long keyframeEnd;

  /// The hash of the segment that was sealed last.
  private @Nullable String sealedSha256;

  /// The marks in the segment being written.
  private SegmentMarks marks = new SegmentMarks();

  /// The last event that was dropped, as long as no event tells of it.
  private @Nullable Long trimmed;

  private int cols;
  private int rows;
  private long nextSequence;
  private long lastMicros;

  /// Whether a unit may be partly in the file.
  private boolean dirty;

  private LogWriter(
      Path log,
      LogSettings settings,
      LogClock clock,
      @Nullable KeyframeSource keyframes,
      LogHeader header,
      @Nullable SegmentAppender segment) {
    this.log = log;
    this.header = header;
    about = header.about();
    this.settings = settings;
    this.clock = clock;
    this.keyframes = keyframes;
    this.segment = segment;
    cols = header.cols();
    rows = header.rows();
    nextSequence = header.firstSequence();
    lastMicros = header.startMicros();
    spacing = new KeyframeSpacing(settings.keyframeEveryBytes());
  }

  /// Begins a log in a directory that is created if it is missing and must not hold one yet.
  ///
  /// @param keyframes null for a log whose segments need not play on their own
  public static LogWriter create(
      Path log,
      LogHeader.About about,
      int cols,
      int rows,
      LogSettings settings,
      LogClock clock,
      @Nullable KeyframeSource keyframes)
      throws LogWriteException {
    try {
      SegmentFiles.createDirectory(log);
      if (!SegmentFiles.numbers(log).isEmpty()) {
        throw new IOException("there is a log already");
      }
      long now = clock.micros();
      var header = new LogHeader(cols, rows, about, 1, 0, now, false, null);
      var segment = begin(log, header, null, settings);
      return new LogWriter(log, settings, clock, keyframes, header, segment);
    } catch (IOException e) {
      throw LogWriteException.of(log, e);
    }
  }

  /// Goes on with a log. A torn tail, left by a writer that was killed, is cut off.
  ///
  /// @throws LogDamagedException if the last segment is damaged; then [LogRepair] comes first
  /// @throws LogWriteException if it cannot be written
  public static LogWriter open(
      Path log, LogSettings settings, LogClock clock, @Nullable KeyframeSource keyframes)
      throws IOException {
    var tail = LogTail.read(log);
    @Nullable SegmentAppender segment = null;
    try {
      for (var unborn : tail.unborn()) {
        Files.deleteIfExists(unborn);
      }
      if (tail.sealedSha256() == null) {
        segment = SegmentAppender.resume(tail.file(), tail.end(), tail.blockStart());
        KeyframeIndex.discardBeyond(log, tail.header(), tail.end());
      }
    } catch (IOException e) {
      throw LogWriteException.of(tail.file(), e);
    }
    var writer = new LogWriter(log, settings, clock, keyframes, tail.header(), segment);
    writer.sealedSha256 = tail.sealedSha256();
    writer.marks = tail.marks();
    writer.cols = tail.cols();
    writer.rows = tail.rows();
    writer.nextSequence = tail.nextSequence();
    writer.lastMicros = tail.lastMicros();
    return writer;
  }

  /// The number that the next event will get: how many events were ever in the log.
  public long nextSequence() {
    return nextSequence;
  }

  /// Has the segments that are begun from now on say this of the session's life.
  public void facts(JsonObject facts) {
    about = about.withFacts(facts);
  }

  /// The number of the segment that was begun last; all before it are sealed.
  public int segment() {
    return header.segment();
  }

  /// The time of the last event, in microseconds since 1970.
  public long lastMicros() {
    return lastMicros;
  }

  /// Why the keyframe index of this segment could not be written, told once; null if it could. The
  /// log does not depend on the index; reading it takes longer.
  public @Nullable IOException takeIndexFailure() {
    var taken = indexFailure;
    indexFailure = null;
    return taken;
  }

  /// The file that is appended to; null if no segment is being written. The owner forces it to the
  /// disk when it is time ([SyncPolicy#INTERVAL]), without holding up whoever appends.
  public @Nullable Path file() {
    return segment == null ? null : segment.path();
  }

  /// Appends output. Consumes the bytes by moving the buffer's position, except up to three at the
  /// end which begin a character: they are for the caller to give again together with what follows,
  /// or to [#outputAll] when nothing follows for a while. Only consumed bytes are in the log, also
  /// when this throws.
  ///
  /// @param bytes backed by an array
  public void output(ByteBuffer bytes) throws LogWriteException {
    bytes('o', bytes, false);
  }

  /// Appends output including an unfinished character at its end.
  public void outputAll(ByteBuffer bytes) throws LogWriteException {
    if (bytes.hasRemaining()) {
      bytes('o', bytes, true);
    }
  }

  /// Appends an event and returns its number; output or input that makes several events gets the
  /// number of the last.
  public long append(Payload payload) throws LogWriteException {
    switch (payload) {
      case Output(byte[] bytes) -> bytes('o', ByteBuffer.wrap(bytes), true);
      case Input(byte[] bytes) -> bytes('i', ByteBuffer.wrap(bytes), true);
      case Resize(int newCols, int newRows) -> {
        text('r', newCols + "x" + newRows);
        cols = newCols;
        rows = newRows;
      }
      case Mark(String label) -> {
        text('m', label);
        marks.add(label, nextSequence - 1);
      }
      case Exit(int status) -> text('x', Integer.toString(status));
      case Extension(var object) -> text('E', object.compact());
      case Unknown(char code, String data) -> text(code, data);
    }
    return nextSequence - 1;
  }

  private void text(char code, String text) throws LogWriteException {
    if (text.length() > TEXT_MAX_BYTES / 3
        && text.getBytes(StandardCharsets.UTF_8).length > TEXT_MAX_BYTES) {
      throw new IllegalArgumentException(
          "The text of an event must not be longer than " + TEXT_MAX_BYTES + " bytes.");
    }
    var out = prepare();
    try {
      long micros = now();
      out.encoder().text(micros - lastMicros, code, text);
      commit(out, micros, 1);
    } catch (IOException e) {
      throw blocked(e);
    }
  }

  /// Tells of what was dropped: before output, which never stands between two events that belong
  /// together.
  private void tellTrimmed() throws LogWriteException {
    var told = trimmed;
    if (told == null) {
      return;
    }
    text('E', Extension.trimmed(told).object().compact());
    if (told.equals(trimmed)) { // else this event has begun a segment, for which more was dropped
      trimmed = null;
    }
  }

  private void bytes(char code, ByteBuffer bytes, boolean all) throws LogWriteException {
    if (code == 'o') {
      tellTrimmed();
    }
    byte[] array = bytes.array();
    int offset = bytes.arrayOffset();
    boolean last;
    do {
      var out = prepare();
      int from = offset + bytes.position();
      int end = Math.min(offset + bytes.limit(), from + EVENT_MAX_BYTES);
      last = end == offset + bytes.limit();
      try {
        int to = unit(out, code, array, from, end, all && last);
        bytes.position(to - offset);
      } catch (IOException e) {
        throw blocked(e);
      }
    } while (!last);
  }

  private int unit(SegmentAppender out, char code, byte[] bytes, int from, int end, boolean all)
      throws IOException {
    long micros = now();
    var encoder = out.encoder();
    int to = encoder.bytes(micros - lastMicros, code, bytes, from, end, all);
    if (to == from && !all) {
      dirty = false;
      return to;
    }
    if (encoder.hasReplaced()) {
      encoder.exactBytes();
      commit(out, micros, 2);
    } else {
      commit(out, micros, 1);
    }
    return to;
  }

  /// The present, but never before the last event: the wall clock may have been set back since an
  /// earlier writer wrote.
  private long now() {
    return Math.max(clock.micros(), lastMicros);
  }

  private void commit(SegmentAppender out, long micros, int events) throws IOException {
    out.commit(settings.sync() == SyncPolicy.ALWAYS);
    nextSequence += events;
    lastMicros = micros;
    dirty = false;
  }

  /// Does what is due before an event is written, and returns the segment to write it to. From here
  /// on the file may hold a part of the event.
  private SegmentAppender prepare() throws LogWriteException {
    try {
      var out = clean();
      if (out != null && isFull(out)) {
        seal(out);
        out = null;
      }
      if (out == null) {
        out = nextSegment();
      } else if (out.end() - out.blockStart() >= settings.keyframeEveryBytes()) {
        out.check();
        indexKeyframe(out);
      }
      return out;
    } catch (IOException e) {
      throw blocked(e);
    }
  }

  /// Whether a segment is to be sealed. However small segments are to be, no more than half of one
  /// is its keyframe: else a log of small segments would hold little but keyframes.
  private boolean isFull(SegmentAppender out) {
    return out.end() >= Math.max(settings.segmentMaxBytes(), 2 * keyframeEnd);
  }

  /// Adds an entry to the keyframe index. The log does not depend on the index: if it cannot be
  /// written, it is given up for this segment, and [#takeIndexFailure] tells why.
  private void indexKeyframe(SegmentAppender out) {
    if (keyframes == null || unindexed || !spacing.isDue(out.blockStart())) {
      return;
    }
    var state = keyframes.state();
    spacing.wrote(out.blockStart(), state.bytes().length);
    Path file = SegmentFiles.keyframes(log, header.segment());
    try {
      KeyframeIndex.append(
          file,
          header,
          new Keyframe(
              nextSequence,
              lastMicros,
              state.cols(),
              state.rows(),
              state.bytes(),
              header.segment(),
              out.blockStart()));
    } catch (IOException e) {
      unindexed = true;
      indexFailure = e;
    }
  }

  /// The segment being written, without remains of an earlier failure.
  private @Nullable SegmentAppender clean() throws IOException {
    if (dirty && segment != null) {
      segment.rollback();
    }
    dirty = true;
    return segment;
  }

  /// Forces to the disk what is in a file that [#file] has named. A segment that was sealed since,
  /// and perhaps replaced by its compressed form, was forced before that.
  public static void force(Path file) throws LogWriteException {
    try {
      PrivateFiles.force(file);
    } catch (NoSuchFileException _) {
      // compressed
    } catch (IOException e) {
      throw LogWriteException.of(file, e);
    }
  }

  /// Seals the segment being written: it will not change any more, and damage in it is found. An
  /// event that is appended later begins a new segment.
  public void seal() throws LogWriteException {
    try {
      var out = clean();
      if (out != null) {
        seal(out);
      }
      dirty = false;
    } catch (IOException e) {
      throw blocked(e);
    }
  }

  private void seal(SegmentAppender out) throws IOException {
    String hash =
        out.seal(header.firstSequence(), nextSequence, lastMicros, marks.fits() ? marks : null);
    segment = null;
    sealedSha256 = hash;
    try (out) {
      if (settings.sync() != SyncPolicy.NEVER) {
        out.sync();
      }
    }
  }

  private SegmentAppender nextSegment() throws IOException {
    var state = keyframes == null ? null : keyframes.state();
    long micros = now();
    var begun =
        new LogHeader(
            state == null ? cols : state.cols(),
            state == null ? rows : state.rows(),
            about,
            header.segment() + 1,
            nextSequence,
            micros,
            state != null,
            sealedSha256);
    var next = begin(log, begun, state == null ? null : state.bytes(), settings);
    keyframeEnd = state == null ? 0 : next.end();
    segment = next;
    header = begun;
    spacing = new KeyframeSpacing(settings.keyframeEveryBytes());
    unindexed = false;
    marks = new SegmentMarks();
    lastMicros = micros;
    dropOldSegments();
    return next;
  }

  /// Creates a segment's file with everything that precedes its events. It gets its name when it is
  /// complete, so readers never see less.
  private static SegmentAppender begin(
      Path log, LogHeader header, byte @Nullable [] keyframe, LogSettings settings)
      throws IOException {
    Path unborn = SegmentFiles.unborn(log, header.segment());
    Files.deleteIfExists(unborn);
    var segment = SegmentAppender.create(unborn);
    try {
      segment.putUtf8(header.toJson().compact());
      segment.put((byte) '\n');
      segment.commit(false);
      segment.check();
      if (keyframe != null) {
        var encoder = segment.encoder();
        encoder.bytes(0, 'o', keyframe, 0, keyframe.length, true);
        if (encoder.hasReplaced()) {
          encoder.exactBytes();
        }
        segment.commit(false);
      }
      if (settings.sync() != SyncPolicy.NEVER) {
        segment.sync();
      }
      segment.moveTo(SegmentFiles.plain(log, header.segment()));
      if (settings.sync() != SyncPolicy.NEVER) {
        PrivateFiles.force(log);
      }
      return segment;
    } catch (IOException e) {
      segment.discard();
      throw e;
    }
  }

  /// Keeps to [LogSettings#logMaxBytes]. The oldest segment left must have a keyframe, or what it
  /// shows could not be known.
  private void dropOldSegments() throws IOException {
    if (settings.logMaxBytes() == 0) {
      return;
    }
    List<Integer> numbers = SegmentFiles.numbers(log);
    long total = 0;
    for (int each : numbers) {
      Path file = SegmentFiles.find(log, each);
      total += file == null ? 0 : Files.size(file);
    }
    for (int i = 0; i + 1 < numbers.size() && total > settings.logMaxBytes(); i++) {
      Path oldest = SegmentFiles.find(log, numbers.get(i));
      var next = headerOf(numbers.get(i + 1));
      if (oldest == null || !next.keyframe()) {
        return;
      }
      total -= Files.size(oldest);
      Files.deleteIfExists(SegmentFiles.keyframes(log, numbers.get(i)));
      Files.delete(oldest);
      trimmed = next.firstSequence() - 1;
    }
  }

  private LogHeader headerOf(int number) throws IOException {
    try (var reader = LogReader.openSegment(log, number)) {
      return reader.intactHeader();
    }
  }

  private LogWriteException blocked(IOException cause) {
    var out = segment;
    var error = LogWriteException.of(out == null ? log : out.path(), cause);
    try {
      if (out != null) {
        out.rollback();
      }
      dirty = false;
    } catch (IOException e) {
      error.addSuppressed(e); // stays dirty: the next attempt begins with this
    }
    return error;
  }

  /// Closes the file without sealing the segment; a later writer goes on with it.
  @Override
  public void close() throws IOException {
    try (var out = segment) {
      if (out != null && dirty) {
        out.rollback();
      }
      if (out != null && settings.sync() != SyncPolicy.NEVER) {
        out.sync();
      }
    }
  }
}

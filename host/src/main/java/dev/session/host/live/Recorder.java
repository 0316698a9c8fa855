package dev.session.host.live;

import dev.session.home.LogMark;
import dev.session.log.LogEvent;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogWriteException;
import dev.session.log.LogWriter;
import dev.session.process.ProcessExit;
import dev.session.redaction.RedactionPatterns;
import dev.session.redaction.Redactor;
import dev.session.screen.ScreenView;
import dev.session.screen.TypedLines;
import dev.session.status.FailureOrigin;
import dev.session.story.Story;
import dev.session.story.StoryEvents;
import dev.session.terminal.Terminal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/// Keeps a session's log and its screen, which never disagree: what is in the log, and only that,
/// is on the screen. Secrets are taken out before, so neither has them.
///
/// What the process printed is held here until it is in the log: the first bytes of a character
/// whose others have not come yet, what may become a secret, and everything while the log cannot be
/// written. Guarded by the session's lock.
final class Recorder {
  private static final byte[] NOTHING = new byte[0];

  /// How long the bytes that begin a character wait for its others before they are logged without.
  private static final long UNFINISHED_CHARACTER_MILLIS = 50;

  /// How long what may become a secret waits: longer than between two keys of a fast typist.
  private static final long UNFINISHED_SECRET_MILLIS = 250;

  private final LogWriter log;
  private final Terminal terminal;
  private final RedactionPatterns secrets;
  private final boolean recordsInput;

  /// What takes secrets out of the output; null where there are none to look for.
  private final @Nullable Redactor redactor;

  private final Attachments attachments = new Attachments();

  /// Told of what was recorded, when the screen has it.
  private ObjIntConsumer<byte[]> follower = (_, _) -> {};

  private byte[] held = NOTHING;

  private final TypedLines typed = new TypedLines();

  /// The number of the event in which the bell rang last; −1 where it has not.
  private long bellSequence = -1;

  /// What there was to see when somebody looked last, and how often the terminal had changed then.
  private @Nullable ScreenView view;

  private long viewedChange;

  /// The size that the log tells of.
  private int cols;

  private int rows;

  /// What the log tells of the session's life.
  private Story story;

  /// What has happened and is not in the log yet, because it could not be written.
  private final Deque<Extension> owed = new ArrayDeque<>();

  /// What the end of the process still has to say; null before it.
  private @Nullable Deque<LogEvent.Payload> lastWords;

  /// @param story of what is in the log already
  /// @param secrets what is taken out of output and input
  /// @param recordsInput whether input is written down; else only its length is
  Recorder(
      LogWriter log,
      Terminal terminal,
      Story story,
      RedactionPatterns secrets,
      boolean recordsInput) {
    this.log = log;
    this.story = story;
    this.terminal = terminal;
    cols = terminal.cols();
    rows = terminal.rows();
    terminal.setListener(typed.prompts(terminal));
    this.secrets = secrets;
    this.recordsInput = recordsInput;
    redactor = secrets.isEmpty() ? null : secrets.redactor();
  }

  /// Those who are sent what the screen shows.
  Attachments attachments() {
    return attachments;
  }

  Terminal terminal() {
    return terminal;
  }

  /// Has `recorded` told of all output from now on: the bytes before the given number, in an array
  /// that is used again. It must not record anything itself.
  void follow(ObjIntConsumer<byte[]> recorded) {
    follower = recorded;
  }

  /// Records `buffer[0..length)`. What could not be recorded is held, also when this throws.
  void output(byte[] buffer, int length) throws LogWriteException {
    if (redactor == null) {
      record(buffer, length);
    } else {
      redactor.feed(buffer, 0, length);
      recordRedacted(redactor);
    }
  }

  private void recordRedacted(Redactor from) throws LogWriteException {
    var redacted = from.take();
    record(redacted, redacted.length);
  }

  private void record(byte[] bytes, int length) throws LogWriteException {
    if (held.length == 0) {
      record(bytes, length, false);
    } else {
      var joined = Arrays.copyOf(held, held.length + length);
      System.arraycopy(bytes, 0, joined, held.length, length);
      record(joined, joined.length, false);
    }
  }

  /// Tries again what is held because the log could not be written.
  void retry() throws LogWriteException {
    recordSize();
    record(held, held.length, false);
    settle();
  }

  /// Records what is held although its last character may not be whole, but not what may become a
  /// secret. Whether there was anything.
  boolean flush() throws LogWriteException {
    boolean something = held.length > 0;
    record(held, held.length, true);
    return something;
  }

  /// Records all that is held: nothing has followed for a while that could tell what it is.
  void release() throws LogWriteException {
    if (redactor != null) {
      redactor.flush();
      recordRedacted(redactor);
    }
    flush();
  }

  private void record(byte[] bytes, int length, boolean all) throws LogWriteException {
    if (length == 0) {
      return;
    }
    var unrecorded = ByteBuffer.wrap(bytes, 0, length);
    try {
      if (all) {
        log.outputAll(unrecorded);
      } else {
        log.output(unrecorded);
      }
    } finally {
      int recorded = unrecorded.position();
      long bells = terminal.bellCount();
      terminal.feed(bytes, 0, recorded);
      attachments.printed(bytes, recorded);
      if (terminal.bellCount() > bells) {
        bellSequence = lastSequence();
      }
      follower.accept(bytes, recorded);
      // The array is its reader's: what is left of it must be copied.
      held = recorded < length ? Arrays.copyOfRange(bytes, recorded, length) : NOTHING;
    }
    recordSize();
  }

  /// What the process printed may have given the terminal another size. A replay of the output
  /// knows that by itself; players do not.
  private void recordSize() throws LogWriteException {
    if (terminal.cols() != cols || terminal.rows() != rows) {
      log.append(new LogEvent.Resize(terminal.cols(), terminal.rows()));
      attachments.resized();
      cols = terminal.cols();
      rows = terminal.rows();
    }
  }

  /// Whether something printed is not in the log yet.
  boolean isHolding() {
    return held.length > 0 || (redactor != null && redactor.isHolding());
  }

  /// How long what is held waits for what follows it before it is to be released.
  long patienceMillis() {
    return redactor == null ? UNFINISHED_CHARACTER_MILLIS : UNFINISHED_SECRET_MILLIS;
  }

  /// Records input, preceded by the events that belong to it. What may not be written down is in
  /// those events too (the names of keys), so they go with it.
  ///
  /// @param hidden whether only its length may be recorded
  TakenInput input(byte[] bytes, List<Extension> before, boolean hidden) throws LogWriteException {
    if (hidden || !recordsInput) {
      return new TakenInput(append(Extension.hiddenInput(bytes.length)), true);
    }
    var redacted = secrets.redact(bytes);
    boolean whole = Arrays.equals(redacted, bytes);
    if (whole) {
      for (var event : before) {
        append(event);
      }
    }
    long sequence = append(new LogEvent.Input(redacted));
    typed.type(sequence, redacted, terminal);
    return new TakenInput(sequence, !whole);
  }

  /// Whether the cursor stands where the last prompt of a shell ended.
  boolean isAtPromptEnd() {
    return typed.isAtPromptEnd(terminal);
  }

  /// What there is to see now, for all who wait.
  ///
  /// @param over whether the session is over
  ScreenView view(boolean over) {
    var known = view;
    var now =
        known == null || terminal.changeCount() != viewedChange
            ? ScreenView.of(terminal, typed, lastSequence(), bellSequence, over)
            : known.after(lastSequence(), over);
    view = now;
    viewedChange = terminal.changeCount();
    return now;
  }

  /// Records what is no output; its number. What may become a secret is not released by it: else a
  /// secret that is typed letter by letter would be released letter by letter.
  long append(LogEvent.Payload event) throws LogWriteException {
    flush();
    long sequence = tell(event);
    if (event instanceof LogEvent.Resize(int newCols, int newRows)) {
      terminal.resize(newCols, newRows);
      attachments.resized();
      cols = newCols;
      rows = newRows;
    }
    return sequence;
  }

  /// Records what has happened already: now, or when the log can be written again, which an
  /// exception tells.
  void note(Extension event) throws LogWriteException {
    owed.add(event);
    settle();
  }

  private void settle() throws LogWriteException {
    while (!owed.isEmpty()) {
      append(owed.element());
      owed.remove();
    }
  }

  private long tell(LogEvent.Payload event) throws LogWriteException {
    long sequence = log.append(event);
    var next = story.after(event, sequence, log.lastMicros());
    if (!next.equals(story)) {
      story = next;
      log.facts(next.toJson());
    }
    return sequence;
  }

  /// Records the end of the process. May be called again where it failed: what it recorded by then
  /// is not recorded twice.
  void end(ProcessExit exit) throws LogWriteException {
    release();
    settle();
    if (lastWords == null) {
      lastWords = new ArrayDeque<>();
      if (exit instanceof ProcessExit.Signaled signaled) {
        lastWords.add(Extension.exitBySignal(signaled.signalName(), signaled.signal()));
      }
      lastWords.add(new LogEvent.Exit(exit.shellStatus()));
    }
    while (!lastWords.isEmpty()) {
      append(lastWords.element());
      lastWords.remove();
    }
    log.seal();
  }

  /// Records why the session cannot go on. No screen is fed any more, and what is held is lost.
  void fail(FailureOrigin origin, String reason) throws LogWriteException {
    if (lastWords == null) {
      lastWords = new ArrayDeque<>(List.of(StoryEvents.failed(origin, reason)));
    }
    while (!lastWords.isEmpty()) {
      tell(lastWords.element());
      lastWords.remove();
    }
    log.seal();
  }

  /// A text without what must not be written down.
  String redacted(String text) {
    return secrets.redact(text);
  }

  /// The file that is to be forced to the disk; null if there is nothing in it yet.
  @Nullable Path file() {
    return log.file();
  }

  /// Why positions in the log will be found more slowly from now on, told once; null if they are
  /// not.
  @Nullable IOException takeIndexFailure() {
    return log.takeIndexFailure();
  }

  /// Closes the log: nothing more is recorded.
  void close() throws IOException {
    log.close();
  }

  /// What the log tells of the session's life.
  Story story() {
    return story;
  }

  /// Where the log ends.
  LogMark mark() {
    return new LogMark(log.segment(), log.nextSequence());
  }

  /// The number of the segment that is written; those before it are sealed.
  int segment() {
    return log.segment();
  }

  /// The number of the last event, −1 where there is none.
  long lastSequence() {
    return log.nextSequence() - 1;
  }
}

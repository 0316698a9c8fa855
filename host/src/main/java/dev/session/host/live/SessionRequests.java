package dev.session.host.live;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Refusals;
import dev.session.home.SessionCatalog;
import dev.session.home.SessionRecord;
import dev.session.home.SessionStore;
import dev.session.home.TerminalSize;
import dev.session.home.Timestamps;
import dev.session.host.pty.PtyProcess.SignalTarget;
import dev.session.host.pty.TerminalModes;
import dev.session.input.Focus;
import dev.session.input.InputModes;
import dev.session.input.Key;
import dev.session.input.Keyboard;
import dev.session.input.Paste;
import dev.session.json.JsonObject;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogWriter;
import dev.session.message.ChangesResult;
import dev.session.message.CreateRequest;
import dev.session.message.CreateResult;
import dev.session.message.DestroyRequest;
import dev.session.message.FlushResult;
import dev.session.message.FocusRequest;
import dev.session.message.KeepRequest;
import dev.session.message.MarkRequest;
import dev.session.message.Message;
import dev.session.message.MouseRequest;
import dev.session.message.PasteRequest;
import dev.session.message.RecordResult;
import dev.session.message.RenameRequest;
import dev.session.message.ResizeRequest;
import dev.session.message.ResizeResult;
import dev.session.message.RunRequest;
import dev.session.message.RunResult;
import dev.session.message.SendKeysRequest;
import dev.session.message.SendKeysResult;
import dev.session.message.SequenceResult;
import dev.session.message.SignalRequest;
import dev.session.message.SignalResult;
import dev.session.message.SnapshotRequest;
import dev.session.message.TypeRequest;
import dev.session.message.WaitCommandRequest;
import dev.session.message.WaitRequest;
import dev.session.message.WaitResult;
import dev.session.message.WaitScreenRequest;
import dev.session.process.Signals;
import dev.session.recovery.Inspection;
import dev.session.replay.LogFailures;
import dev.session.screen.ModesReading;
import dev.session.screen.ScreenConditions;
import dev.session.screen.SnapshotOptions;
import dev.session.status.SessionCommand;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What the host does for each request about a session.
///
/// A session that does not run here, because it is over, is answered from its record where the
/// routing table allows that, and else refused.
public final class SessionRequests {
  /// What Enter sends. A line feed would be a different key to a program that reads raw.
  private static final String ENTER = "\r";

  /// The longest sequence of keys in one request, repetitions counted.
  private static final int KEYS_MAX = 100_000;

  /// How long the end of a command is waited for where nothing else is said.
  private static final long RUN_TIMEOUT_MILLIS = 30_000;

  /// For each UTF-16 unit.
  private static final int UTF_8_MAX_BYTES = 3;

  private final Sessions sessions;

  public SessionRequests(Sessions sessions) {
    this.sessions = sessions;
  }

  public Message create(CreateRequest request) {
    var record = sessions.create(request).record();
    var shown = request.showEnv() ? record : record.withoutSecrets();
    var launch = shown.launch();
    return new CreateResult(
        record.id().value(),
        Timestamps.iso(record.createdAt()),
        record.cols(),
        record.rows(),
        String.valueOf(launch.shell()),
        launch.env(),
        launch.idleTimeoutMs() > 0 ? launch.idleTimeoutMs() : null,
        launch.ttlMs() > 0 ? launch.ttlMs() : null,
        record.name());
  }

  public CompletableFuture<Message> type(
      String session, TypeRequest request, @Nullable String holdKey) {
    return input(session, SessionCommand.TYPE, request.text(), holdKey)
        .thenApply(SessionRequests::taken);
  }

  /// Gives the shell a command, and waits for its end unless told not to.
  public CompletableFuture<Message> run(
      String session, RunRequest request, @Nullable String holdKey) {
    var text = requireText(request.command());
    if (request.noWait()) {
      return input(session, SessionCommand.RUN, text + ENTER, holdKey)
          .thenApply(taken -> RunResult.accepted(taken.seq(), taken.hidden()));
    }
    long timeout = Durations.millis("timeoutMs", request.timeoutMs(), RUN_TIMEOUT_MILLIS);
    var live = running(session, SessionCommand.RUN);
    return written(live.input().run(text, timeout, holdKey));
  }

  /// Waits for the end of a command in the session's shell.
  public CompletableFuture<Message> awaitCommand(String session, WaitCommandRequest request) {
    var live = running(session, SessionCommand.WAIT_COMMAND);
    requireKept(live, request.afterSeq());
    var watch = CommandWatches.command(live, request.afterSeq());
    live.watch(watch, Durations.millis("timeoutMs", request.timeoutMs(), 0));
    return written(watch);
  }

  /// The answer of `watch` with what commands printed as text, which is made on a thread of its
  /// own: the one that completes a watch holds the session's lock.
  private static CompletableFuture<Message> written(Watch watch) {
    var answer =
        watch.answer.thenApplyAsync(
            message -> message instanceof CommandWatches.Unwritten u ? u.written() : message,
            Thread::startVirtualThread);
    // A client that goes away cancels what it was given.
    var _ =
        answer.whenComplete(
            (_, _) -> {
              if (answer.isCancelled()) {
                watch.answer.cancel(false);
              }
            });
    return answer;
  }

  private CompletableFuture<TakenInput> input(
      String session, SessionCommand command, String text, @Nullable String holdKey) {
    return running(session, command)
        .input()
        .type(command, requireText(text).getBytes(StandardCharsets.UTF_8), List.of(), holdKey);
  }

  private static Message taken(TakenInput input) {
    return new SequenceResult(input.seq(), input.hidden());
  }

  private static String requireText(String text) {
    if (text.isEmpty()) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT, "There is no text to send; give at least one character.");
    }
    return requireLength(text, TypeRequest.TEXT_MAX_BYTES);
  }

  private static String requireLength(String text, int maxBytes) {
    // A character is at most three bytes of UTF-8, so most texts need not be looked at.
    if ((long) text.length() * UTF_8_MAX_BYTES > maxBytes
        && text.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "The text has more than " + maxBytes + " bytes, the most that one request takes.",
          JsonObject.builder().put("maxSizeBytes", maxBytes).build());
    }
    return text;
  }

  public CompletableFuture<Message> paste(
      String session, PasteRequest request, @Nullable String holdKey) {
    var text = requireText(request.text());
    var live = running(session, SessionCommand.PASTE);
    return live.atomically(
        terminal ->
            live.input()
                .type(
                    SessionCommand.PASTE,
                    Paste.bytes(text, request.forceBracketed(), InputModes.of(terminal)),
                    List.of(Extension.paste(text.length())),
                    holdKey)
                .thenApply(SessionRequests::taken));
  }

  /// Presses keys, all at once or one after the other with pauses.
  public CompletableFuture<Message> sendKeys(
      String session, SendKeysRequest request, @Nullable String holdKey) {
    var live = running(session, SessionCommand.SEND_KEYS);
    var names = repeated(request.keys(), request.repeat() == null ? 1 : request.repeat());
    var keys = new ArrayList<Key>(names.size());
    for (var name : names) {
      keys.add(Key.parse(name));
    }
    long delay = Durations.millis("delayMs", request.delayMs(), 0);
    if (delay > 0) {
      // A key that cannot be sent is found before any other is.
      var _ = Keyboard.press(keys, live.reading().inputModes());
      var paced = new PacedKeys(live, request.keys(), names, keys, delay, holdKey);
      paced.begin();
      return paced.answer();
    }
    return live.atomically(
        terminal -> {
          var bytes = Keyboard.press(keys, InputModes.of(terminal));
          return live.input()
              .type(SessionCommand.SEND_KEYS, bytes, List.of(Extension.keys(names)), holdKey)
              .thenApply(
                  taken ->
                      new SendKeysResult(
                          request.keys(), bytes.length, taken.seq(), taken.hidden()));
        });
  }

  /// Does something with the mouse, by the mode that the application set.
  public CompletableFuture<Message> mouse(
      String session, MouseRequest request, @Nullable String holdKey) {
    return MouseInput.perform(running(session, SessionCommand.MOUSE), request, holdKey);
  }

  /// Tells the application that its terminal got or lost the focus.
  public CompletableFuture<Message> focus(
      String session, FocusRequest request, @Nullable String holdKey) {
    var live = running(session, SessionCommand.FOCUS);
    var change = request.focused() ? Focus.IN : Focus.OUT;
    return live.atomically(
        terminal ->
            live.input()
                .type(
                    SessionCommand.FOCUS,
                    change.bytes(request.force(), InputModes.of(terminal)),
                    List.of(),
                    holdKey)
                .thenApply(SessionRequests::taken));
  }

  /// What the application has set in its terminal.
  public Message modes(String session) {
    var live = running(session, SessionCommand.MODES);
    return live.atomically(
        terminal -> {
          var device = live.reading().deviceModes();
          return ModesReading.of(
              terminal,
              live.record().id().value(),
              Math.max(0, live.lastSequence()),
              device.map(TerminalModes::echo).orElse(null),
              device.map(TerminalModes::canonical).orElse(null));
        });
  }

  private static List<String> repeated(List<String> keys, int repeat) {
    if (keys.isEmpty() || repeat < 1 || (long) keys.size() * repeat > KEYS_MAX) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "One call presses 1 to " + KEYS_MAX + " keys, repetitions included.",
          JsonObject.builder().put("keys", keys.size()).put("repeat", repeat).build());
    }
    var all = new ArrayList<String>(keys.size() * repeat);
    for (int round = 0; round < repeat; round++) {
      all.addAll(keys);
    }
    return all;
  }

  public Message mark(String session, MarkRequest request) {
    var label = requireLength(request.label(), LogWriter.TEXT_MAX_BYTES);
    long sequence = running(session, SessionCommand.MARK).input().mark(label);
    return new SequenceResult(sequence, false);
  }

  public Message resize(String session, ResizeRequest request, @Nullable String holdKey) {
    var live = running(session, SessionCommand.RESIZE);
    TerminalSize.require(request.cols(), request.rows());
    long sequence = live.input().resize(request.cols(), request.rows(), holdKey);
    return new ResizeResult(request.cols(), request.rows(), sequence);
  }

  public Message signal(String session, SignalRequest request, @Nullable String holdKey) {
    var live = running(session, SessionCommand.SIGNAL);
    var number = Signals.number(request.signal());
    if (number.isEmpty()) {
      throw new SessionException(
          ErrorCode.INVALID_SIGNAL,
          "There is no signal '" + request.signal() + "'; 'kill -l' lists those there are.",
          JsonObject.builder().put("signal", request.signal()).build());
    }
    var name = Signals.name(number.getAsInt());
    var target = request.leader() ? SignalTarget.LEADER : SignalTarget.FOREGROUND;
    return new SignalResult(
        name, true, live.input().signal(number.getAsInt(), name, target, holdKey));
  }

  public Message inspect(String session, boolean showEnv) {
    var live = sessions.find(session);
    if (live == null) {
      return Inspection.offline(SessionCatalog.find(sessions.home(), session), showEnv, false);
    }
    return live.reading().inspect(showEnv);
  }

  public Message touch(String session) {
    var live = running(session, SessionCommand.TOUCH);
    live.input().touch();
    return new ChangesResult(live.flush(), false);
  }

  public Message rename(String session, RenameRequest request) {
    var live = running(session, SessionCommand.RENAME);
    return new RecordResult(sessions.rename(live, request.name()).withoutSecrets());
  }

  public Message keep(String session, KeepRequest request) {
    var live = running(session, SessionCommand.KEEP);
    return new RecordResult(live.labels().keep(!request.off()).withoutSecrets());
  }

  public Message flush(String session) {
    var live = sessions.find(session);
    long last = live == null ? -1 : live.flush();
    return new FlushResult(last < 0 ? null : last);
  }

  public CompletableFuture<Message> await(String session, WaitRequest request) {
    var live = sessions.find(session);
    if (live == null) {
      var record = require(session);
      if (request.idleMs() != null) {
        Refusals.check(SessionCommand.WAIT_IDLE, record);
      }
      return CompletableFuture.completedFuture(WaitResult.ended(record));
    }
    Watch watch;
    if (request.idleMs() == null) {
      watch = Watches.exit(live);
    } else {
      Refusals.check(SessionCommand.WAIT_IDLE, live.record());
      watch = Watches.idle(live, Durations.millis("idleMs", request.idleMs(), 0));
    }
    live.watch(watch, Durations.millis("timeoutMs", request.timeoutMs(), 0));
    return watch.answer;
  }

  public CompletableFuture<Message> awaitScreen(String session, WaitScreenRequest request) {
    var live = running(session, SessionCommand.WAIT_SCREEN);
    requireKept(live, request.afterSeq());
    var watch = new ScreenWatch(live, ScreenConditions.of(request));
    live.watch(watch, Durations.millis("timeoutMs", request.timeoutMs(), 0));
    return watch.answer;
  }

  public Message snapshot(String session, SnapshotRequest request) {
    return running(session, SessionCommand.SNAPSHOT)
        .reading()
        .snapshot(SnapshotOptions.of(request));
  }

  public CompletableFuture<Message> changes(
      String session, long after, @Nullable Long timeoutMillis) {
    var live = sessions.find(session);
    if (live == null) {
      return CompletableFuture.completedFuture(new ChangesResult(after, true));
    }
    requireKept(live, after);
    var watch = Watches.changes(live, after);
    live.watch(watch, Durations.millis("timeoutMs", timeoutMillis, 0));
    return watch.answer;
  }

  /// Refuses a cursor before what a log of limited size has kept.
  private static void requireKept(LiveSession live, @Nullable Long after) {
    if (after == null || live.record().launch().recording().maxLogBytes() == 0) {
      return;
    }
    LogFailures.requireKept(live.files().log(), after);
  }

  public CompletableFuture<Message> destroy(String session, DestroyRequest request) {
    var live = running(session, SessionCommand.DESTROY);
    var grace = Durations.millis("graceMs", request.graceMs(), SessionEnd.GRACE.toMillis());
    return live.end().destroy(request.force() ? Duration.ZERO : Duration.ofMillis(grace)).answer;
  }

  /// The session, where it runs here and takes `command`.
  LiveSession running(String session, SessionCommand command) {
    var live = sessions.find(session);
    var record = live == null ? require(session) : live.record();
    Refusals.check(command, record);
    if (live == null) {
      // Its record allows the command, but the host that wrote it is gone.
      throw new SessionException(
          ErrorCode.SESSION_NOT_RUNNING,
          "Session " + record.id() + " does not run in this host.",
          JsonObject.builder()
              .put("sessionId", record.id().value())
              .put("status", record.status().word())
              .build());
    }
    return live;
  }

  private SessionRecord require(String session) {
    return SessionStore.require(SessionCatalog.find(sessions.home(), session));
  }
}

package dev.session.host.live;

import dev.session.host.pty.TerminalModes;
import dev.session.input.InputModes;
import dev.session.input.Paste;
import dev.session.log.LogEvent;
import dev.session.log.LogWriteException;
import dev.session.process.ProcessExit;
import dev.session.shell.CommandOutcome;
import dev.session.shell.CommandOutput;
import dev.session.shell.CommandTracker;
import dev.session.shell.CommandTracker.CommandEnd;
import dev.session.shell.CommandTracker.Phase;
import dev.session.shell.FinishedCommand;
import dev.session.shell.OutputTail;
import dev.session.shell.PromptFilter;
import dev.session.shell.ShellIntegration;
import dev.session.shell.ShellKind;
import dev.session.shell.StartedRun;
import dev.session.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The shell in a session: what it is at, and the commands that are given to it.
///
/// What its marks tell comes while output is being recorded, when nothing may be done yet; so it is
/// noted, and done by [#react] once the output is in the log. Guarded by the session's lock.
final class SessionShell {
  private static final String ENTER = "\r";

  /// What the shell told, still to be dealt with.
  private sealed interface Fact {
    record Prompted(Phase phase) implements Fact {}

    record Ended(CommandEnd end, CommandOutput output) implements Fact {}
  }

  /// What the shell needs of its session. All is called, and holds, under the session's lock.
  interface Surroundings {
    Terminal terminal();

    /// What the terminal's own line editor is set to.
    Optional<TerminalModes> modes();

    long append(LogEvent.Payload event) throws LogWriteException;

    /// Logs input and gives it to the process.
    TakenInput give(byte[] bytes) throws LogWriteException;

    /// Gives input to the process that the log does not tell of.
    void whisper(byte[] bytes);

    /// The process group that has the terminal, unless it is that of the session's own process.
    OptionalLong inner();

    /// The same, the session's own process included.
    OptionalLong foreground();

    /// Whether the cursor stands where the shell's prompt ended, so that nothing is typed there.
    boolean isAtPromptEnd();

    /// Whether the terminal is at rest: nothing that was typed is unread, nothing that was printed
    /// unseen, and the process that has it waits for input.
    boolean isAtRest();

    /// Records this as printed.
    void record(byte[] output) throws LogWriteException;

    /// Where files for shells are written.
    Path files();

    /// Does `task` later, under the session's lock, if its log can be written then.
    void afterMillis(long millis, LiveSession.Task task);
  }

  /// A shell that was started without telling of its commands is brought to do so, at its prompt.
  private record Joining(PromptFilter filter, ShellKind kind, String token) {}

  /// How long such a shell may take to show its next prompt.
  private static final long JOINING_MILLIS = 5000;

  /// How long a shell may take to come to its prompt if it was not there when a command was to be
  /// typed: after the end of another command, or Ctrl-C.
  private static final long GRACE_MILLIS = 2000;

  /// How often it is looked whether the terminal is at rest.
  private static final long REST_LOOK_MILLIS = 15;

  /// How many such looks in a row must find it so.
  private static final int REST_LOOKS = 2;

  private static final byte[] NOTHING = new byte[0];

  /// A command that ended.
  ///
  /// @param seq the number of the event that says so
  record Ended(FinishedCommand command, CommandOutput output, long seq) {}

  private final Surroundings session;
  private final OutputTail output = new OutputTail();
  private final Deque<Fact> facts = new ArrayDeque<>();
  private final CommandTracker tracker = new CommandTracker(new Marks(), output);

  /// What is being executed, or typed.
  private @Nullable Run current;

  /// What is to be typed at the first prompt.
  private @Nullable Run waiting;

  private @Nullable Ended last;

  private final String token;

  /// Whether shells may be brought to tell of their commands.
  private final boolean joins;

  private @Nullable Joining joining;
  private int joinedShells;

  private final PromptLine line = new PromptLine();

  /// Whether the shell may still have to read, or to carry out, what was typed before it showed its
  /// prompt. Then a prompt says nothing: the next command to end is not the one typed last.
  private boolean typedAhead;

  /// Whether it is being looked whether the terminal is at rest, and what the looks have found.
  private boolean looking;

  private long lookingSinceNanos;
  private int restfulLooks;
  private long outputsAtLook;

  /// Since when the shell is busy.
  private long busySinceNanos = System.nanoTime();

  /// How often something was printed.
  private long outputs;

  /// @param token what the marks of the session's own shell carry
  /// @param joins whether shells that were started without telling of their commands may be brought
  ///   to do so
  SessionShell(Surroundings session, String token, boolean joins) {
    this.session = session;
    this.token = token;
    this.joins = joins;
  }

  private final class Marks implements CommandTracker.Listener {
    @Override
    public void prompted(Phase phase) {
      facts.add(new Fact.Prompted(phase));
    }

    @Override
    public void ended(CommandEnd end) {
      facts.add(new Fact.Ended(end, output.output()));
    }
  }

  /// The session's own process is a shell with our integration.
  void started(ShellKind kind) {
    tracker.started(token, kind);
  }

  /// This was printed and is in the log.
  void printed(byte[] bytes, int length) {
    outputs++;
    tracker.printed(bytes, 0, length);
  }

  /// This was typed by somebody.
  void typed(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    boolean ahead = tracker.phase() != Phase.READY || tracker.isEntered();
    if (ahead || PromptLine.leavesTheShellBusy(bytes)) {
      typedAhead = true;
    }
    if (!line.isTouched()) {
      busySinceNanos = System.nanoTime();
    }
    line.typed(bytes, session.terminal(), outputs);
    tracker.typed(bytes);
  }

  // ---- Running. ----

  /// Types the command of `run`, at once or at the first prompt.
  ///
  /// @return why that cannot be; null where it can
  @Nullable Refusal admit(Run run) throws LogWriteException {
    if (current != null || waiting != null) {
      return Refusal.BUSY;
    }
    var phase = tracker.phase();
    if (phase == null) {
      return join(run, session.foreground(), Refusal.NO_SHELL);
    }
    return switch (phase) {
      case STARTING -> {
        waiting = run;
        yield null;
      }
      case READY -> {
        if (typedAhead) {
          waiting = run;
          lookForRest();
          yield null;
        }
        var refusal = atPrompt(run);
        if (refusal == null) {
          begin(run);
        }
        yield refusal == Refusal.LINE_TOO_LONG ? refusal : inGrace(run, refusal);
      }
      case CONTINUING -> inGrace(run, Refusal.WANTS_REST);
      case BUSY -> inGrace(run, join(run, session.inner(), Refusal.BUSY));
    };
  }

  /// Has `run` wait a moment for the prompt that `refusal` says is not there; null if it does.
  private @Nullable Refusal inGrace(Run run, @Nullable Refusal refusal) {
    if (refusal != null) {
      waiting = run;
      session.afterMillis(GRACE_MILLIS, () -> endGrace(run, refusal));
    }
    return null;
  }

  private void endGrace(Run run, Refusal refusal) throws LogWriteException {
    if (waiting == run && joining == null && !looking) {
      waiting = null;
      run.refused(refusal);
      session.record(NOTHING); // whoever waits for it looks again
    }
  }

  /// Types what waits once the terminal is at rest, and with it the shell at its prompt.
  private void lookForRest() {
    if (!looking) {
      looking = true;
      restfulLooks = 0;
      lookingSinceNanos = System.nanoTime();
      session.afterMillis(REST_LOOK_MILLIS, this::look);
    }
  }

  private void look() throws LogWriteException {
    looking = false;
    if (waiting == null || tracker.phase() != Phase.READY) {
      return; // The next prompt has another look follow.
    }
    boolean restful = session.isAtRest();
    restfulLooks =
        restful && (restfulLooks == 0 || outputs == outputsAtLook) ? restfulLooks + 1 : 0;
    outputsAtLook = outputs;
    // A line editor may be at rest before it has dealt with the last key, or even got it.
    boolean unsettled = !session.isAtPromptEnd() || tracker.isEntered();
    boolean maySettle = System.nanoTime() - lookingSinceNanos < GRACE_MILLIS * 1_000_000;
    if (restfulLooks < REST_LOOKS || (unsettled && maySettle)) {
      looking = true;
      session.afterMillis(REST_LOOK_MILLIS, this::look);
    } else {
      typedAhead = false;
      beginWaiting();
    }
  }

  /// The shell is at its prompt and has read all that was typed.
  private void beginWaiting() throws LogWriteException {
    var run = Objects.requireNonNull(waiting, "nothing waits");
    if (session.isAtPromptEnd()) {
      line.clear(); // what was typed is gone, as after Ctrl-C
    }
    var refusal = session.isAtPromptEnd() ? atPrompt(run) : Refusal.LINE_HAS_TEXT;
    if (refusal == null) {
      begin(run);
    } else {
      run.refused(refusal);
      waiting = null;
      session.record(NOTHING); // whoever waits for it looks again
    }
  }

  /// Types the command of `run` into the shell that has the terminal, once that was brought to tell
  /// of its commands; `otherwise` where there is none.
  private @Nullable Refusal join(Run run, OptionalLong process, Refusal otherwise) {
    if (!joins || process.isEmpty() || session.terminal().isAlternateScreen()) {
      return otherwise;
    }
    var kind = ShellIntegration.waitingShell(process.getAsLong());
    if (kind == null) {
      return otherwise;
    }
    // A line editor at work is a shell at its prompt; dash has none.
    boolean canonical = session.modes().filter(TerminalModes::canonical).isPresent();
    if (canonical != (kind == ShellKind.POSIX)) {
      return otherwise;
    }
    if (line.isOpen()) {
      return Refusal.LINE_HAS_TEXT;
    }
    var name = token + "." + (joinedShells + 1);
    var joiningLine = ShellIntegration.joiningLine(kind, session.files(), name);
    if (joiningLine == null) {
      return otherwise;
    }
    joinedShells++;
    var attempt = new Joining(new PromptFilter(name), kind, name);
    joining = attempt;
    waiting = run;
    session.whisper((joiningLine + ENTER).getBytes(StandardCharsets.UTF_8));
    session.afterMillis(JOINING_MILLIS, () -> giveUp(attempt));
    return null;
  }

  private void giveUp(Joining attempt) throws LogWriteException {
    if (attempt.equals(joining)) {
      if (waiting != null) {
        waiting.refused(Refusal.NO_SHELL);
        waiting = null;
      }
      session.record(withheld());
    }
  }

  /// What is to be recorded of this that was printed while [#isWithholding].
  byte[] filtered(byte[] bytes, int length) {
    var attempt = Objects.requireNonNull(joining, "nothing is withheld");
    var filter = attempt.filter();
    if (filter.feed(bytes, length)) {
      joining = null;
      tracker.joined(attempt.token(), attempt.kind(), filter.isEditing());
      facts.add(new Fact.Prompted(Phase.READY));
      return filter.rest();
    }
    return filter.isTooMuch() ? withheld() : NOTHING;
  }

  /// Whether something is withheld from the record.
  boolean isWithholding() {
    return joining != null;
  }

  /// What was withheld until now; from here on nothing is.
  byte[] withheld() {
    var attempt = joining;
    joining = null;
    return attempt == null ? NOTHING : attempt.filter().withheld();
  }

  /// Why a command cannot be typed.
  enum Refusal {
    NO_SHELL("noShell"),
    BUSY("busy"),
    WANTS_REST("wantsRest"),
    LINE_HAS_TEXT("lineHasText"),
    LINE_TOO_LONG("lineTooLong");

    private final String word;

    Refusal(String word) {
      this.word = word;
    }

    /// As error details have it.
    String word() {
      return word;
    }
  }

  private @Nullable Refusal atPrompt(Run run) {
    if (tracker.isEntered()) {
      return Refusal.BUSY;
    }
    if (line.mayHoldText(session.terminal(), outputs)) {
      return Refusal.LINE_HAS_TEXT;
    }
    boolean canonical = session.modes().filter(TerminalModes::canonical).isPresent();
    return canonical && longestLineBytes(run.text) > TerminalModes.CANONICAL_LINE_MAX_BYTES
        ? Refusal.LINE_TOO_LONG
        : null;
  }

  private static int longestLineBytes(String text) {
    return text.lines()
        .mapToInt(line -> line.getBytes(StandardCharsets.UTF_8).length)
        .max()
        .orElse(0);
  }

  private void begin(Run run) throws LogWriteException {
    var kind = tracker.kind();
    var token = tracker.token();
    if (kind == null || token == null) {
      throw new IllegalStateException("no shell");
    }
    session.append(new StartedRun(run.marker, token, kind, tracker.isEditing()).toEvent());
    var text = run.text.stripTrailing();
    var lines = text.lines().toList();
    if (lines.size() > 1 && tracker.isEditing()) {
      var modes = InputModes.of(session.terminal());
      var paste = new String(Paste.bytes(text, true, modes), StandardCharsets.UTF_8);
      type(run, paste, List.of());
    } else if (lines.isEmpty()) {
      type(run, "", List.of());
    } else {
      type(run, lines.getFirst(), lines.subList(1, lines.size()));
    }
  }

  private void type(Run run, String text, List<String> rest) throws LogWriteException {
    var bytes = (text + ENTER).getBytes(StandardCharsets.UTF_8);
    var taken = session.give(bytes);
    // Only now: what could not be logged was not typed, and the shell is as free as before.
    current = run;
    if (waiting == run) {
      waiting = null;
    }
    line.entered();
    tracker.typed(bytes);
    run.typed(taken, rest);
  }

  /// Whether a run is in flight: typed, or about to be.
  boolean isRunning() {
    return current != null || waiting != null;
  }

  /// Nobody waits for `run` any more, so it need not be typed.
  void forget(Run run) {
    if (waiting == run) {
      waiting = null;
    }
  }

  // ---- What the shell tells. ----

  /// Deals with what the shell told. May be called again where it failed.
  void react() throws LogWriteException {
    while (!facts.isEmpty()) {
      switch (facts.element()) {
        case Fact.Ended(CommandEnd end, CommandOutput printed) -> commandEnded(end, printed);
        case Fact.Prompted(Phase phase) -> prompted(phase);
      }
      facts.remove();
    }
  }

  private void commandEnded(CommandEnd end, CommandOutput printed) throws LogWriteException {
    var run = current;
    if (run == null) {
      if (end.executed()) {
        long millis = (System.nanoTime() - busySinceNanos) / 1_000_000;
        log(finished(end, CommandOutcome.COMPLETED, null, millis), printed);
      }
      return;
    }
    if (!run.lines().isEmpty() && !end.ofInner()) {
      return; // the next line follows
    }
    var outcome = CommandOutcome.COMPLETED;
    if (end.ofInner()) {
      outcome = CommandOutcome.SHELL_EXITED;
    } else if (!end.executed() && !isComment(run.text)) {
      outcome = CommandOutcome.REJECTED;
    }
    var command = finished(end, outcome, run.seq(), run.ageMillis());
    log(command, printed);
    current = null;
    run.ended(command, printed);
  }

  private static boolean isComment(String text) {
    return text.lines().allMatch(line -> line.isBlank() || line.stripLeading().startsWith("#"));
  }

  private FinishedCommand finished(
      CommandEnd end, CommandOutcome outcome, @Nullable Long runSeq, long millis) {
    return new FinishedCommand(outcome, runSeq, end.status(), null, directory(), millis);
  }

  private @Nullable String directory() {
    return FileUri.path(session.terminal().workingDirectory());
  }

  private void log(FinishedCommand command, CommandOutput printed) throws LogWriteException {
    last = new Ended(command, printed, session.append(command.toEvent()));
  }

  private void prompted(Phase phase) throws LogWriteException {
    line.clear();
    var run = current;
    if (run != null && !run.lines().isEmpty()) {
      if (phase == Phase.READY) {
        tracker.goesOn();
      }
      type(run, run.lines().getFirst(), run.lines().subList(1, run.lines().size()));
    } else if (run != null && phase == Phase.CONTINUING) {
      run.waitsForRest();
    } else if (run == null && waiting != null && phase == Phase.READY) {
      if (typedAhead) {
        lookForRest();
      } else {
        begin(waiting);
      }
    }
  }

  /// The session's process has ended. May be called again where it failed.
  void over(ProcessExit how) throws LogWriteException {
    react();
    var run = current;
    waiting = null;
    if (run != null) {
      var command =
          switch (how) {
            case ProcessExit.Exited(int code) -> sessionExited(run, code, null);
            case ProcessExit.Signaled signaled -> sessionExited(run, null, signaled.signalName());
          };
      log(command, output.output());
      current = null;
      run.ended(command, output.output());
    }
  }

  private FinishedCommand sessionExited(Run run, @Nullable Integer code, @Nullable String signal) {
    return new FinishedCommand(
        CommandOutcome.SESSION_EXITED, run.seq(), code, signal, directory(), run.ageMillis());
  }

  // ---- Reading. ----

  /// Whether the screen cannot be what a caller waits for who wants it to stand still: nothing was
  /// printed yet, or the shell has not dealt with what was typed.
  ///
  /// @param afterInput whether the caller waits for what follows an input; then a command that has
  ///   printed nothing yet owes its output too
  boolean owesOutput(boolean afterInput) {
    if (outputs == 0) {
      return true;
    }
    var phase = tracker.phase();
    if (phase == null) {
      return false;
    }
    return switch (phase) {
      case STARTING -> true;
      case READY -> tracker.isEntered() || (typedAhead && !session.isAtRest());
      case CONTINUING -> tracker.isEntered();
      case BUSY -> afterInput && output.isEmpty();
    };
  }

  /// What is printed by the command that is executed now.
  CommandOutput outputSoFar() {
    return output.output();
  }

  /// The command that ended last; null while one is at work, or where none ended.
  @Nullable Ended lastEnded() {
    var phase = tracker.phase();
    boolean idle = current == null && phase == Phase.READY && !tracker.isEntered();
    return idle || phase == null ? last : null;
  }

  /// The command that ended last, if that was after event `sequence`.
  @Nullable Ended endedAfter(long sequence) {
    return last != null && last.seq() > sequence ? last : null;
  }
}

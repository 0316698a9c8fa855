package dev.session.shell;

import dev.session.shell.MarkScanner.Mark;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Follows what the shell of a session does, by what is printed and what is typed.
///
/// ```
///            prompt             line is finished           next prompt
/// STARTING ─────────▶ READY ───────────────────▶ BUSY ───────────────────▶ READY, a command ended
///                       ▲                         │ prompt for the rest
///                       │      line is finished   ▼
///                       └────────── BUSY ◀──── CONTINUING
/// ```
///
/// A prompt alone ends nothing: line editors draw it again whenever they like. After Ctrl-C it is a
/// new one, for which the line before was thrown away. It ends a command if the line before it was
/// finished, which an editor shows by ceasing to edit, a shell by beginning to execute, and a
/// terminal in line mode by the line feed that echoes Enter.
///
/// Shells started inside others are followed too, if they are integrated; a mark of an outer one
/// says that the inner ones are gone.
public final class CommandTracker {
  /// Where the shell is.
  public enum Phase {
    /// It has not shown a prompt yet.
    STARTING,
    /// It waits for a command.
    READY,
    /// It waits for the rest of a command.
    CONTINUING,
    /// It executes one, or draws its prompt.
    BUSY
  }

  /// Told of what happened, while output is fed.
  public interface Listener {
    /// The shell waits for a command, or for the rest of one ([Phase#CONTINUING]).
    void prompted(Phase phase);

    /// A command ended; the shell waits for the next one, which [#prompted] tells right after.
    void ended(CommandEnd end);
  }

  /// How a command ended.
  ///
  /// @param status its exit status; null where the shell did not tell
  /// @param executed false where the shell told that it begins to execute nothing: an empty line, a
  ///   syntax error
  /// @param ofInner whether it was the inner shell that ended, with this status
  public record CommandEnd(@Nullable Integer status, boolean executed, boolean ofInner) {}

  /// Takes what commands print.
  public interface Capture {
    /// Another command begins: what came before is not its output.
    void restart();

    void append(byte[] bytes, int from, int to);
  }

  /// One of the shells that run inside each other.
  private static final class Shell {
    final String token;
    final ShellKind kind;
    Phase phase = Phase.STARTING;

    /// Whether Enter was typed since the prompt.
    boolean entered;

    /// Whether the line was finished since the prompt.
    boolean accepted;

    /// Whether a command was begun since the prompt.
    boolean executed;

    /// Whether Ctrl-C was the last key: the prompt that follows is a new one.
    boolean interrupted;

    @Nullable Integer status;

    Shell(String token, ShellKind kind) {
      this.token = token;
      this.kind = kind;
    }
  }

  private static final byte INTERRUPT = 0x03;
  private static final byte CARRIAGE_RETURN = '\r';
  private static final byte LINE_FEED = '\n';
  private static final byte[] PASTE_ON = "\033[?2004h".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PASTE_OFF = "\033[?2004l".getBytes(StandardCharsets.US_ASCII);

  private final Deque<Shell> shells = new ArrayDeque<>();
  private final Listener listener;
  private final MarkScanner scanner = new MarkScanner(new Sink());

  /// Whether a line editor is reading.
  private boolean editing;

  private final Capture output;
  private boolean capturing;
  private boolean goingOn;

  /// Whether bracketed paste was switched on last of all: by the shell, if its prompt follows, else
  /// by the command.
  private boolean switchedOn;

  /// Whether an inner shell turned out to be gone since the last prompt.
  private boolean innerEnded;

  /// Whether line ends are still those of the line that was typed.
  private boolean atLineEnd;

  public CommandTracker(Listener listener, Capture output) {
    this.listener = listener;
    this.output = output;
  }

  /// A shell was started, inside the one before if there is any, whose marks carry `token`.
  public void started(String token, ShellKind kind) {
    shells.push(new Shell(token, kind));
  }

  /// A shell that waits for a command has come to tell of itself, inside the one before if there is
  /// any.
  public void joined(String token, ShellKind kind, boolean lineEditing) {
    var shell = new Shell(token, kind);
    shell.phase = Phase.READY;
    shells.push(shell);
    editing = lineEditing;
  }

  /// Where the innermost shell is; null where there is none.
  public @Nullable Phase phase() {
    var shell = shells.peek();
    return shell == null ? null : shell.phase;
  }

  /// The kind of the innermost shell; null where there is none.
  public @Nullable ShellKind kind() {
    var shell = shells.peek();
    return shell == null ? null : shell.kind;
  }

  /// How many shells run inside each other.
  public int depth() {
    return shells.size();
  }

  /// Whether a line editor is reading now: one that takes pastes.
  public boolean isEditing() {
    return editing;
  }

  /// Whether Enter was typed, and the shell has not reacted yet.
  public boolean isEntered() {
    var shell = shells.peek();
    return shell != null && shell.entered && !shell.accepted;
  }

  /// Whether Ctrl-C was typed, and the shell has not shown another prompt yet.
  public boolean isInterrupted() {
    var shell = shells.peek();
    return shell != null && shell.interrupted;
  }

  /// What the marks of the innermost shell carry; null where there is none.
  public @Nullable String token() {
    var shell = shells.peek();
    return shell == null ? null : shell.token;
  }

  /// Something was typed.
  public void typed(byte[] bytes) {
    var shell = shells.peek();
    if (shell != null && bytes.length > 0) {
      shell.interrupted = bytes[bytes.length - 1] == INTERRUPT;
    }
    for (byte b : bytes) {
      if (b == CARRIAGE_RETURN || b == LINE_FEED) {
        entered();
        return;
      }
    }
  }

  /// Enter was typed.
  void entered() {
    var shell = shells.peek();
    if (shell != null && (shell.phase == Phase.READY || shell.phase == Phase.CONTINUING)) {
      shell.entered = true;
    }
  }

  /// The line that is typed next belongs to the same command as the one before: what that one
  /// printed is part of the output.
  public void goesOn() {
    goingOn = true;
  }

  /// What was printed.
  public void printed(byte[] bytes, int from, int to) {
    if (!shells.isEmpty()) {
      scanner.feed(bytes, from, to);
    }
  }

  private final class Sink implements MarkScanner.Sink {
    @Override
    public void text(byte[] bytes, int from, int to) {
      int start = from;
      if (switchedOn) {
        switchedOn = false;
        captureSwitch(PASTE_ON);
      }
      var shell = shells.getFirst();
      if (shell.entered && !shell.accepted && !editing) {
        while (start < to && bytes[start] != LINE_FEED) {
          start++;
        }
        if (start == to) {
          return;
        }
        start++;
        accept(shell);
        capturing = true;
      }
      if (capturing) {
        capture(bytes, start, to);
      }
    }

    @Override
    public boolean mark(Mark mark) {
      var shell = shells.getFirst();
      boolean known = false;
      for (var each : shells) {
        known |= each.token.equals(mark.token());
      }
      if (!known) {
        return false;
      }
      switchedOn = false;
      while (!shell.token.equals(mark.token())) {
        shells.pop();
        shell = shells.getFirst();
        innerEnded = true;
      }
      switch (mark.kind()) {
        case EXECUTION -> executes(shell);
        case STATUS -> {
          capturing = false;
          shell.status = mark.status().isPresent() ? mark.status().getAsInt() : null;
        }
        case PROMPT -> {
          capturing = false;
          // A program may have left this on; a shell without an editor does not mend it.
          editing &= shell.kind != ShellKind.POSIX;
        }
        case PROMPT_END -> prompt(shell, mark.secondary());
      }
      return true;
    }

    private void prompt(Shell shell, boolean secondary) {
      boolean finished = shell.accepted;
      boolean executed = shell.executed || !shell.kind.marksExecution();
      if (secondary) {
        if (finished) {
          shell.accepted = false;
          shell.entered = false;
          shell.phase = Phase.CONTINUING;
          listener.prompted(shell.phase);
        }
        return;
      }
      boolean first = shell.phase == Phase.STARTING;
      if (!finished && !first && !shell.interrupted) {
        return;
      }
      shell.interrupted = false;
      shell.accepted = false;
      shell.entered = false;
      shell.executed = false;
      shell.phase = Phase.READY;
      if (finished) {
        boolean ofInner = innerEnded;
        innerEnded = false;
        listener.ended(new CommandEnd(shell.status, executed, ofInner));
      }
      listener.prompted(shell.phase);
    }

    @Override
    public void editing(boolean on) {
      boolean before = editing;
      editing = on;
      if (switchedOn) {
        captureSwitch(PASTE_ON);
      }
      switchedOn = on;
      var shell = shells.getFirst();
      boolean reading = shell.phase == Phase.READY || shell.phase == Phase.CONTINUING;
      if (before && !on && reading) {
        accept(shell);
        capturing = true;
        atLineEnd = true;
      } else if (!on) {
        captureSwitch(PASTE_OFF);
      }
    }

    private void captureSwitch(byte[] bytes) {
      if (capturing) {
        capture(bytes, 0, bytes.length);
      }
    }

    private void accept(Shell shell) {
      if (shell.phase == Phase.READY) {
        if (!goingOn) {
          output.restart();
        }
        goingOn = false;
      }
      shell.accepted = true;
      shell.phase = Phase.BUSY;
    }

    private void executes(Shell shell) {
      accept(shell);
      shell.executed = true;
      capturing = true;
      atLineEnd = false;
    }
  }

  private void capture(byte[] bytes, int from, int to) {
    int start = from;
    while (atLineEnd
        && start < to
        && (bytes[start] == CARRIAGE_RETURN || bytes[start] == LINE_FEED)) {
      start++;
    }
    if (start < to) {
      atLineEnd = false;
      output.append(bytes, start, to);
    }
  }
}

package dev.session.host.live;

import dev.session.host.pty.PtyProcess;
import dev.session.host.pty.TerminalModes;
import dev.session.log.LogEvent;
import dev.session.log.LogWriteException;
import dev.session.terminal.Terminal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What a session's shell needs of the session. Called under the session's lock.
///
/// @param log the session's
record ShellSurroundings(LiveSession session, Recorder log, HostTimer timer)
    implements SessionShell.Surroundings {

  @Override
  public Terminal terminal() {
    return log.terminal();
  }

  private @Nullable PtyProcess process() {
    return session.process();
  }

  @Override
  public Optional<TerminalModes> modes() {
    var process = process();
    return process == null ? Optional.empty() : process.modes();
  }

  @Override
  public long append(LogEvent.Payload event) throws LogWriteException {
    return log.append(event);
  }

  @Override
  public TakenInput give(byte[] bytes) throws LogWriteException {
    return session.input().give(bytes);
  }

  @Override
  public void whisper(byte[] bytes) {
    session.input().whisper(bytes);
  }

  @Override
  public OptionalLong inner() {
    var process = process();
    var group = foreground();
    boolean own = process != null && group.orElse(-1) == process.identity().pid();
    return own ? OptionalLong.empty() : group;
  }

  @Override
  public OptionalLong foreground() {
    var process = process();
    return process == null ? OptionalLong.empty() : process.foregroundProcessGroup();
  }

  @Override
  public boolean isAtPromptEnd() {
    return log.isAtPromptEnd();
  }

  @Override
  public boolean isAtRest() {
    var process = process();
    return process != null && process.isAtRest();
  }

  @Override
  public void record(byte[] output) throws LogWriteException {
    session.print(output);
  }

  @Override
  public Path files() {
    return session.files().shell();
  }

  @Override
  public void afterMillis(long millis, LiveSession.Task task) {
    timer.after(
        millis,
        () ->
            session.locked(
                () -> {
                  if (session.isWritable()) {
                    task.run();
                  }
                }));
  }
}

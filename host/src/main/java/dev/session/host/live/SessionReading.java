package dev.session.host.live;

import dev.session.home.HostRecord;
import dev.session.home.Version;
import dev.session.host.pty.TerminalModes;
import dev.session.input.InputModes;
import dev.session.message.InspectResult;
import dev.session.recovery.Inspection;
import dev.session.screen.Snapshot;
import dev.session.screen.SnapshotOptions;
import dev.session.terminal.Terminal;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What is read of a running session: its screen, what is known of it, how its terminal is set.
///
/// Each method takes the session's lock for as long as it copies what it needs; what is made of
/// that is made without it, so that a slow reader holds up nobody.
final class SessionReading {
  private final LiveSession session;
  private final CurrentRecord record;
  private final HostRecord host;
  private final ReentrantLock lock;

  SessionReading(LiveSession session, CurrentRecord record, HostRecord host, ReentrantLock lock) {
    this.session = session;
    this.record = record;
    this.host = host;
    this.lock = lock;
  }

  Snapshot snapshot(SnapshotOptions options) {
    return readStill(
        options.scrollback(),
        (still, sequence) -> Snapshot.of(still, session.files().id().value(), sequence, options));
  }

  /// Makes something of a screen.
  interface StillReader<T> {
    /// Reads the screen.
    ///
    /// @param sequence the number of the last event that it shows
    T of(Terminal still, long sequence);
  }

  /// What `reader` makes of the screen as it is now. Only the copy is made under the lock: output
  /// and requests go on, however long the rest takes.
  <T> T readStill(boolean scrollback, StillReader<T> reader) {
    Terminal still;
    long sequence;
    lock.lock();
    try {
      still = session.terminal().still(scrollback);
      sequence = Math.max(0, session.lastSequence());
    } finally {
      lock.unlock();
    }
    return reader.of(still, sequence);
  }

  InspectResult inspect(boolean showEnv) {
    long count;
    InspectResult.Live live;
    lock.lock();
    try {
      count = session.lastSequence() + 1;
      live =
          new InspectResult.Live(
              Version.text(),
              host.socket().toString(),
              session.blocked(),
              session.attachments().told(),
              session.input().hold().holder());
    } finally {
      lock.unlock();
    }
    return Inspection.live(session.files(), record.get(), count, showEnv, live);
  }

  /// What the application has set for keys, pastes and the mouse.
  InputModes inputModes() {
    lock.lock();
    try {
      return InputModes.of(session.terminal());
    } finally {
      lock.unlock();
    }
  }

  /// The modes of the terminal device; empty where it is closed.
  Optional<TerminalModes> deviceModes() {
    lock.lock();
    try {
      var process = session.process();
      return process == null ? Optional.empty() : process.modes();
    } finally {
      lock.unlock();
    }
  }

  /// How much input the process has not read yet.
  long unreadInputBytes() {
    lock.lock();
    try {
      var process = session.process();
      return process == null ? 0 : process.pendingInputBytes();
    } finally {
      lock.unlock();
    }
  }

  /// The program that has the terminal; null where that is not known.
  @Nullable String foregroundProgram() {
    lock.lock();
    try {
      var process = session.process();
      return process == null ? null : process.foregroundProgram();
    } finally {
      lock.unlock();
    }
  }
}

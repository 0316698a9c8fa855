package dev.session.host.live;

import dev.session.log.LogEvent;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogWriteException;
import dev.session.log.LogWriter;
import dev.session.process.ProcessExit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Writes a session's log.
///
/// What the process printed is held here until it is in the log: the first bytes of a character
/// whose others have not come yet, and everything while the log cannot be written. Guarded by the
/// session's lock.
final class Recorder {
  private static final byte[] NOTHING = new byte[0];

  private final LogWriter log;
  private byte[] held = NOTHING;

  Recorder(LogWriter log) {
    this.log = log;
  }

  /// Records `buffer[0..length)`. What could not be recorded is held, also when this throws.
  void output(byte[] buffer, int length) throws LogWriteException {
    if (held.length == 0) {
      // The buffer is the reader's own: what is left of it must be copied.
      record(ByteBuffer.wrap(buffer, 0, length));
    } else {
      var joined = Arrays.copyOf(held, held.length + length);
      System.arraycopy(buffer, 0, joined, held.length, length);
      record(ByteBuffer.wrap(joined));
    }
  }

  /// Tries again what is held because the log could not be written.
  void retry() throws LogWriteException {
    if (held.length > 0) {
      record(ByteBuffer.wrap(held));
    }
  }

  private void record(ByteBuffer bytes) throws LogWriteException {
    try {
      log.output(bytes);
    } finally {
      hold(bytes);
    }
  }

  private void hold(ByteBuffer rest) {
    held =
        rest.hasRemaining()
            ? Arrays.copyOfRange(
                rest.array(),
                rest.arrayOffset() + rest.position(),
                rest.arrayOffset() + rest.limit())
            : NOTHING;
  }

  /// Whether something printed is not in the log yet.
  boolean isHolding() {
    return held.length > 0;
  }

  /// Records what is held although the character may not be whole.
  void flush() throws LogWriteException {
    if (held.length > 0) {
      var bytes = ByteBuffer.wrap(held);
      try {
        log.outputAll(bytes);
      } finally {
        hold(bytes);
      }
    }
  }

  long append(LogEvent.Payload event) throws LogWriteException {
    flush();
    return log.append(event);
  }

  /// Records the end of the process and closes the log.
  void finish(ProcessExit exit) throws IOException {
    if (exit instanceof ProcessExit.Signaled signaled) {
      append(Extension.exitBySignal(signaled.signalName(), signaled.signal()));
    }
    append(new LogEvent.Exit(exit.shellStatus()));
    log.close();
  }

  /// Closes the log of a session that never started.
  void abandon() throws IOException {
    log.close();
  }

  /// The number of the last event, −1 where there is none.
  long lastSequence() {
    return log.nextSequence() - 1;
  }

  /// Forces what was written to the disk where the policy asks for it by now.
  void syncIfDue() throws LogWriteException {
    log.syncIfDue();
  }
}

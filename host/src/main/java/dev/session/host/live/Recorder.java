package dev.session.host.live;

import dev.session.log.LogEvent;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogWriteException;
import dev.session.log.LogWriter;
import dev.session.process.ProcessExit;
import dev.session.terminal.Terminal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Keeps a session's log and its screen, which never disagree: what is in the log, and only that,
/// is on the screen.
///
/// What the process printed is held here until it is in the log: the first bytes of a character
/// whose others have not come yet, and everything while the log cannot be written. Guarded by the
/// session's lock.
final class Recorder {
  private static final byte[] NOTHING = new byte[0];

  private final LogWriter log;
  private final Terminal terminal;
  private byte[] held = NOTHING;

  /// The size that the log tells of.
  private int cols;

  private int rows;

  /// What the end of the process still has to say; null before it.
  private @Nullable Deque<LogEvent.Payload> lastWords;

  Recorder(LogWriter log, Terminal terminal) {
    this.log = log;
    this.terminal = terminal;
    cols = terminal.cols();
    rows = terminal.rows();
  }

  Terminal terminal() {
    return terminal;
  }

  /// Records `buffer[0..length)`. What could not be recorded is held, also when this throws.
  void output(byte[] buffer, int length) throws LogWriteException {
    if (held.length == 0) {
      record(buffer, length, false);
    } else {
      var joined = Arrays.copyOf(held, held.length + length);
      System.arraycopy(buffer, 0, joined, held.length, length);
      record(joined, joined.length, false);
    }
  }

  /// Tries again what is held because the log could not be written.
  void retry() throws LogWriteException {
    recordSize();
    record(held, held.length, false);
  }

  /// Records what is held although its last character may not be whole.
  void flush() throws LogWriteException {
    record(held, held.length, true);
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
      terminal.feed(bytes, 0, recorded);
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
      cols = terminal.cols();
      rows = terminal.rows();
    }
  }

  /// Whether something printed is not in the log yet.
  boolean isHolding() {
    return held.length > 0;
  }

  /// Records what is no output; its number.
  long append(LogEvent.Payload event) throws LogWriteException {
    flush();
    long sequence = log.append(event);
    if (event instanceof LogEvent.Resize(int newCols, int newRows)) {
      terminal.resize(newCols, newRows);
      cols = newCols;
      rows = newRows;
    }
    return sequence;
  }

  /// Records the end of the process. May be called again where it failed: what it recorded by then
  /// is not recorded twice.
  void end(ProcessExit exit) throws LogWriteException {
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
  }

  /// Forces what was recorded to the disk.
  void force() throws LogWriteException {
    log.sync();
  }

  /// Closes the log: nothing more is recorded.
  void close() throws IOException {
    log.close();
  }

  /// The number of the last event, −1 where there is none.
  long lastSequence() {
    return log.nextSequence() - 1;
  }
}

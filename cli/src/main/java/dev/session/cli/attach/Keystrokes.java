package dev.session.cli.attach;

import dev.session.cli.route.LiveHost;
import dev.session.cli.tty.RawTerminal.Size;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.message.AttachInputRequest;
import dev.session.message.AttachSizeRequest;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the caller's terminal has sent and the session has not been given yet. A thread of its own
/// gives it, at the pace at which the program reads; meanwhile the keys that leave the session are
/// still seen.
final class Keystrokes {
  /// Whoever pastes more than that waits before the next key is read.
  private static final int WAITING_MAX_BYTES = 64 << 20;

  private final LiveHost host;
  private final String session;
  private final String attachment;
  private final Consumer<SessionException> complain;

  // Guarded by this.
  private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
  private @Nullable Size size;
  private boolean giving;
  private boolean closed;

  /// @param session the path of the session's API
  /// @param complain told what the host refused
  Keystrokes(
      LiveHost host, String session, String attachment, Consumer<SessionException> complain) {
    this.host = host;
    this.session = session;
    this.attachment = attachment;
    this.complain = complain;
  }

  /// Has the session given these bytes.
  synchronized void type(byte[] bytes) throws InterruptedException {
    while (typed.size() > WAITING_MAX_BYTES && !closed) {
      wait();
    }
    typed.writeBytes(bytes);
    notifyAll();
  }

  /// Has the session told the terminal's size.
  synchronized void resize(Size newSize) {
    size = newSize;
    notifyAll();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /// Waits until all was given, at most `millis`.
  synchronized void drain(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (isWaiting() && !closed) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }

  private boolean isWaiting() {
    return giving || typed.size() > 0;
  }

  /// Gives until it is closed or the host is gone.
  void giveAll() {
    try {
      while (give()) {
        synchronized (this) {
          giving = false;
          notifyAll();
        }
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  private boolean give() throws InterruptedException {
    byte[] bytes;
    Size told;
    synchronized (this) {
      while (typed.size() == 0 && size == null && !closed) {
        wait();
      }
      if (closed) {
        return false;
      }
      bytes = typed.toByteArray();
      told = size;
      typed.reset();
      size = null;
      giving = true;
      notifyAll();
    }
    return (told == null || ask("attach-size", told)) && (bytes.length == 0 || ask(bytes));
  }

  private boolean ask(String operation, Size told) {
    return post(operation, new AttachSizeRequest(attachment, told.cols(), told.rows()).toJson());
  }

  private boolean ask(byte[] bytes) {
    var data = Base64.getEncoder().encodeToString(bytes);
    return post("attach-input", new AttachInputRequest(attachment, data).toJson());
  }

  /// Whether the host can be asked further.
  private boolean post(String operation, JsonObject request) {
    try {
      host.post(session + "/" + operation, request, 0);
      return true;
    } catch (SessionException e) {
      complain.accept(e);
      return e.code() != ErrorCode.RPC_ERROR && e.code() != ErrorCode.HOST_UNREACHABLE;
    }
  }
}

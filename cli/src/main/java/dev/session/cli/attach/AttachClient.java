package dev.session.cli.attach;

import dev.session.cli.host.HostStream;
import dev.session.cli.route.LiveHost;
import dev.session.cli.tty.RawTerminal;
import dev.session.error.SessionException;
import dev.session.terminal.Mode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One attached terminal, from the first frame to the last key.
public final class AttachClient {
  /// How it ended.
  public enum End {
    /// The detach keys were pressed, or the caller's terminal went away.
    DETACHED,
    /// The session is over.
    ENDED,
    /// The host is gone, or the connection to it.
    LOST
  }

  /// What is asked for besides looking.
  ///
  /// @param readOnly nothing is typed
  /// @param detachKeys names of keys, with blanks between
  /// @param session what the session is called
  public record Wish(boolean readOnly, String detachKeys, String session) {}

  /// Told what is typed and shown, for whoever writes it down.
  public interface Witness {
    /// Nobody is told.
    Witness NONE =
        new Witness() {
          @Override
          public void typed(byte[] bytes, Engine engine) {}
        };

    /// These bytes were typed at this screen.
    void typed(byte[] bytes, Engine engine);
  }

  /// Faster pictures nobody sees.
  private static final long FRAME_MILLIS = 8;

  /// How long a program that draws in one go (mode 2026) is waited for.
  private static final long SYNCHRONIZED_MAX_MILLIS = 150;

  private static final long NOTICE_MILLIS = 4_000;

  /// How long what was typed just before detaching may take to arrive.
  private static final long DRAIN_MILLIS = 2_000;

  private final Engine engine = new Engine();
  private final Wish wish;
  private final DetachKeys detachKeys;
  private final Abilities abilities;
  private final Witness witness;

  // Guarded by engine, whose changes the painter waits for.
  private boolean dirty;
  private boolean anew;
  private boolean over;
  private String notice = "";
  private long noticeEndNanos;
  private @Nullable End end;

  public AttachClient(Wish wish, Abilities abilities, Witness witness) {
    this.wish = wish;
    this.abilities = abilities;
    this.witness = witness;
    detachKeys = DetachKeys.parse(wish.detachKeys());
  }

  /// Shows `stream` on `terminal`, and gives what is typed there to the session of `path`, until
  /// one of them ends.
  public End run(RawTerminal terminal, HostStream stream, LiveHost host, String path) {
    var reader = thread("attach-stream", () -> readStream(stream, terminal));
    var painter = thread("attach-painter", () -> paint(terminal));
    Keystrokes keystrokes = null;
    try {
      if (awaitScreen()) {
        keystrokes = new Keystrokes(host, path, engine.attachment(), e -> tell(e.sentence()));
        var sender = keystrokes;
        thread("attach-keys", sender::giveAll);
        readKeys(terminal, sender);
        if (!isOver()) {
          sender.drain(DRAIN_MILLIS);
        }
      }
      return finish(painter);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return End.DETACHED;
    } finally {
      if (keystrokes != null) {
        keystrokes.close();
      }
      reader.interrupt();
    }
  }

  private static Thread thread(String name, Runnable task) {
    return Thread.ofPlatform().daemon().name(name).start(task);
  }

  private boolean awaitScreen() throws InterruptedException {
    synchronized (engine) {
      while (!engine.isFresh() && end == null) {
        engine.wait();
      }
      return end == null;
    }
  }

  // The last picture is painted, then nobody paints any more.
  private End finish(Thread painter) throws InterruptedException {
    synchronized (engine) {
      over = true;
      engine.notifyAll();
    }
    painter.join(NOTICE_MILLIS);
    synchronized (engine) {
      return end == null ? End.DETACHED : end;
    }
  }

  // ---- From the session. ----

  private void readStream(HostStream stream, RawTerminal terminal) {
    var how = End.LOST;
    try {
      for (var line = stream.readLine(); line != null; line = stream.readLine()) {
        synchronized (engine) {
          engine.take(line);
          dirty = true;
        }
      }
      how = engine.hasEnded() ? End.ENDED : End.LOST;
    } catch (SessionException e) {
      how = engine.hasEnded() ? End.ENDED : End.LOST;
    } finally {
      synchronized (engine) {
        end = how;
        engine.notifyAll();
      }
      terminal.wake();
    }
  }

  /// Says something in the last row for a while.
  private void tell(String sentence) {
    synchronized (engine) {
      notice = sentence;
      noticeEndNanos = System.nanoTime() + NOTICE_MILLIS * 1_000_000;
      dirty = true;
      engine.notifyAll();
    }
  }

  // ---- To the caller's terminal. ----

  private void paint(RawTerminal terminal) {
    var painter = new Painter(abilities, !wish.readOnly(), wish.session());
    painter.begin(terminal.size());
    try {
      boolean more = true;
      while (more) {
        String bytes;
        synchronized (engine) {
          more = awaitChange();
          if (anew) {
            anew = false;
            painter.begin(terminal.size());
          }
          dirty = false;
          bytes =
              engine.isFresh()
                  ? painter.paint(engine.terminal(), engine.bells(), currentNotice())
                  : "";
        }
        if (!bytes.isEmpty()) {
          terminal.write(bytes);
        }
        if (more) {
          pause();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits until there is something to paint; false where that will be the last.
  private boolean awaitChange() throws InterruptedException {
    while (!dirty && !over) {
      long left = (noticeEndNanos - System.nanoTime()) / 1_000_000;
      if (notice.isEmpty()) {
        engine.wait();
      } else if (left <= 0) {
        notice = "";
        return true;
      } else {
        engine.wait(left);
      }
    }
    if (!over && engine.terminal().isSet(Mode.SYNCHRONIZED_OUTPUT)) {
      awaitWhole();
    }
    return !over;
  }

  private void awaitWhole() throws InterruptedException {
    long until = System.nanoTime() + SYNCHRONIZED_MAX_MILLIS * 1_000_000;
    long left = SYNCHRONIZED_MAX_MILLIS;
    while (left > 0 && !over && engine.terminal().isSet(Mode.SYNCHRONIZED_OUTPUT)) {
      engine.wait(left);
      left = (until - System.nanoTime()) / 1_000_000;
    }
  }

  private String currentNotice() {
    return notice.isEmpty() || noticeEndNanos - System.nanoTime() <= 0 ? "" : notice;
  }

  // A key's echo is painted at once; in a flood of output pictures are not.
  private void pause() throws InterruptedException {
    synchronized (engine) {
      long until = System.nanoTime() + FRAME_MILLIS * 1_000_000;
      long left = FRAME_MILLIS;
      while (left > 0 && !over) {
        engine.wait(left);
        left = (until - System.nanoTime() + 999_999) / 1_000_000;
      }
    }
  }

  // ---- From the caller's terminal. ----

  private void readKeys(RawTerminal terminal, Keystrokes keystrokes) throws InterruptedException {
    var buffer = new byte[RawTerminal.READ_BYTES_MAX];
    while (!isOver() && !detachKeys.areComplete()) {
      int count = terminal.read(buffer, -1);
      if (count < 0) {
        return;
      }
      if (terminal.takeResized()) {
        synchronized (engine) {
          anew = true;
          dirty = true;
          engine.notifyAll();
        }
        keystrokes.resize(terminal.size());
      }
      var typed = detachKeys.filter(buffer, count);
      if (typed.length > 0 && wish.readOnly()) {
        tell("Only watching; " + detachKeys.names() + " leaves.");
      } else if (typed.length > 0) {
        witness.typed(Arrays.copyOf(typed, typed.length), engine);
        keystrokes.type(typed);
      }
    }
  }

  private boolean isOver() {
    synchronized (engine) {
      return end != null;
    }
  }
}

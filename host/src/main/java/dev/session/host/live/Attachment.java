package dev.session.host.live;

import dev.session.message.AttachFrame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.FluxSink;

/// One client that is attached to a session: what it has still to be sent.
///
/// It is sent the screen as a keyframe, then what is printed. One that reads slower than the
/// session prints is not queued for without end: beyond [#PENDING_MAX_BYTES] all that waits is
/// dropped, and the next it gets is a keyframe again. So a flood costs it pictures, never the
/// present one.
///
/// Guarded by the session's lock, but for [#isWaiting].
public final class Attachment {
  /// Beyond this a screen is shorter, as a rule.
  private static final int PENDING_MAX_BYTES = 32 << 10;

  /// How often a client that does not keep up is sent a screen: nobody sees more.
  private static final long SCREEN_MILLIS = 8;

  /// What it asked for: its terminal's size, and what it may do.
  ///
  /// @param rules whether its own size is the session's, however small others are
  public record Wish(int cols, int rows, boolean readOnly, boolean rules, boolean hold, String by) {
    Wish withSize(int newCols, int newRows) {
      return new Wish(newCols, newRows, readOnly, rules, hold, by);
    }
  }

  private final String key;
  private final FluxSink<byte[]> sink;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private Wish wish;
  private boolean needsScreen = true;
  private boolean ended;
  private boolean completed;
  private long screenNanos = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(SCREEN_MILLIS);
  private boolean alarmed;
  private volatile boolean waiting;

  Attachment(String key, Wish wish, FluxSink<byte[]> sink) {
    this.key = key;
    this.wish = wish;
    this.sink = sink;
  }

  String key() {
    return key;
  }

  Wish wish() {
    return wish;
  }

  void wish(Wish changed) {
    wish = changed;
  }

  void printed(byte[] bytes, int length) {
    if (needsScreen) {
      return; // which will show it
    }
    if (pending.size() + length > PENDING_MAX_BYTES) {
      needsScreen();
    } else {
      pending.write(bytes, 0, length);
    }
  }

  /// What waits is no longer the way to the present screen.
  void needsScreen() {
    pending.reset();
    needsScreen = true;
  }

  void end() {
    ended = true;
  }

  /// Whether it has something to be sent. Read without the lock.
  boolean isWaiting() {
    return waiting;
  }

  /// Sends as much as its client takes now.
  void send(LiveSession session) {
    // Before the look at the demand: who raises that looks here.
    waiting = hasMore();
    while (waiting && sink.requestedFromDownstream() > 0) {
      if (needsScreen && !ended && isTooEarly(session)) {
        return;
      }
      boolean last = ended && !needsScreen && pending.size() == 0;
      sink.next(next(session));
      if (last) {
        waiting = false;
        completed = true;
        sink.complete();
      } else {
        waiting = hasMore();
      }
    }
  }

  private boolean hasMore() {
    return !completed && !sink.isCancelled() && (needsScreen || pending.size() > 0 || ended);
  }

  /// Whether the last screen was sent just now; then this one is sent a little later.
  private boolean isTooEarly(LiveSession session) {
    long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - screenNanos);
    if (passed >= SCREEN_MILLIS) {
      return false;
    }
    if (!alarmed) {
      alarmed = true;
      session.after(SCREEN_MILLIS - passed, () -> session.atomically(_ -> alarm(session)));
    }
    return true;
  }

  private Attachment alarm(LiveSession session) {
    alarmed = false;
    send(session);
    return this;
  }

  private byte[] next(LiveSession session) {
    long sequence = session.lastSequence();
    AttachFrame frame;
    if (needsScreen) {
      needsScreen = false;
      screenNanos = System.nanoTime();
      var terminal = session.terminal();
      frame =
          AttachFrame.screen(
              key,
              sequence,
              terminal.cols(),
              terminal.rows(),
              Base64.getEncoder().encodeToString(terminal.dump(0)));
    } else if (pending.size() > 0) {
      frame =
          AttachFrame.output(sequence, Base64.getEncoder().encodeToString(pending.toByteArray()));
      pending.reset();
    } else {
      frame = AttachFrame.end(sequence);
    }
    return (frame.toJson().compact() + "\n").getBytes(StandardCharsets.UTF_8);
  }
}

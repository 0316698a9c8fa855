package dev.session.host.pty;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.session.host.pty.PtyListener.Reading;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Arrays;

/// What one terminal has said and its listener has not heard yet, in order.
///
/// The loop adds to it, a [BacklogThread] passes it on: so a flood is read and listened to at the
/// same time, on two processors, and what was read meanwhile is passed on as one piece. The loop
/// stops reading a terminal whose backlog is full, and the terminal then stops its program.
final class Backlog {
  /// With so much waiting the terminal is not read any more.
  static final int FULL_BYTES = 64 * 1024;

  private static final int PIECE_MIN_BYTES = 512;

  private sealed interface Item {}

  /// Output, to which more is added while it waits.
  private static final class Piece implements Item {
    byte[] bytes;
    int length;

    Piece(int capacity) {
      bytes = new byte[Math.max(PIECE_MIN_BYTES, capacity)];
    }

    void add(MemorySegment from, int count) {
      if (length + count > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
      }
      MemorySegment.copy(from, JAVA_BYTE, 0, bytes, length, count);
      length += count;
    }
  }

  /// What the listener is to hear after the output before it.
  private record News(Runnable telling) implements Item {}

  private final PtyListener listener;
  private final BacklogThread thread;
  private final Runnable roomAgain;
  private final Runnable turn = this::passOn;

  // Guarded by this.
  private final ArrayDeque<Item> items = new ArrayDeque<>();
  private int waitingBytes;
  private boolean readerWaits;
  private boolean paused;
  private boolean linedUp;

  /// @param roomAgain called by the thread when there is room after [#add] said that there is none
  Backlog(PtyListener listener, BacklogThread thread, Runnable roomAgain) {
    this.listener = listener;
    this.thread = thread;
    this.roomAgain = roomAgain;
  }

  /// Adds output. Whether there is room for more; where not, [#roomAgain] will be called.
  synchronized boolean add(MemorySegment from, int count) {
    Piece piece;
    if (items.peekLast() instanceof Piece last) {
      piece = last;
    } else {
      piece = new Piece(count);
      items.add(piece);
    }
    piece.add(from, count);
    waitingBytes += count;
    readerWaits = waitingBytes >= FULL_BYTES;
    lineUp();
    return !readerWaits;
  }

  /// Whether the listener has been told all that there is. What it is being told now counts as
  /// told.
  synchronized boolean isEmpty() {
    return items.isEmpty();
  }

  /// Adds something that the listener is to be told after all output up to now.
  synchronized void then(Runnable telling) {
    items.add(new News(telling));
    lineUp();
  }

  /// Goes on after the listener has asked for a pause.
  synchronized void resume() {
    paused = false;
    lineUp();
  }

  private void lineUp() {
    if (!linedUp && !paused && !items.isEmpty()) {
      linedUp = true;
      thread.lineUp(turn);
    }
  }

  /// On the thread: passes on the first item, then lines up again behind the others. A listener
  /// that throws hears nothing more until it is resumed.
  private void passOn() {
    var item = take();
    var reading = Reading.PAUSE;
    try {
      reading = tell(item);
    } finally {
      told(reading);
    }
  }

  private Item take() {
    boolean room = false;
    Item item;
    synchronized (this) {
      item = items.remove();
      paused = true; // unless the listener says otherwise, or is resumed before it has returned
      if (item instanceof Piece piece) {
        waitingBytes -= piece.length;
        room = readerWaits;
        readerWaits = false;
      }
    }
    if (room) {
      roomAgain.run();
    }
    return item;
  }

  private Reading tell(Item item) {
    return switch (item) {
      case Piece piece -> listener.onOutput(piece.bytes, piece.length);
      case News news -> {
        news.telling().run();
        yield Reading.CONTINUE;
      }
    };
  }

  private synchronized void told(Reading reading) {
    paused &= reading == Reading.PAUSE;
    linedUp = false;
    lineUp();
  }
}

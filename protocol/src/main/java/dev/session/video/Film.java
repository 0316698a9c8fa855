package dev.session.video;

import dev.session.log.Keyframe;
import dev.session.log.LogDamage;
import dev.session.log.LogEvent;
import dev.session.log.LogReader;
import dev.session.replay.Replay;
import dev.session.terminal.Mode;
import dev.session.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A part of a history as screens at times: which are seen, and when.
///
/// Time is cut into slots, so many a second; what happens within one is seen as one change, at the
/// beginning of the slot. An application that announces synchronized output (DEC mode 2026) is not
/// seen half way through, unless it forgets to end it. The film begins with the part's first event,
/// or, if it does not begin with an empty screen, with that screen.
public final class Film {
  /// How long an application may hold the screen back.
  private static final long SYNCHRONIZED_MAX_MICROS = 1_000_000;

  private static final byte[] END_SYNCHRONIZED = {0x1b, '[', '?', '2', '0', '2', '6', 'l'};

  /// More are not kept: they are for people to jump to.
  private static final int MARKS_MAX = 10_000;

  private static final long MICROS_PER_SECOND = 1_000_000;

  /// Sees the film.
  public interface Viewer {
    /// The screen at a time of the film, until the next call. Times rise.
    void frame(Terminal screen, long micros) throws IOException;

    /// Told now and then how far the history has been read.
    void reached(long sequence) throws IOException;
  }

  /// A named point of the film.
  public record Mark(long micros, String label) {}

  /// A size of the screen, in cells.
  public record Size(int cols, int rows) {
    /// The smallest that holds both.
    Size with(Size other) {
      return new Size(Math.max(cols, other.cols), Math.max(rows, other.rows));
    }
  }

  /// What is known of a film before it is made.
  ///
  /// @param largest the largest width and the largest height that the screen has
  /// @param longest the size that it has for most of the film
  /// @param micros its length, with the time the last picture stays
  /// @param lastSequence the number of the last event in it; −1 where there is none
  /// @param recordedMicros how long the part was in life, from its first event to its last
  /// @param damage why the history could not be read to the end; null if it was
  public record Survey(
      Size largest,
      Size longest,
      long micros,
      long lastSequence,
      long recordedMicros,
      long outputs,
      long resizes,
      List<Mark> marks,
      @Nullable LogDamage damage) {}

  private final Path log;
  private final Keyframe start;
  private final long endSequence;
  private final Pacing pacing;
  private final int framesPerSecond;

  /// @param start the state that the part begins with
  /// @param endSequence the number of the first event that is no part of it
  public Film(Path log, Keyframe start, long endSequence, Pacing pacing, int framesPerSecond) {
    this.log = log;
    this.start = start;
    this.endSequence = endSequence;
    this.pacing = pacing;
    this.framesPerSecond = framesPerSecond;
  }

  public int framesPerSecond() {
    return framesPerSecond;
  }

  /// Reads the part without showing it.
  public Survey survey() throws IOException {
    var sizes = new Sizes(new Size(start.cols(), start.rows()));
    long outputs = 0;
    long resizes = 0;
    var marks = new ArrayList<Mark>();
    var clock = new Clock();
    try (var reader = LogReader.open(log, start.sequence())) {
      while (next(reader)) {
        clock.at(reader);
        switch (reader.code()) {
          case 'o' -> outputs++;
          case 'm' -> {
            if (marks.size() < MARKS_MAX
                && reader.payload() instanceof LogEvent.Mark(String label)) {
              marks.add(new Mark(clock.micros, label));
            }
          }
          case 'r' -> {
            resizes++;
            if (reader.payload() instanceof LogEvent.Resize(int cols, int rows)) {
              sizes.change(new Size(cols, rows), clock.micros);
            }
          }
          default -> {}
        }
      }
      long micros = clock.micros + pacing.finalHoldMicros();
      return new Survey(
          sizes.largest,
          sizes.longest(micros),
          micros,
          reader.nextSequence() - 1,
          clock.recordedMicros(),
          outputs,
          resizes,
          List.copyOf(marks),
          reader.damage());
    }
  }

  /// Shows the film: the first screen at 0, then every change.
  public void show(Viewer viewer) throws IOException {
    var terminal = Replay.terminal(start);
    var projector = new Projector(terminal, viewer);
    var clock = new Clock();
    try (var reader = LogReader.open(log, start.sequence())) {
      while (next(reader)) {
        clock.at(reader);
        if (reader.code() == 'o') {
          projector.advance(clock.micros);
          projector.output(reader.data(), reader.dataLength());
          viewer.reached(reader.sequence());
        } else if (reader.code() == 'r') {
          projector.advance(clock.micros);
          Replay.apply(reader, terminal);
          projector.changed();
        }
      }
    }
    projector.finish();
  }

  private boolean next(LogReader reader) throws IOException {
    return reader.nextSequence() < endSequence && reader.next();
  }

  /// The sizes that the screen has, and for how long.
  private static final class Sizes {
    private final Map<Size, Long> micros = new LinkedHashMap<>();
    private Size largest;
    private Size current;
    private long since;

    Sizes(Size first) {
      largest = first;
      current = first;
    }

    void change(Size next, long now) {
      micros.merge(current, now - since, Long::sum);
      largest = largest.with(next);
      current = next;
      since = now;
    }

    /// Of two that last alike, the one that came first.
    Size longest(long end) {
      change(current, end);
      var longest = current;
      long most = -1;
      for (var each : micros.entrySet()) {
        if (each.getValue() > most) {
          most = each.getValue();
          longest = each.getKey();
        }
      }
      return longest;
    }
  }

  /// From the history's time to the film's. What was typed and what we noted ourselves does not
  /// count: it is not seen, and a pause with it is a pause.
  private final class Clock {
    private long micros;
    private long first;
    private long last;
    private boolean running;

    Clock() {
      first = start.micros();
      last = first;
      running = start.bytes().length > 0;
    }

    void at(LogReader reader) {
      char code = reader.code();
      if (code != 'o' && code != 'r' && code != 'm' && code != 'x') {
        return;
      }
      if (running) {
        micros += pacing.paced(reader.micros() - last);
      } else {
        running = true;
        first = reader.micros();
      }
      last = reader.micros();
    }

    long recordedMicros() {
      return last - first;
    }
  }

  private final class Projector {
    private final Terminal terminal;
    private final Viewer viewer;
    private long now;

    /// Something has changed since the last frame, in this slot for the last time.
    private boolean changed = true;

    private long slot;
    private long lastShownSlot = -1;

    /// When the screen began to be held back; −1 if it is not.
    private long heldSince = -1;

    Projector(Terminal terminal, Viewer viewer) {
      this.terminal = terminal;
      this.viewer = viewer;
      noteHold();
    }

    /// Shows what there is if its slot is over at `micros`.
    void advance(long micros) throws IOException {
      now = micros;
      long next = now * framesPerSecond / MICROS_PER_SECOND;
      if (next > slot) {
        boolean held = heldSince >= 0 && now - heldSince <= SYNCHRONIZED_MAX_MICROS;
        if (changed && !held) {
          show();
        }
        slot = next;
      }
    }

    /// Feeds output; where it ends an update that was held back, that is a screen to show even if
    /// the next update follows at once.
    void output(byte[] data, int length) throws IOException {
      int from = 0;
      for (int end = endOfUpdate(data, 0, length); end > 0; end = endOfUpdate(data, end, length)) {
        terminal.feed(data, from, end - from);
        from = end;
        changed();
        if (from < length && heldSince < 0 && lastShownSlot < slot) {
          show();
        }
      }
      terminal.feed(data, from, length - from);
      changed();
    }

    private static int endOfUpdate(byte[] data, int from, int length) {
      int last = END_SYNCHRONIZED.length - 1;
      for (int i = from + last; i < length; i++) {
        if (data[i] == 'l' && data[i - last] == END_SYNCHRONIZED[0]) {
          int matched = 0;
          while (matched < last && data[i - last + matched] == END_SYNCHRONIZED[matched]) {
            matched++;
          }
          if (matched == last) {
            return i + 1;
          }
        }
      }
      return -1;
    }

    void changed() {
      changed = true;
      noteHold();
    }

    private void noteHold() {
      if (!terminal.isSet(Mode.SYNCHRONIZED_OUTPUT)) {
        heldSince = -1;
      } else if (heldSince < 0) {
        heldSince = now;
      }
    }

    private void show() throws IOException {
      changed = false;
      lastShownSlot = slot;
      viewer.frame(terminal, slot * MICROS_PER_SECOND / framesPerSecond);
    }

    void finish() throws IOException {
      if (changed) {
        // The last screen is shown in any case, in a slot of its own.
        slot = Math.max(slot, lastShownSlot + 1);
        show();
      }
    }
  }
}

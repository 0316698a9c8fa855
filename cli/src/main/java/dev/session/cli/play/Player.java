package dev.session.cli.play;

import dev.session.cli.tty.RawTerminal;
import dev.session.screen.AnsiText;
import dev.session.terminal.Mode;
import dev.session.video.Pacing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Shows a [Reel] in the caller's terminal at its own pace, and follows the keys.
///
/// Time is that of the recording; a pause that is longer than the limit is gone through faster.
public final class Player {
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  /// How far an arrow key goes.
  private static final long STEP_MICROS = 5 * MICROS_PER_SECOND;

  /// A mark that was passed so shortly ago counts as the present place.
  private static final long MARK_MARGIN_MICROS = MICROS_PER_SECOND;

  private static final long DRAW_INTERVAL_NANOS = 16 * NANOS_PER_MILLI;
  private static final long SYNCHRONIZED_MAX_NANOS = 1_000 * NANOS_PER_MILLI;

  /// How long the status line stays after a key.
  private static final long STATUS_NANOS = 2_500 * NANOS_PER_MILLI;

  private static final int CTRL_C = 3;
  private static final int CTRL_D = 4;
  private static final int ESCAPE = 0x1b;

  private final Reel reel;
  private final RawTerminal terminal;
  private final View view;
  private final boolean loop;
  private Pacing pacing;

  private boolean paused;
  private boolean over;

  /// When the next event is due, by the clock of the machine. While paused, how long it would still
  /// take.
  private long due;

  private boolean stale = true;
  private long lastDrawn;
  private long statusUntil;
  private @Nullable String statusShown;

  private Player(Reel reel, RawTerminal terminal, Pacing pacing, boolean loop) {
    this.reel = reel;
    this.terminal = terminal;
    this.pacing = pacing;
    this.loop = loop;
    view = new View(terminal);
    long now = System.nanoTime();
    lastDrawn = now - SYNCHRONIZED_MAX_NANOS;
    statusUntil = now + STATUS_NANOS;
    due = now;
  }

  /// Plays a history until its end, or until the user has enough.
  ///
  /// @return the last screen as text, if it came to the end; it would be gone with the terminal's
  ///   alternate screen
  public static String play(Path log, Pacing pacing, boolean loop) {
    try (var reel = new Reel(log)) {
      boolean ended;
      int cols;
      try (var terminal = RawTerminal.open(View.GREETING, View.FAREWELL)) {
        ended = new Player(reel, terminal, pacing, loop).run();
        cols = terminal.size().cols();
      }
      var screen = reel.screen();
      return ended ? text(AnsiText.lines(screen, 0, screen.rows(), cols)) : "";
    }
  }

  private static String text(List<String> lines) {
    int end = lines.size();
    while (end > 0 && lines.get(end - 1).isBlank()) {
      end--;
    }
    return end == 0 ? "" : String.join("\n", lines.subList(0, end)) + "\n";
  }

  private boolean run() {
    var keys = new byte[RawTerminal.READ_BYTES_MAX];
    while (!over) {
      draw();
      int count = terminal.read(keys, waitMillis());
      if (terminal.takeResized()) {
        view.redraw();
        stale = true;
      }
      if (count < 0) {
        return false;
      }
      follow(keys, count);
      if (!paused && !over && !advance()) {
        return true;
      }
    }
    return false;
  }

  /// Carries out what is due; false at the end.
  private boolean advance() {
    long now = System.nanoTime();
    while (reel.nextMicros() != Reel.END && due <= now) {
      stale |= reel.advance();
      due += untilNext();
      // Keys are read between two pictures, also where the recording comes without a pause.
      if (stale && now - lastDrawn > DRAW_INTERVAL_NANOS) {
        return true;
      }
    }
    if (reel.nextMicros() != Reel.END) {
      return true;
    }
    if (!loop) {
      stale = true;
      draw();
      return false;
    }
    seek(0);
    return true;
  }

  /// How long it is from where the reel stands to its next event.
  private long untilNext() {
    return reel.nextMicros() == Reel.END
        ? 0
        : pacing.paced(reel.nextMicros() - reel.positionMicros()) * NANOS_PER_MICRO;
  }

  private int waitMillis() {
    long now = System.nanoTime();
    long wait = paused ? Long.MAX_VALUE : due - now;
    if (stale) {
      wait = Math.min(wait, DRAW_INTERVAL_NANOS - (now - lastDrawn));
    }
    if (statusShown != null) {
      wait = Math.min(wait, MICROS_PER_SECOND * NANOS_PER_MICRO / 2);
    }
    return wait == Long.MAX_VALUE ? -1 : Math.clamp(Math.ceilDiv(wait, NANOS_PER_MILLI), 0, 60_000);
  }

  private void draw() {
    long now = System.nanoTime();
    var status = status(now);
    boolean statusChanged = status == null ? statusShown != null : !status.equals(statusShown);
    boolean held =
        reel.screen().isSet(Mode.SYNCHRONIZED_OUTPUT) && now - lastDrawn < SYNCHRONIZED_MAX_NANOS;
    boolean due = stale && !held && now - lastDrawn >= DRAW_INTERVAL_NANOS;
    if (due || statusChanged) {
      view.draw(reel.screen(), status);
      statusShown = status;
      lastDrawn = now;
      stale = false;
    }
  }

  private @Nullable String status(long now) {
    if (!paused && now > statusUntil && !view.hasRoomBelow(reel.screen())) {
      return null;
    }
    return String.format(
        Locale.ROOT,
        " %s %s / %s  %sx   space: pause  arrows: 5 s  +/-: speed  [ ]: marks  q: quit",
        paused ? "||" : "> ",
        clock(reel.positionMicros()),
        clock(reel.lengthMicros()),
        speed());
  }

  private String speed() {
    double speed = pacing.speed();
    return speed == Math.rint(speed) ? Long.toString((long) speed) : Double.toString(speed);
  }

  private static String clock(long micros) {
    long seconds = micros / MICROS_PER_SECOND;
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private void follow(byte[] keys, int count) {
    for (int i = 0; i < count && !over; i++) {
      statusUntil = System.nanoTime() + STATUS_NANOS;
      if (keys[i] == ESCAPE) {
        int last = endOfSequence(keys, i, count);
        arrow(new String(keys, i, last + 1 - i, StandardCharsets.ISO_8859_1));
        i = last;
      } else {
        key(keys[i]);
      }
    }
  }

  private void key(byte key) {
    switch (key) {
      case ' ' -> pause();
      case '+', '=' -> faster(2);
      case '-', '_' -> faster(0.5);
      case ']' -> seek(reel.nextMark());
      case '[' -> seek(reel.markBefore(reel.positionMicros() - MARK_MARGIN_MICROS));
      case 'q', 'Q', CTRL_C, CTRL_D -> over = true;
      default -> {}
    }
  }

  /// In either form that terminals send, which is the terminal's choice.
  private void arrow(String sequence) {
    switch (sequence) {
      case "\033[C", "\033OC" -> seek(reel.positionMicros() + STEP_MICROS);
      case "\033[D", "\033OD" -> seek(reel.positionMicros() - STEP_MICROS);
      default -> {}
    }
  }

  /// The last byte of an escape sequence that begins at `start` (ECMA-48 5.4; SS3).
  private static int endOfSequence(byte[] keys, int start, int count) {
    int i = start + 1;
    if (i < count && keys[i] == 'O') {
      return Math.min(i + 1, count - 1);
    }
    if (i >= count || keys[i] != '[') {
      return start;
    }
    i++;
    while (i < count && keys[i] >= ' ' && keys[i] < '@') {
      i++;
    }
    return Math.min(i, count - 1);
  }

  private void pause() {
    paused = !paused;
    due = paused ? due - System.nanoTime() : System.nanoTime() + due;
  }

  private void faster(double factor) {
    double speed = pacing.speed() * factor;
    if (speed < Pacing.SPEED_MIN || speed > Pacing.SPEED_MAX) {
      return;
    }
    long now = paused ? 0 : System.nanoTime();
    due = now + Math.max(0, (long) ((due - now) / factor));
    pacing = new Pacing(pacing.timing(), speed, pacing.idleLimitMicros());
  }

  private void seek(long micros) {
    reel.seek(micros);
    due = untilNext() + (paused ? 0 : System.nanoTime());
    stale = true;
    // Seen at once, whatever the recorded program was about to draw.
    lastDrawn = System.nanoTime() - SYNCHRONIZED_MAX_NANOS;
  }
}

package dev.session.cli.dashboard;

import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.input.BasicCharacterPattern;
import com.googlecode.lanterna.input.CharacterPattern;
import com.googlecode.lanterna.input.DefaultKeyDecodingProfile;
import com.googlecode.lanterna.input.InputDecoder;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import com.googlecode.lanterna.input.MouseAction;
import com.googlecode.lanterna.input.MouseActionType;
import dev.session.cli.tty.RawTerminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads keys and the mouse, and notes when the terminal has another size.
///
/// Lanterna decodes them. It takes an escape character behind which nothing is ready for the key
/// Escape; so a sequence that arrives in two parts, as over a slow line, would be torn. Its input
/// therefore is not ready before the rest had time to come.
///
/// Owner: its thread.
final class KeyReader extends InputStream {
  private static final int ESCAPE = 0x1b;
  private static final int ESCAPE_MILLIS = 25;

  private final RawTerminal terminal;
  private final Consumer<Event> events;
  private final byte[] buffer = new byte[RawTerminal.READ_BYTES_MAX];
  private int from;
  private int end;
  private int last;
  private volatile boolean stopped;
  private final Thread thread;

  KeyReader(RawTerminal terminal, Consumer<Event> events) {
    this.terminal = terminal;
    this.events = events;
    thread = Thread.ofPlatform().daemon().name("dashboard-input").start(this::run);
  }

  /// Ends reading, so that whoever has the terminal next gets all keys.
  void stop() {
    stopped = true;
    terminal.wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    var decoder = new InputDecoder(new InputStreamReader(this, StandardCharsets.UTF_8));
    decoder.addProfile(new DefaultKeyDecodingProfile());
    decoder.addProfile(
        () ->
            List.of(
                new BasicCharacterPattern(new KeyStroke(KeyType.Enter), '\r'), KeyReader::mouse));
    try {
      for (var key = decoder.getNextCharacter(true);
          key.getKeyType() != KeyType.EOF;
          key = decoder.getNextCharacter(true)) {
        events.accept(new Event.Pressed(key));
      }
    } catch (IOException e) {
      throw new IllegalStateException("a stream in memory fails", e);
    }
    if (!stopped) {
      // The terminal is gone; leave as if the user had asked.
      events.accept(new Event.Pressed(new KeyStroke('c', true, false)));
    }
  }

  @Override
  public int read() {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    while (from == end) {
      if (!fill(-1)) {
        return -1;
      }
    }
    int count = Math.min(length, end - from);
    System.arraycopy(buffer, from, into, offset, count);
    from += count;
    last = into[offset + count - 1];
    return count;
  }

  @Override
  public int available() {
    if (from == end && last == ESCAPE) {
      fill(ESCAPE_MILLIS);
      last = 0;
    }
    return end - from;
  }

  /// Reads what there is, at most after a time; false at the end.
  private boolean fill(int timeoutMillis) {
    if (stopped) {
      return false;
    }
    int count = terminal.read(buffer, timeoutMillis);
    from = 0;
    end = Math.max(0, count);
    if (terminal.takeResized()) {
      var size = terminal.size();
      events.accept(new Event.Resized(size.cols(), size.rows()));
    }
    return count >= 0 && !stopped;
  }

  /// Mouse reports in SGR form (xterm's mode 1006): `ESC [ < BUTTON ; COL ; ROW M`, `m` for a
  /// release. Lanterna knows older forms only, which end at column 223.
  static CharacterPattern.@Nullable Matching mouse(List<Character> sequence) {
    var text = new StringBuilder();
    sequence.forEach(text::append);
    var prefix = "\033[<";
    if (text.length() <= prefix.length()) {
      return prefix.startsWith(text.toString()) ? CharacterPattern.Matching.NOT_YET : null;
    }
    char last = text.charAt(text.length() - 1);
    if (!text.toString().startsWith(prefix) || text.length() > 20) {
      return null;
    }
    if (last != 'M' && last != 'm') {
      return Character.isDigit(last) || last == ';' ? CharacterPattern.Matching.NOT_YET : null;
    }
    var numbers = text.substring(prefix.length(), text.length() - 1).split(";", -1);
    try {
      int code = Integer.parseInt(numbers[0]);
      int col = Integer.parseInt(numbers[1]) - 1;
      int row = Integer.parseInt(numbers[2]) - 1;
      return new CharacterPattern.Matching(
          new MouseAction(action(code, last == 'm'), button(code), new TerminalPosition(col, row)));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException notAReport) {
      return null;
    }
  }

  private static MouseActionType action(int code, boolean released) {
    if ((code & 64) != 0) {
      return (code & 1) == 0 ? MouseActionType.SCROLL_UP : MouseActionType.SCROLL_DOWN;
    }
    if (released) {
      return MouseActionType.CLICK_RELEASE;
    }
    if ((code & 32) != 0) {
      return (code & 3) == 3 ? MouseActionType.MOVE : MouseActionType.DRAG;
    }
    return MouseActionType.CLICK_DOWN;
  }

  private static int button(int code) {
    return (code & 64) != 0 ? (code & 3) + 4 : (code & 3) + 1;
  }
}

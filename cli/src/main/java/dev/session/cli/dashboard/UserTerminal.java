package dev.session.cli.dashboard;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.graphics.TextGraphics;
import com.googlecode.lanterna.screen.Screen;
import com.googlecode.lanterna.screen.TerminalScreen;
import com.googlecode.lanterna.terminal.ansi.ANSITerminal;
import dev.session.cli.tty.RawTerminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// The user's terminal while the dashboard has it: Lanterna's screen on top of our raw mode.
///
/// Lanterna's own terminal for Unix runs `stty` half a dozen times, writes a character at a time,
/// tears characters outside the basic plane apart, and knows the mouse only up to column 223; so
/// only its screen and its sequences are used. A frame is written at once, between the marks of a
/// synchronised update, and nothing is written where nothing has changed.
///
/// Owner: the thread of the loop.
final class UserTerminal implements AutoCloseable {
  /// Alternate screen, no cursor, mouse with movements while a button is down, in SGR form.
  private static final String GREETING = "\033[?1049h\033[?25l\033[?1002h\033[?1006h";

  private static final String FAREWELL = "\033[?1006l\033[?1002l\033[0m\033[?25h\033[?1049l";

  private static final String FRAME_START = "\033[?2026h";
  private static final String FRAME_END = "\033[?2026l";

  private final RawTerminal raw;
  private final Device device;
  private final Screen screen;
  private final KeyReader keys;
  private boolean complete = true;

  private UserTerminal(RawTerminal raw, Device device, Screen screen, KeyReader keys) {
    this.raw = raw;
    this.device = device;
    this.screen = screen;
    this.keys = keys;
  }

  /// Takes the terminal over.
  ///
  /// @throws dev.session.error.SessionException INVALID_INPUT if there is none
  static UserTerminal open(ColorDepth depth, Consumer<Event> events) {
    var raw = RawTerminal.open(GREETING, FAREWELL);
    try {
      var device = new Device(raw, depth);
      var screen = new TerminalScreen(device);
      screen.setCursorPosition(null);
      screen.startScreen();
      return new UserTerminal(raw, device, screen, new KeyReader(raw, events));
    } catch (IOException | RuntimeException | Error e) {
      raw.close();
      throw new IllegalStateException("the screen cannot be started", e);
    }
  }

  RawTerminal.Size size() {
    return raw.size();
  }

  /// What to draw on. Another one after each [#fit].
  TextGraphics graphics() {
    return screen.newTextGraphics();
  }

  /// Takes over the size that the terminal has now.
  void fit() {
    try {
      device.getTerminalSize(); // which tells the screen
      if (screen.doResizeIfNecessary() != null) {
        complete = true;
      }
    } catch (IOException e) {
      throw new IllegalStateException("a size cannot be had", e);
    }
  }

  /// Draws everything anew at the next [#show].
  void forget() {
    complete = true;
  }

  /// Shows what was drawn: what has changed, or all after [#forget].
  void show() {
    try {
      screen.refresh(complete ? Screen.RefreshType.COMPLETE : Screen.RefreshType.DELTA);
      complete = false;
    } catch (IOException e) {
      throw new IllegalStateException("a stream in memory fails", e);
    }
  }

  /// Gives the terminal back as it was.
  @Override
  public void close() {
    keys.stop();
    raw.close();
  }

  /// The terminal as Lanterna knows it. Nothing is read through it.
  private static final class Device extends ANSITerminal {
    private final RawTerminal raw;
    private final ColorDepth depth;

    Device(RawTerminal raw, ColorDepth depth) {
      super(InputStream.nullInputStream(), new Frames(raw), StandardCharsets.UTF_8);
      this.raw = raw;
      this.depth = depth;
    }

    @Override
    protected TerminalSize findTerminalSize() {
      var size = raw.size();
      return new TerminalSize(size.cols(), size.rows());
    }

    @Override
    public void enterPrivateMode() {
      // The greeting did.
    }

    @Override
    public void setCursorVisible(boolean visible) {
      // The greeting hid it, for good.
    }

    @Override
    public void putString(String text) throws IOException {
      writeToTerminal(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void setForegroundColor(TextColor color) throws IOException {
      super.setForegroundColor(depth.nearest(color));
    }

    @Override
    public void setBackgroundColor(TextColor color) throws IOException {
      super.setBackgroundColor(depth.nearest(color));
    }
  }

  /// Collects a frame and writes it at once.
  private static final class Frames extends OutputStream {
    private final RawTerminal raw;
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();

    Frames(RawTerminal raw) {
      this.raw = raw;
    }

    @Override
    public void write(int value) {
      frame.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      frame.write(bytes, offset, length);
    }

    @Override
    public void flush() {
      if (frame.size() > 0) {
        var text = frame.toString(StandardCharsets.UTF_8);
        frame.reset();
        raw.write(FRAME_START + text + FRAME_END);
      }
    }
  }
}

package dev.session.cli.attach;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonException;
import dev.session.json.JsonObject;
import dev.session.message.AttachFrame;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalListener;
import dev.session.terminal.TerminalOptions;
import java.util.Base64;

/// The session's terminal as far as this client has been told of it. Guarded by `this`.
public final class Engine {
  private static final TerminalOptions OPTIONS =
      TerminalOptions.defaults().withReplies(false).withScrollbackLines(0);

  /// Counts the bells; all else that a program says beside its screen stays here.
  private final class Bells implements TerminalListener {
    @Override
    public void bell() {
      bells++;
    }
  }

  private Terminal terminal = new Terminal(1, 1, OPTIONS);
  private String attachment = "";
  private int bells;
  private boolean ended;
  private boolean fresh;

  /// Takes in a line of the stream.
  ///
  /// @throws SessionException PROTOCOL_ERROR for what is no frame
  synchronized void take(byte[] line) {
    var frame = frame(line);
    switch (frame.type()) {
      case AttachFrame.SCREEN -> {
        attachment = String.valueOf(frame.attachment());
        int cols = frame.cols() == null ? 0 : frame.cols();
        int rows = frame.rows() == null ? 0 : frame.rows();
        terminal = new Terminal(cols, rows, OPTIONS);
        terminal.restore(bytes(frame));
        terminal.setListener(new Bells());
        fresh = true;
      }
      case AttachFrame.OUTPUT -> terminal.feed(bytes(frame));
      default -> ended = true;
    }
    notifyAll();
  }

  private static AttachFrame frame(byte[] line) {
    try {
      return AttachFrame.fromJson(JsonObject.parse(line).fields(""));
    } catch (JsonException e) {
      throw new SessionException(
          ErrorCode.PROTOCOL_ERROR,
          "What the host sent cannot be understood: " + e.getMessage() + ".",
          JsonObject.EMPTY,
          e);
    }
  }

  private static byte[] bytes(AttachFrame frame) {
    return Base64.getDecoder().decode(String.valueOf(frame.data()));
  }

  /// Under `this`.
  public Terminal terminal() {
    return terminal;
  }

  /// The name of this client in its requests; empty before the first frame.
  synchronized String attachment() {
    return attachment;
  }

  /// How often the bell has rung.
  synchronized int bells() {
    return bells;
  }

  /// Whether the session has ended.
  synchronized boolean hasEnded() {
    return ended;
  }

  /// Whether there is a screen to be seen.
  synchronized boolean isFresh() {
    return fresh;
  }
}

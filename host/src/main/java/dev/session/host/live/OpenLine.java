package dev.session.host.live;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.SessionRecord;
import dev.session.host.pty.TerminalModes;
import dev.session.json.JsonObject;
import java.util.Optional;

/// The line that a program which reads by lines has been given the beginning of.
///
/// The kernel keeps [TerminalModes#CANONICAL_LINE_MAX_BYTES] of a line and drops the rest without a
/// word (`termios(3)`, canonical mode), so input that would make a longer one is refused. Whoever
/// reads raw gets any amount, at its own pace.
///
/// Limits: the modes are those at the moment the input is accepted; control characters other than
/// the usual ones, which `stty` can choose, are not known as ends of a line. Guarded by the
/// session's lock.
final class OpenLine {
  private static final int END_OF_FILE = 0x04;
  private static final int KILL = 0x15;
  private static final int INTERRUPT = 0x03;
  private static final int QUIT = 0x1c;
  private static final int SUSPEND = 0x1a;

  private int bytes;

  /// How long the open line is once `input` has been given, for [#become].
  ///
  /// @param modes empty if the terminal is closed
  /// @throws SessionException INVALID_INPUT if a line of it would be cut off; then it is not to be
  ///   given
  int after(SessionRecord record, Optional<TerminalModes> modes, byte[] input) {
    if (modes.isEmpty()) {
      return bytes;
    }
    if (!modes.get().canonical()) {
      return 0;
    }
    int length = bytes;
    int longest = 0;
    for (byte b : input) {
      length = isEnd(b) ? 0 : length + 1;
      longest = Math.max(longest, length);
    }
    if (longest > TerminalModes.CANONICAL_LINE_MAX_BYTES) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "The program in session "
              + record.id()
              + " reads by lines, and its terminal keeps "
              + TerminalModes.CANONICAL_LINE_MAX_BYTES
              + " bytes of one; this input would make a line of "
              + longest
              + ", whose end would be lost. Break the line, give it by a file, or have the program"
              + " read raw ('stty -icanon').",
          JsonObject.builder()
              .put("sessionId", record.id().value())
              .put("lineBytes", longest)
              .put("maxBytes", TerminalModes.CANONICAL_LINE_MAX_BYTES)
              .build());
    }
    return length;
  }

  /// The input was given, and this many bytes of a line are open.
  void become(int openBytes) {
    bytes = openBytes;
  }

  private static boolean isEnd(byte b) {
    return switch (b) {
      case '\n', '\r', END_OF_FILE, KILL, INTERRUPT, QUIT, SUSPEND -> true;
      default -> false;
    };
  }
}

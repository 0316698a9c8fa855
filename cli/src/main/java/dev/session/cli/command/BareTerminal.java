package dev.session.cli.command;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Config;
import dev.session.home.TerminalSize;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.List;

/// `session render --interactive`: a terminal and nothing else, for programs that test terminals.
/// What an application writes comes on standard input; its questions are answered on standard
/// output at once, and nothing else is written there. Requests for another size are carried out.
/// Ends with its input.
final class BareTerminal {
  private static final int READ_BYTES = 64 << 10;

  /// What makes no sense for a terminal that prints no screen.
  private static final List<String> EXCLUDED =
      List.of(
          "file",
          "input",
          "format",
          "include-scrollback",
          "include-cells",
          "region",
          "out",
          "replies",
          "feed-chunks");

  private BareTerminal() {}

  static Outcome run(Call call) {
    var arguments = call.arguments();
    for (var name : EXCLUDED) {
      if (arguments.has(name)) {
        throw excluded(name.equals("file") ? "a file" : "--" + name);
      }
    }
    if (call.options().json()) {
      throw excluded("--json");
    }
    int cols = (int) arguments.number("cols", Config.DEFAULT_COLS);
    int rows = (int) arguments.number("rows", Config.DEFAULT_ROWS);
    TerminalSize.require(cols, rows);
    var options =
        TerminalOptions.defaults()
            .withScrollbackLines(RenderCommand.scrollbackLines(arguments))
            .withWindowResizeAllowed(true);
    answer(call, new Terminal(cols, rows, options));
    return new Outcome.Printed(0);
  }

  private static void answer(Call call, Terminal terminal) {
    var buffer = new byte[READ_BYTES];
    try (var input = new FileInputStream(FileDescriptor.in)) {
      for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
        terminal.feed(buffer, 0, count);
        if (terminal.hasReplies()) {
          call.console().print(terminal.takeReplies());
        }
      }
    } catch (IOException e) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT, "Standard input cannot be read: " + e.getMessage() + ".");
    }
  }

  private static SessionException excluded(String what) {
    return new SessionException(
        ErrorCode.INVALID_INPUT, "--interactive cannot be combined with " + what + ".");
  }
}

package dev.session.cli.tty;

import java.util.HexFormat;

/// A program that takes over its terminal, tells what is typed until `q`, and gives it back.
final class RawTerminalProbe {
  private RawTerminalProbe() {}

  public static void main(String[] args) {
    try (var terminal = RawTerminal.open("<hello>", "<goodbye>")) {
      var size = terminal.size();
      terminal.write("size " + size.cols() + "x" + size.rows() + " ready\r\n");
      var typed = new byte[RawTerminal.READ_BYTES_MAX];
      int count;
      do {
        count = terminal.read(typed, -1);
        if (terminal.takeResized()) {
          terminal.write("resized " + terminal.size() + "\r\n");
        }
        if (count > 0) {
          terminal.write(HexFormat.of().formatHex(typed, 0, count) + "\r\n");
        }
      } while (count >= 0 && (count == 0 || typed[0] != 'q'));
    }
    Runtime.getRuntime().halt(0);
  }
}

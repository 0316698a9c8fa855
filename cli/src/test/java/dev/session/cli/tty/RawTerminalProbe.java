package dev.session.cli.tty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/// A program that takes over its terminal, tells what is typed until `q`, and gives it back. With a
/// number it does that so often without asking, while a read is under way, and tells how many
/// descriptors it has more than before.
final class RawTerminalProbe {
  private RawTerminalProbe() {}

  public static void main(String[] args) throws Exception {
    if (args.length > 0) {
      System.out.println("more-" + takeOverAndGiveBack(Integer.parseInt(args[0])) + "-end");
      Runtime.getRuntime().halt(0);
    }
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

  private static long takeOverAndGiveBack(int times) throws Exception {
    long before = 0;
    for (int i = 0; i <= times; i++) {
      var terminal = RawTerminal.open("", "");
      var reader =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (terminal.read(new byte[1], -1) >= 0) {}
                  });
      terminal.close();
      reader.join();
      terminal.wake();
      if (i == 0) {
        before = descriptors(); // what stays open once it was needed is open now
      }
    }
    return descriptors() - before;
  }

  private static long descriptors() throws IOException {
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}

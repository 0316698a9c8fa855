package dev.session.host.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;

/// A named pipe that lets a test decide when a script goes on: opening it waits for the other side.
final class Fifo {
  private Fifo() {}

  static String in(Path directory) throws Exception {
    var fifo = directory.resolve("fifo").toString();
    assertEquals(0, new ProcessBuilder("mkfifo", fifo).start().waitFor());
    return fifo;
  }
}

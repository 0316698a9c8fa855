package dev.session.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// How fast other programs take the same bytes on this machine: a pseudo terminal that is only
/// drained (`script`), and tmux, which parses them.
final class Yardsticks {
  private static final int REPEATS = 64;
  private static final double BYTES_PER_MB = 1e6;

  private Yardsticks() {}

  static void print(byte[] corpus) throws IOException {
    Path file = Files.createTempFile("corpus", ".bin");
    try {
      try (var out = Files.newOutputStream(file)) {
        for (int i = 0; i < REPEATS; i++) {
          out.write(corpus);
        }
      }
      long size = (long) corpus.length * REPEATS;
      print(
          "cat in a drained pseudo terminal",
          size,
          List.of("script", "-qc", "cat " + file, "/dev/null"));
      String tmux = "tmux -L session-benchmark -f /dev/null ";
      print(
          "cat in tmux",
          size,
          List.of(
              "sh",
              "-c",
              tmux
                  + ("new-session -d -x 80 -y 24 'cat " + file + "; " + tmux + "wait-for -S done';")
                  + tmux
                  + "wait-for done"));
    } finally {
      Files.delete(file);
    }
  }

  private static void print(String what, long size, List<String> command) {
    String speed;
    try {
      long start = System.nanoTime();
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      int status = process.waitFor();
      double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
      speed =
          status == 0
              ? String.format(Locale.ROOT, "%12.0f", size / BYTES_PER_MB / seconds)
              : "failed with status " + status;
    } catch (IOException e) {
      speed = "not measured: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      speed = "interrupted";
    }
    System.out.printf("%-40s %s%n", "yardstick: " + what, speed);
  }
}

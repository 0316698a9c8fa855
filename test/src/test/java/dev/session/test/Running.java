package dev.session.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A call of the program that was started and may still run.
record Running(List<String> command, Process process, Path files) {

  /// Waits for the end; a program that does not end fails the test with what it wrote so far.
  Result await() {
    try {
      if (process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        return soFar(process.exitValue());
      }
      process.destroyForcibly().waitFor();
      throw new AssertionError("did not end: " + soFar(process.exitValue()));
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new AssertionError("interrupted while waiting for " + command, e);
    }
  }

  /// What the program has written to standard output up to now.
  String outSoFar() {
    return soFar(0).out();
  }

  private Result soFar(int exitCode) {
    try {
      return new Result(
          command,
          exitCode,
          Files.readAllBytes(files.resolve("stdout")),
          Files.readAllBytes(files.resolve("stderr")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

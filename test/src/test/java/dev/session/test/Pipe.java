package dev.session.test;

import dev.session.testing.DefaultSignals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.ObjectMapper;

/// A running `session pipe`: does what calls of the program do, without a process for each.
final class Pipe {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Writer lines;
  private final BufferedReader answers;
  private final Path stderr;
  private int told;

  private Pipe(Process process, Path stderr) {
    this.process = process;
    this.stderr = stderr;
    lines = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /// @param call the command, its directory and its environment
  static Pipe start(ProcessBuilder call) {
    try {
      var stderr = Files.createTempFile("pipe", ".stderr");
      return new Pipe(DefaultSignals.start(call.redirectError(stderr.toFile())), stderr);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// The answer to a command: as that of a process of its own with `--json`.
  Result ask(List<String> words) {
    try {
      lines.write(JSON.writeValueAsString(words) + "\n");
      lines.flush();
      var line =
          CompletableFuture.supplyAsync(this::nextLine, Thread::startVirtualThread)
              .orTimeout(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)
              .join();
      int exitCode = JSON.readTree(line).path("exitCode").asInt();
      return new Result(words, exitCode, line.getBytes(StandardCharsets.UTF_8), newlyTold());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String nextLine() {
    try {
      var line = answers.readLine();
      if (line == null) {
        throw new AssertionError("the pipe has ended: " + Files.readString(stderr));
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] newlyTold() throws IOException {
    var all = Files.readAllBytes(stderr);
    var from = told;
    told = all.length;
    return Arrays.copyOfRange(all, from, told);
  }

  /// Ends it; what it was asked is answered.
  void end() {
    try {
      lines.close();
      if (!process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the pipe does not end");
      }
      Files.delete(stderr);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new AssertionError(e);
    }
  }
}

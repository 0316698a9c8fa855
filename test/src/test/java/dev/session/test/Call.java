package dev.session.test;

import dev.session.testing.DefaultSignals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One call of a command in a [Sandbox], before it is started: environment, directory, input.
///
/// Standard output and error go to files, so nothing has to be drained and the exit is the end.
final class Call {
  private final Sandbox sandbox;
  private final List<String> program = new ArrayList<>();
  private final Map<String, String> environment;
  private Path directory;
  private byte[] input = {};

  Call(Sandbox sandbox, Path program, Map<String, String> environment) {
    this.sandbox = sandbox;
    this.program.add(program.toString());
    this.environment = new HashMap<>(environment);
    directory = sandbox.directory();
  }

  /// Runs another command in place of the program.
  Call of(String... words) {
    program.clear();
    program.addAll(List.of(words));
    return this;
  }

  /// Sets a variable of the environment.
  Call with(String name, Object value) {
    environment.put(name, value.toString());
    return this;
  }

  /// Takes a variable out of the environment.
  Call without(String name) {
    environment.remove(name);
    return this;
  }

  /// Starts the program in this directory.
  Call in(Path directory) {
    this.directory = directory;
    return this;
  }

  /// Gives the program this text on standard input; without it there is none.
  Call reading(String text) {
    input = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  /// Runs the program to its end.
  Result run(String... arguments) {
    return start(arguments).await();
  }

  /// Starts the program and returns at once.
  Running start(String... arguments) {
    var command = new ArrayList<>(program);
    command.addAll(List.of(arguments));
    try {
      var files = Files.createTempDirectory(sandbox.calls(), "call-");
      var stdin = Files.write(files.resolve("stdin"), input);
      var builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectInput(stdin.toFile())
              .redirectOutput(files.resolve("stdout").toFile())
              .redirectError(files.resolve("stderr").toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      return new Running(command, DefaultSignals.start(builder), files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

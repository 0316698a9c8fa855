package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a finished call of the program left: its exit code (128 + n for a signal), and what it
/// wrote.
final class Result {
  private static final JsonMapper JSON = new JsonMapper();

  private final List<String> command;
  private final int exitCode;
  private final byte[] stdout;
  private final byte[] stderr;

  Result(List<String> command, int exitCode, byte[] stdout, byte[] stderr) {
    this.command = List.copyOf(command);
    this.exitCode = exitCode;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  /// The exit code; 128 + n after signal n.
  int exitCode() {
    return exitCode;
  }

  /// Standard output, byte for byte.
  byte[] bytes() {
    return stdout.clone();
  }

  /// Standard output as text.
  String out() {
    return new String(stdout, StandardCharsets.UTF_8);
  }

  /// Standard error as text.
  String err() {
    return new String(stderr, StandardCharsets.UTF_8);
  }

  /// Fails the test unless the program exited with this code.
  Result exits(int code) {
    assertEquals(code, exitCode, this::toString);
    return this;
  }

  /// Standard output as one JSON value.
  JsonNode json() {
    try {
      return JSON.readTree(stdout);
    } catch (JacksonException e) {
      throw new AssertionError("no JSON on standard output: " + this, e);
    }
  }

  /// The `result` of a success envelope, which must be all that was written.
  JsonNode success() {
    var envelope = envelope();
    assertTrue(envelope.path("ok").asBoolean(), this::toString);
    return envelope.path("result");
  }

  /// The `error` of a failure envelope, which must be all that was written.
  JsonNode failure() {
    var envelope = envelope();
    assertTrue(envelope.has("ok") && !envelope.path("ok").asBoolean(), this::toString);
    return envelope.path("error");
  }

  /// The text that a command prints which has no JSON, in the answer of a pipe.
  String output() {
    return success().path("output").asString();
  }

  private JsonNode envelope() {
    assertEquals("", err(), this::toString);
    return json();
  }

  @Override
  public String toString() {
    return String.join(" ", command)
        + "\nexit code "
        + exitCode
        + "\n--- standard output\n"
        + out()
        + "\n--- standard error\n"
        + err();
  }
}

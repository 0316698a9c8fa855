package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every command about one session in the statuses that a session can be brought into: what one of
/// them takes, another refuses, and none of them starts a host for a session that is over.
final class StatusTest {
  private static final List<List<String>> INPUTS =
      List.of(
          List.of("type", "x"),
          List.of("paste", "x"),
          List.of("send-keys", "x"),
          List.of("run", "x", "--no-wait"),
          List.of("mark", "x"),
          List.of("resize", "--cols", "80", "--rows", "24"),
          List.of("signal", "WINCH"),
          List.of("touch"),
          List.of("wait", "--idle-ms", "1"));

  private static final List<List<String>> READINGS =
      List.of(
          List.of("inspect"),
          List.of("snapshot"),
          List.of("snapshot", "--format", "text", "--at", "0"),
          List.of("log"),
          List.of("log", "--events"),
          List.of("poll"),
          List.of("wait", "--text", "ready"),
          List.of("wait", "--screen-stable-ms", "1"),
          List.of("record", "export", "--format", "raw"),
          List.of("export", "--format", "asciicast"));

  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();

  /// How a session came to be over.
  private enum Over {
    EXITED(4, "SESSION_NOT_RUNNING"),
    FAILED(4, "SESSION_NOT_RUNNING"),
    DESTROYED(4, "SESSION_ALREADY_DESTROYED");

    private final int exitCode;
    private final String code;

    Over(int exitCode, String code) {
      this.exitCode = exitCode;
      this.code = code;
    }
  }

  private String session() {
    var id = sandbox.create("--", "sh", "-c", "echo ready; cat");
    sandbox.awaitText(id, "ready");
    return id;
  }

  private Result run(List<String> command, String id, String... more) {
    var words = new ArrayList<String>(command);
    words.add(command.getFirst().equals("record") ? 2 : 1, id);
    words.addAll(List.of(more));
    return sandbox.ask(words.toArray(String[]::new));
  }

  @Test
  void runningSessionTakesEverything() {
    var id = session();
    for (var command : READINGS) {
      run(command, id).exits(0);
    }
    for (var command : INPUTS) {
      run(command, id).exits(0);
    }
    assertEquals("running", sandbox.session(id).path("status").asString());
  }

  @ParameterizedTest
  @EnumSource
  void sessionThatIsOverIsReadAndTakesNoInput(Over over) {
    var id = session();
    switch (over) {
      case EXITED -> {
        sandbox.ask("send-keys", id, "ctrl+d").exits(0);
        sandbox.ended(id);
        sandbox.stopHost();
      }
      case FAILED -> {
        var host = sandbox.ask("host", "status").success().path("pid").asLong();
        var process = ProcessHandle.of(host).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
      }
      case DESTROYED -> {
        sandbox.ask("destroy", id).exits(0);
        sandbox.stopHost();
      }
    }
    for (var command : INPUTS) {
      var failure = run(command, id).exits(over.exitCode).failure();
      assertEquals(over.code, failure.path("code").asString(), command::toString);
      assertEquals(id, failure.path("details").path("sessionId").asString(), failure::toString);
    }
    for (var command : READINGS) {
      run(command, id).exits(0);
    }
    run(List.of("wait", "--exit"), id).exits(0);
    assertEquals(
        over.name().toLowerCase(java.util.Locale.ROOT),
        sandbox.session(id).path("status").asString());
    assertTrue(sandbox.processes().isEmpty(), "a host was started");
  }

  @Test
  void statusIsLookedAtBeforeTheValuesOfAnInput() {
    var id = session();
    sandbox.ask("destroy", id).exits(0);
    sandbox.ask("resize", id, "--cols", "0", "--rows", "0").exits(4);
    sandbox.ask("signal", id, "NOSUCH").exits(4);
    sandbox.ask("send-keys", id, "nosuchkey").exits(4);
    sandbox.ask("type", id, "").exits(2);
  }

  @Test
  void sessionThatIsNotThereIsNotFoundByAnyCommand() {
    session();
    var all = new ArrayList<>(INPUTS);
    all.addAll(READINGS);
    for (var command : all) {
      var failure = run(command, "nosuchsession").exits(3).failure();
      assertEquals("SESSION_NOT_FOUND", failure.path("code").asString(), command::toString);
    }
  }
}

package dev.session.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Home;
import dev.session.home.HostRecord;
import dev.session.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Finding and starting hosts, with real processes.
@Timeout(120)
class HostLauncherTest {
  private static final long PATIENT_MILLIS = 60_000;

  private final Home home;

  HostLauncherTest(@TempDir Path directory) {
    home = new Home(directory.resolve("home"), true);
  }

  private HostLauncher launcher(String behaviour) {
    return new HostLauncher(home, FakeHost.program(behaviour), PATIENT_MILLIS);
  }

  private List<String> starts() throws IOException {
    return Files.readAllLines(home.directory().resolve("starts"));
  }

  @AfterEach
  void endHost() throws Exception {
    var record = HostRecord.read(home);
    if (record != null && record.process().pid() != ProcessHandle.current().pid()) {
      var handle = ProcessHandle.of(record.process().pid());
      record.process().kill();
      if (handle.isPresent()) {
        handle.get().onExit().get();
      }
    }
  }

  private static void assertAnswers(HostConnection connection) {
    assertEquals("{}", connection.exchange("GET", "/", null, PATIENT_MILLIS).body());
  }

  @Test
  void hostIsStartedWhereNoneRunsAndFoundAfterwards() throws Exception {
    var launcher = launcher("serves");
    assertNull(launcher.find());
    try (var connection = launcher.findOrStart()) {
      assertAnswers(connection);
    }
    try (var connection = launcher.findOrStart()) {
      assertAnswers(connection);
    }
    assertEquals(List.of("/ serves --detached"), starts());
    var log = Files.readString(home.hostLog());
    assertTrue(log.contains("a word of the JVM's own"), log);
    assertTrue(log.contains("ready"), log);
    assertFalse(log.contains(HostLauncher.READY), log);
  }

  @Test
  void tenFirstCallersStartOneHost() throws Exception {
    int callers = 10;
    var barrier = new CyclicBarrier(callers);
    try (var threads = Executors.newFixedThreadPool(callers)) {
      var calls = new ArrayList<Callable<Boolean>>();
      for (int i = 0; i < callers; i++) {
        calls.add(
            () -> {
              barrier.await();
              try (var connection = launcher("serves").findOrStart()) {
                assertAnswers(connection);
                return true;
              }
            });
      }
      for (var call : threads.invokeAll(calls)) {
        assertTrue(call.get());
      }
    }
    assertEquals(1, starts().size());
  }

  @Test
  void hostThatDiedIsReplaced() throws Exception {
    launcher("serves").findOrStart().close();
    endHost();
    assertNull(launcher("serves").find());
    try (var connection = launcher("serves").findOrStart()) {
      assertAnswers(connection);
    }
    assertEquals(2, starts().size());
  }

  @Test
  void hostThatIsJustLeavingIsWaitedFor() throws Exception {
    try (var connection = launcher("finds-home-taken-at-first").findOrStart()) {
      assertAnswers(connection);
    }
    assertEquals(2, starts().size());
  }

  @Test
  void hostThatCannotStartIsExplainedByItsLog() throws Exception {
    home.create();
    Files.writeString(home.hostLog(), "an older host's words\n");
    var failure = assertThrows(SessionException.class, () -> launcher("fails").findOrStart());
    assertEquals(ErrorCode.HOST_UNREACHABLE, failure.code());
    assertEquals(
        "The host could not be started; it ended with exit code 8. Its log, "
            + home.hostLog()
            + ", ends with:\n"
            + "  STORAGE_WRITE_ERROR: no room\n"
            + "    for a host\n"
            + "'session doctor' checks what a host needs.",
        failure.sentence());
    assertEquals(
        "STORAGE_WRITE_ERROR: no room\n  for a host", failure.details().fields("").string("log"));
  }

  @Test
  void hostThatIsNeverReadyIsGivenUpOn() {
    var launcher = new HostLauncher(home, FakeHost.program("hangs"), 1_500);
    var failure = assertThrows(SessionException.class, launcher::findOrStart);
    assertEquals(ErrorCode.HOST_TIMEOUT, failure.code());
  }

  @Test
  void installationWithoutJavaIsExplained() {
    var launcher = new HostLauncher(home, new HostProgram(List.of("/no/such/java")));
    var failure = assertThrows(SessionException.class, launcher::findOrStart);
    assertEquals(ErrorCode.HOST_UNREACHABLE, failure.code());
    assertTrue(failure.sentence().contains("/no/such/java"), failure.sentence());
  }

  @Test
  void recordOfADeadHostIsNoHost() {
    home.create();
    record(home.directory().resolve("gone.sock"), HostRecord.PROTOCOL);
    assertNull(launcher("serves").find());
  }

  @Test
  void hostOfAnotherProtocolIsRefusedWithTheCure() throws Exception {
    home.create();
    var socket = home.directory().resolve("s");
    try (var _ = UnixServer.on(socket, UnixServer::awaitEnd)) {
      record(socket, 99);
      var failure = assertThrows(SessionException.class, () -> launcher("serves").findOrStart());
      assertEquals(ErrorCode.PROTOCOL_ERROR, failure.code());
      assertTrue(failure.sentence().contains("'session host restart'"), failure.sentence());
    }
  }

  private void record(Path socket, int protocol) {
    var self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
    new HostRecord(self, socket, "9.9", protocol, Instant.EPOCH).write(home);
  }

  @Test
  void largeLogIsSetAsideAtAStart() throws Exception {
    home.create();
    Files.writeString(home.hostLog(), "x".repeat((int) HostLauncher.LOG_MAX_BYTES + 1));
    launcher("serves").findOrStart().close();
    assertEquals(
        HostLauncher.LOG_MAX_BYTES + 1, Files.size(home.directory().resolve("host.log.1")));
    assertTrue(Files.size(home.hostLog()) < HostLauncher.LOG_MAX_BYTES);
  }

  @Test
  void logIsPrivate() throws Exception {
    launcher("serves").findOrStart().close();
    assertEquals(
        "[OWNER_READ, OWNER_WRITE]",
        Files.getPosixFilePermissions(home.hostLog()).stream().sorted().toList().toString());
  }
}

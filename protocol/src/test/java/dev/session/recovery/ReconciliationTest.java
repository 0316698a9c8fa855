package dev.session.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.home.Home;
import dev.session.home.Launch;
import dev.session.home.PrivateFiles;
import dev.session.home.Recording;
import dev.session.home.SessionFiles;
import dev.session.home.SessionId;
import dev.session.home.SessionRecord;
import dev.session.home.SessionStore;
import dev.session.process.ProcessIdentity;
import dev.session.process.ProcessStat;
import dev.session.process.SessionProcesses;
import dev.session.process.SessionProcesses.Origin;
import dev.session.status.FailureOrigin;
import dev.session.status.SessionStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is done for the sessions of a host that died, with real processes.
@Timeout(60)
class ReconciliationTest {
  private static final ProcessIdentity DEAD = new ProcessIdentity(1 << 22, 1, "another boot");

  private final Home home;

  ReconciliationTest(@TempDir Path directory) {
    home = new Home(directory, true);
  }

  /// A process that founded a POSIX session, as a terminal's first process does.
  private static Process founder(SessionId id) throws IOException {
    var builder = new ProcessBuilder("setsid", "sh", "-c", "echo ready; exec sleep 1000");
    builder.environment().put(SessionProcesses.VARIABLE, id.value());
    var process = builder.start();
    process.getInputStream().readNBytes("ready\n".length());
    return process;
  }

  private SessionFiles running(SessionId id, @Nullable ProcessIdentity child) {
    var files = home.session(id);
    PrivateFiles.createDirectories(files.directory());
    var launch =
        new Launch(
            List.of("sleep"), "/", Map.of(), "/bin/sh", null, 80, 24, 0, 0, Recording.EVERYTHING);
    var now = Instant.now();
    SessionStore.write(
        files,
        new SessionRecord(
            id,
            now,
            now,
            SessionStatus.RUNNING,
            null,
            launch,
            80,
            24,
            DEAD,
            child,
            null,
            null,
            false,
            null));
    return files;
  }

  @Test
  void theProcessesOfAllSessionsAreEnded() throws Exception {
    var processes = new ArrayList<Process>();
    var ids = new HashSet<SessionId>();
    for (int i = 0; i < 5; i++) {
      var id = SessionId.create(System.currentTimeMillis());
      var process = founder(id);
      processes.add(process);
      ids.add(id);
      running(id, ProcessIdentity.of(process.pid()).orElseThrow());
    }
    assertEquals(ids, Reconciliation.ofHome(home));
    for (var process : processes) {
      process.waitFor();
    }
    for (var id : ids) {
      var record = SessionStore.require(home.session(id));
      assertEquals(SessionStatus.FAILED, record.status());
    }
    assertEquals(new HashSet<>(), Reconciliation.ofHome(home));
  }

  @Test
  void aProcessThatTheHostDidNotComeToNoteIsFoundByItsSession() throws Exception {
    var id = SessionId.create(System.currentTimeMillis());
    var other = SessionId.create(System.currentTimeMillis());
    var process = founder(id);
    var stranger = founder(other);
    try {
      assertEquals(
          List.of(process.pid()),
          SessionProcesses.now().of(Origin.of(id.value(), null)).stream()
              .map(ProcessStat::pid)
              .toList());
      var files = running(id, null);
      var record = Reconciliation.of(files, SessionStore.require(files));
      assertEquals(SessionStatus.FAILED, record.status());
      process.waitFor();
      assertTrue(stranger.isAlive());
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void whatLeftThePosixSessionIsEndedToo() throws Exception {
    var id = SessionId.create(System.currentTimeMillis());
    var builder =
        new ProcessBuilder(
            "setsid", "sh", "-c", "(setsid sh -c 'echo $$; exec sleep 1000' &); exec sleep 1000");
    builder.environment().put(SessionProcesses.VARIABLE, id.value());
    var process = builder.start();
    var daemon = ProcessIdentity.of(Long.parseLong(process.inputReader().readLine())).orElseThrow();
    var files = running(id, ProcessIdentity.of(process.pid()).orElseThrow());
    var record = Reconciliation.of(files, SessionStore.require(files));
    assertEquals(SessionStatus.FAILED, record.status());
    process.waitFor();
    assertFalse(daemon.isAlive());
  }

  @Test
  void aSessionThatCannotBeWrittenDoesNotKeepTheOthersFromIt() throws IOException {
    var broken = running(SessionId.create(1), null);
    // Its lock cannot be opened.
    Files.createDirectory(broken.lock());
    var whole = running(SessionId.create(2), null);
    assertEquals(Set.of(whole.id()), Reconciliation.ofHome(home));
    assertEquals(SessionStatus.RUNNING, SessionStore.require(broken).status());
    var ending = SessionStore.require(whole).ending();
    assertNotNull(ending);
    assertEquals(FailureOrigin.HOST_DEATH, ending.failureOrigin());
  }
}

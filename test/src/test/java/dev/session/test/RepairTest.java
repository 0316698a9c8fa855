package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is damaged or missing among a session's files is told in a sentence that names the cure,
/// and the cure works.
final class RepairTest {
  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();

  private String id = "";

  @BeforeEach
  void createAndEnd() {
    id = sandbox.create("--name", "build", "--", "sh", "-c", "seq 20000; exit 3");
    sandbox.ask("wait", id, "--exit", "--exit-status").exits(3);
    sandbox.stopHost();
  }

  private String screen() {
    return sandbox.screen(id);
  }

  @Test
  void aLostRecordIsMadeAgainFromTheLog() throws IOException {
    var before = sandbox.session(id);
    Files.delete(sandbox.files(id).resolve("session.json"));

    var failure = sandbox.ask("inspect", id).exits(8).failure();
    assertEquals("MANIFEST_VALIDATION_ERROR", failure.path("code").asString());
    assertTrue(failure.path("message").asString().contains("'session doctor --repair'"));
    assertTrue(sandbox.run("list", "--all").exits(0).err().contains("'session doctor --repair'"));

    assertTrue(sandbox.run("doctor", "--repair", "--dry-run").exits(1).out().contains(id));
    assertFalse(Files.exists(sandbox.files(id).resolve("session.json")));
    sandbox.ask("doctor", "--repair").exits(0);
    var after = sandbox.session(id);
    for (var field : new String[] {"status", "name", "command", "cwd", "exitCode", "createdAt"}) {
      assertEquals(before.path(field), after.path(field), field);
    }
  }

  @Test
  void aRecordThatIsNoJsonIsMadeAgainFromTheLog() throws IOException {
    Files.writeString(sandbox.files(id).resolve("session.json"), "{\"version\":1,");
    sandbox.ask("inspect", id).exits(8);
    sandbox.ask("doctor", "--repair").exits(0);
    assertEquals(3, sandbox.session(id).path("exitCode").asInt());
  }

  @Test
  void zerosAtTheEndOfALogAreNoDamage() throws IOException {
    var before = screen();
    var segment = sandbox.files(id).resolve("log/000001.cast");
    Files.write(segment, new byte[4096], StandardOpenOption.APPEND);
    assertEquals(before, screen());
    assertTrue(before.contains("20000"));
  }

  @Test
  void whatPrecedesDamageIsKeptAndTheRestSetAside() throws IOException {
    var segment = sandbox.files(id).resolve("log/000001.cast");
    var text = Files.readString(segment);
    int damaged = text.indexOf("\\n15000");
    Files.writeString(segment, text.substring(0, damaged) + "\0" + text.substring(damaged + 1));

    var failure = sandbox.ask("snapshot", id).exits(10).failure();
    assertTrue(failure.path("message").asString().contains("'session doctor --repair'"));
    sandbox.ask("doctor", "--repair").exits(0);
    var left = screen();
    assertTrue(left.matches("(?s).*\\b\\d+\\b.*") && !left.contains("15000"), left);
    try (var files = Files.list(sandbox.files(id).resolve("log"))) {
      assertTrue(files.anyMatch(file -> file.getFileName().toString().startsWith("damaged-")));
    }
    sandbox.ask("doctor").exits(0);
  }

  @Test
  void aRecordThatContradictsTheLogIsNotBelieved() throws IOException {
    var exited = sandbox.create("--", "sh", "-c", "exit 4");
    sandbox.ask("wait", exited, "--exit", "--exit-status").exits(4);
    var record = sandbox.files(exited).resolve("session.json");
    Files.writeString(
        record,
        Files.readString(record)
            .replace("\"exitCode\": 4", "\"exitCode\": 77")
            .replace("\"cwd\"", "\"kept\": true, \"name\": \"forged\", \"cwd\""));
    var listed =
        sandbox
            .ask("list", "--all")
            .success()
            .path("sessions")
            .valueStream()
            .filter(session -> session.path("sessionId").asString().equals(exited))
            .findFirst()
            .orElseThrow();
    assertEquals(4, listed.path("exitCode").asInt(), listed::toString);
    assertFalse(listed.has("kept") || listed.has("name"), listed::toString);
    sandbox.ask("wait", exited, "--exit", "--exit-status").exits(4);
    assertEquals(4, sandbox.session(exited).path("exitCode").asInt());
    sandbox.ask("doctor", "--repair").exits(0);
    assertTrue(Files.readString(record).contains("\"exitCode\": 4"));
  }

  /// What a host leaves that is killed while it creates a session.
  private Path unfinished() throws IOException {
    var directory =
        Files.createDirectories(
            sandbox.files(id).resolveSibling(".new-01JD0000000000000000000000").resolve("log"));
    Files.writeString(directory.resolve("000001.cast.new"), "{\"version\":3");
    Files.copy(sandbox.files(id).resolve("session.json"), directory.resolveSibling("session.json"));
    return directory.resolveSibling("");
  }

  @Test
  void aSessionWhoseCreationWasCutShortDoesNotExistAndIsRemoved() throws IOException {
    var directory = unfinished();
    var told = sandbox.run("doctor", "--repair", "--dry-run").exits(1).out();
    assertTrue(told.contains("creation was cut short"), told);
    sandbox.ask("doctor").exits(1);
    assertTrue(Files.exists(directory));
    sandbox.ask("doctor", "--repair").exits(0);
    assertFalse(Files.exists(directory));

    directory = unfinished();
    assertFalse(sandbox.run("list", "--all").exits(0).out().contains("01JD0000"));
    assertFalse(Files.exists(directory));
    sandbox.ask("doctor").exits(0);
  }

  @Test
  void whatANewerVersionHasWrittenIsToldAndNotTouched() throws IOException {
    var newerLog = sandbox.create("--", "true");
    sandbox.ended(newerLog);
    var segment = sandbox.files(newerLog).resolve("log/000001.cast");
    Files.writeString(
        segment, Files.readString(segment).replaceFirst("\"format\":1", "\"format\":2"));
    var newerRecord = sandbox.create("--", "true");
    sandbox.ended(newerRecord);
    var record = sandbox.files(newerRecord).resolve("session.json");
    Files.writeString(
        record, Files.readString(record).replaceFirst("\"version\": 1", "\"version\": 2"));
    sandbox.stopHost();
    var segmentBefore = Files.readString(segment);
    var recordBefore = Files.readString(record);

    var log = sandbox.ask("snapshot", newerLog).exits(8).failure();
    assertEquals("UNSUPPORTED_VERSION", log.path("code").asString(), log::toString);
    assertEquals(2, log.path("details").path("format").asInt());
    var refused = sandbox.ask("inspect", newerRecord).exits(8).failure();
    assertEquals("UNSUPPORTED_VERSION", refused.path("code").asString(), refused::toString);
    sandbox.ask("doctor", "--repair");
    sandbox.ask("gc", "--older-than", "1ms");
    assertEquals(segmentBefore, Files.readString(segment));
    assertEquals(recordBefore, Files.readString(record));
  }
}

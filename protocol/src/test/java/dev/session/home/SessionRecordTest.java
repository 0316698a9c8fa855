package dev.session.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.Json;
import dev.session.json.JsonException;
import dev.session.json.JsonNull;
import dev.session.json.JsonObject;
import dev.session.status.FailureOrigin;
import dev.session.status.LifecycleEvent;
import dev.session.status.SessionStatus;
import dev.session.status.TerminationReason;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SessionRecordTest {
  private static final SessionId ID = TestRecords.id("01AAAA", 1);

  static Stream<SessionRecord> records() {
    var running = TestRecords.running(ID, "editor");
    return Stream.of(
        running,
        TestRecords.running(ID, null),
        running.withProcesses(running.host(), null, TestRecords.ENDED),
        running.after(LifecycleEvent.DESTROY_REQUESTED, TestRecords.ENDED),
        TestRecords.ended(ID, "editor"),
        running.ended(
            LifecycleEvent.CHILD_EXITED,
            Ending.exit(TestRecords.ENDED, null, "SIGKILL", TerminationReason.IDLE_TIMEOUT)),
        running.ended(
            LifecycleEvent.HOST_LOST,
            Ending.failure(TestRecords.ENDED, FailureOrigin.HOST_DEATH, "The host died.")),
        TestRecords.ended(ID, null).after(LifecycleEvent.DESTROY_REQUESTED, TestRecords.ENDED));
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyRecordIsReadBackAsItWas(SessionRecord record) {
    assertEquals(record, SessionRecord.fromJson(JsonObject.parse(record.toJson().indented())));
  }

  @Test
  void theRecordHasTheContractsMembers() {
    var json = TestRecords.running(ID, "editor").toJson();
    assertTrue(
        json.members()
            .keySet()
            .containsAll(
                List.of(
                    "version",
                    "sessionId",
                    "createdAt",
                    "updatedAt",
                    "status",
                    "command",
                    "cwd",
                    "name",
                    "env",
                    "shell",
                    "term",
                    "cols",
                    "rows",
                    "creationCols",
                    "creationRows",
                    "idleTimeoutMs",
                    "hostPid",
                    "childPid",
                    "exitCode",
                    "exitSignal")));
    assertEquals(JsonNull.NULL, json.get("exitCode"));
    assertEquals(JsonNull.NULL, json.get("exitSignal"));
    var ended = TestRecords.ended(ID, null).toJson();
    assertEquals(JsonNull.NULL, ended.get("hostPid"), "no stale process");
    assertEquals(JsonNull.NULL, ended.get("childPid"));
    assertNull(ended.get("name"), "absent, not null");
    assertNull(ended.get("failureReason"));
  }

  @Test
  void membersOfNewerVersionsAreIgnored() {
    var record = TestRecords.ended(ID, "x");
    var newer = JsonObject.builder().putAll(record.toJson()).put("mood", JsonObject.EMPTY).build();
    assertEquals(record, SessionRecord.fromJson(newer));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version        | 0",
        "sessionId      | \"x\"",
        "sessionId      | 7",
        "status         | \"created\"",
        "status         | null",
        "createdAt      | \"yesterday\"",
        "updatedAt      | 12",
        "cols           | 0",
        "rows           | -1",
        "cols           | 1.5",
        "creationRows   | 0",
        "command        | []",
        "command        | [1]",
        "command        | \"sh\"",
        "cwd            | null",
        "env            | {\"A\":1}",
        "hostPid        | \"1\"",
        "hostStart      | \"nonsense\"",
        "childStart     | 5",
        "exitCode       | \"0\"",
        "exitSignal     | 9",
        "endedAt        | \"later\"",
        "idleTimeoutMs  | -1",
      })
  void aMemberThatCannotBeIsNamed(String member, String value) {
    var record =
        member.startsWith("exit") || member.equals("endedAt")
            ? TestRecords.ended(ID, null)
            : TestRecords.running(ID, null);
    var json = JsonObject.builder();
    record
        .toJson()
        .members()
        .forEach((name, old) -> json.put(name, name.equals(member) ? Json.parse(value) : old));
    var broken = json.build();
    var failure = assertThrows(JsonException.class, () -> SessionRecord.fromJson(broken));
    assertTrue(String.valueOf(failure.getMessage()).contains(member), failure.getMessage());
  }

  @Test
  void aNewerVersionIsToldAsSuch() {
    var text = TestRecords.running(ID, null).toJson().compact();
    var newer = (JsonObject) Json.parse(text.replace("\"version\":1", "\"version\":2"));
    var failure = assertThrows(SessionException.class, () -> SessionRecord.fromJson(newer));
    assertEquals(ErrorCode.UNSUPPORTED_VERSION, failure.code());
  }

  @Test
  void aMissingMemberIsNamed() {
    for (var member : List.of("version", "sessionId", "status", "command", "cwd", "cols")) {
      var json = JsonObject.builder();
      TestRecords.running(ID, null)
          .toJson()
          .members()
          .forEach((name, value) -> json.put(name, name.equals(member) ? null : value));
      var broken = json.build();
      var failure = assertThrows(JsonException.class, () -> SessionRecord.fromJson(broken));
      assertTrue(String.valueOf(failure.getMessage()).contains(member), failure.getMessage());
    }
  }

  @Test
  void anEndedSessionHasNoProcesses() {
    var ended = TestRecords.ended(ID, "x");
    assertEquals(SessionStatus.EXITED, ended.status());
    assertNull(ended.host());
    assertNull(ended.child());
    assertEquals(TestRecords.ENDED, ended.updatedAt());
    assertEquals(TestRecords.ENDED, ended.endedOrCreatedAt());
    assertEquals(TestRecords.CREATED, TestRecords.running(ID, "x").endedOrCreatedAt());
  }

  @Test
  void destroyingAnEndedSessionKeepsHowItEnded() {
    var ended = TestRecords.ended(ID, "x");
    var destroyed = ended.after(LifecycleEvent.DESTROY_REQUESTED, TestRecords.ENDED);
    assertEquals(SessionStatus.DESTROYED, destroyed.status());
    assertEquals(ended.ending(), destroyed.ending());
  }

  @Test
  void anEventWithoutMeaningChangesNothing() {
    var ended = TestRecords.ended(ID, "x");
    assertSame(ended, ended.after(LifecycleEvent.END_REQUESTED, TestRecords.ENDED));
    assertSame(
        ended,
        ended.ended(
            LifecycleEvent.HOST_LOST,
            Ending.failure(TestRecords.ENDED, FailureOrigin.UNKNOWN, "No.")));
  }

  @Test
  void valuesOfVariablesAreHiddenNotTheirNames() {
    var record = TestRecords.running(ID, "x");
    var shown = record.withoutSecrets().toJson().compact();
    assertTrue(shown.contains("SECRET"), shown);
    assertFalse(shown.contains("hunter2"), shown);
    assertTrue(record.toJson().compact().contains("hunter2"), "the file keeps it");
  }
}

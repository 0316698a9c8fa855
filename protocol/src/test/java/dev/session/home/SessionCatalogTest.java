package dev.session.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonArray;
import dev.session.status.LifecycleEvent;
import dev.session.status.SessionCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionCatalogTest {
  private static final SessionId FIRST = TestRecords.id("01AAAA", 1);
  private static final SessionId SECOND = TestRecords.id("01AAAB", 2);
  private static final SessionId THIRD = TestRecords.id("01BBBB", 3);

  private final Home home;

  SessionCatalogTest(@TempDir Path directory) {
    this.home = new Home(directory.resolve("home"), true);
  }

  private void sessions() {
    TestRecords.put(home, TestRecords.ended(FIRST, "build"));
    TestRecords.put(home, TestRecords.running(SECOND, "editor"));
    TestRecords.put(home, TestRecords.ended(THIRD, "build"));
  }

  private SessionId find(String reference) {
    return SessionCatalog.find(home, reference).id();
  }

  private SessionException refused(ErrorCode code, String reference) {
    var failure = assertThrows(SessionException.class, () -> find(reference));
    assertEquals(code, failure.code(), failure.sentence());
    assertTrue(failure.sentence().contains("'" + reference + "'"), failure.sentence());
    return failure;
  }

  @Test
  void aSessionIsFoundByItsIdInEitherCase() {
    sessions();
    assertEquals(SECOND, find(SECOND.value()));
    assertEquals(SECOND, find(SECOND.value().toLowerCase(Locale.ROOT)));
  }

  @Test
  void anUnknownIdIsNotFoundWithThePlaceWhereItWouldBe() {
    sessions();
    var unknown = TestRecords.id("01CCCC", 4);
    var failure = refused(ErrorCode.SESSION_NOT_FOUND, unknown.value());
    assertTrue(
        failure.details().compact().contains(home.session(unknown).record().toString()),
        failure.details().compact());
  }

  @Test
  void aSessionThatLostItsRecordIsFoundByItsLog() throws IOException {
    Files.createDirectories(home.session(FIRST).log());
    assertEquals(FIRST, find(FIRST.value()));
  }

  @Test
  void aNameIsTheActiveSessionThatHasItEvenIfAnEndedOneIsNewer() {
    TestRecords.put(home, TestRecords.ended(FIRST, "build"));
    TestRecords.put(home, TestRecords.running(SECOND, "build"));
    TestRecords.put(home, TestRecords.ended(THIRD, "build"));
    assertEquals(SECOND, find("build"));
  }

  @Test
  void aNameOfEndedSessionsIsTheNewest() {
    sessions();
    assertEquals(THIRD, find("build"));
  }

  @Test
  void namesHaveCase() {
    sessions();
    refused(ErrorCode.SESSION_NOT_FOUND, "Build");
  }

  @Test
  void aUniquePrefixOfFourCharactersIsEnough() {
    sessions();
    assertEquals(THIRD, find("01BB"));
    assertEquals(THIRD, find("01bb"));
    assertEquals(SECOND, find("01aaab"));
    refused(ErrorCode.SESSION_NOT_FOUND, "01B");
    refused(ErrorCode.SESSION_NOT_FOUND, "01BC");
  }

  @Test
  void aUniqueEndIsEnoughToo() {
    sessions();
    assertEquals(THIRD, find(THIRD.value().substring(3)));
    assertEquals(SECOND, find(SECOND.value().substring(3).toLowerCase(Locale.ROOT)));
    refused(ErrorCode.SESSION_NOT_FOUND, "ZZZZ");
  }

  @Test
  void anAmbiguousPrefixIsRefusedWithTheCandidates() {
    sessions();
    var failure = refused(ErrorCode.INVALID_SESSION_ID, "01aa");
    assertEquals(
        JsonArray.ofStrings(List.of(FIRST.value(), SECOND.value())),
        failure.details().get("candidates"));
  }

  @Test
  void aNameWinsOverAPrefix() {
    sessions();
    TestRecords.put(home, TestRecords.running(TestRecords.id("01DDDD", 5), "01BB"));
    assertEquals(TestRecords.id("01DDDD", 5), find("01BB"));
  }

  @Test
  void lastIsTheSessionCreatedLast() {
    refused(ErrorCode.SESSION_NOT_FOUND, "last");
    sessions();
    assertEquals(THIRD, find("last"));
  }

  @Test
  void anEmptyHomeHasNoSessions() {
    assertEquals(0, SessionCatalog.all(home).size());
    refused(ErrorCode.SESSION_NOT_FOUND, "anything");
  }

  @Test
  void onlyDirectoriesNamedAsIdsAreSessions() throws IOException {
    sessions();
    for (var other : new String[] {"x", ".new-" + FIRST, FIRST.value().toLowerCase(Locale.ROOT)}) {
      Files.createDirectory(home.sessions().resolve(other));
    }
    assertEquals(
        List.of(FIRST, SECOND, THIRD),
        SessionCatalog.all(home).stream().map(SessionFiles::id).toList());
  }

  @Test
  void unfinishedSessionsAreNoSessionsButFoundByGc() throws IOException {
    sessions();
    var unfinished = SessionCatalog.unfinished(home, TestRecords.id("01EEEE", 6));
    assertEquals(List.of(), SessionCatalog.unfinished(home));
    Files.createDirectory(unfinished.directory());
    assertEquals(List.of(unfinished.directory()), SessionCatalog.unfinished(home));
    assertEquals(3, SessionCatalog.all(home).size());
    try (var _ = Unfinished.claim(home, unfinished)) {
      assertFalse(Files.exists(unfinished.directory()), "begun by one that was killed");
      Files.createDirectory(unfinished.directory());
      assertEquals(List.of(), Unfinished.abandoned(home), "somebody is making it");
      assertThrows(SessionException.class, () -> Unfinished.claim(home, unfinished));
    }
    assertEquals(List.of(unfinished.directory()), Unfinished.abandoned(home));
    Unfinished.remove(home, unfinished.directory());
    assertEquals(List.of(), SessionCatalog.unfinished(home));
  }

  @Test
  void aSessionsDirectoryThatCannotBeReadIsAReadError() throws IOException {
    Files.createDirectories(home.directory());
    Files.createFile(home.sessions());
    assertEquals(
        ErrorCode.STORAGE_READ_ERROR,
        assertThrows(SessionException.class, () -> SessionCatalog.all(home)).code());
  }

  @Test
  void aBrokenRecordHidesNoOtherSessionAndIsFoundById() throws IOException {
    sessions();
    Files.writeString(home.session(THIRD).record(), "{");
    assertEquals(FIRST, find("build"));
    assertEquals(THIRD, find(THIRD.value()));
    assertEquals(THIRD, find("01BB"));
  }

  @Test
  void aRenamedSessionIsFoundByItsNewName() {
    sessions();
    SessionStore.update(home.session(SECOND), r -> r.withName("vim", TestRecords.ENDED));
    assertEquals(SECOND, find("vim"));
    refused(ErrorCode.SESSION_NOT_FOUND, "editor");
  }

  @Test
  void refusalsNameTheSessionAndItsStatus() {
    var record = TestRecords.ended(FIRST, null);
    var failure =
        assertThrows(SessionException.class, () -> Refusals.check(SessionCommand.TYPE, record));
    assertEquals(ErrorCode.SESSION_NOT_RUNNING, failure.code());
    assertEquals(
        "{\"sessionId\":\"" + FIRST + "\",\"status\":\"exited\"}", failure.details().compact());
    var destroyed = record.after(LifecycleEvent.DESTROY_REQUESTED, TestRecords.ENDED);
    assertEquals(
        ErrorCode.SESSION_ALREADY_DESTROYED,
        assertThrows(
                SessionException.class, () -> Refusals.check(SessionCommand.DESTROY, destroyed))
            .code());
    Refusals.check(SessionCommand.SNAPSHOT, destroyed);
  }
}

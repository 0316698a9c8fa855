package dev.session.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.status.FailureOrigin;
import dev.session.status.LifecycleEvent;
import dev.session.status.TerminationReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionStoreTest {
  private static final SessionId ID = TestRecords.id("01AAAA", 1);
  private static final int WRITERS = 8;
  private static final int CHANGES = 25;

  private final Home home;

  SessionStoreTest(@TempDir Path directory) {
    this.home = new Home(directory.resolve("home"), true);
  }

  @Test
  void aRecordIsReadBackAsItWasWritten() {
    var record = TestRecords.running(ID, "editor");
    assertEquals(record, SessionStore.read(TestRecords.put(home, record)));
  }

  @Test
  void aSessionWithoutARecordHasNone() {
    assertNull(SessionStore.read(home.session(ID)));
    assertEquals(
        ErrorCode.SESSION_NOT_FOUND,
        assertThrows(SessionException.class, () -> SessionStore.require(home.session(ID))).code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "null", "{}", "{\"version\":1}", "{\"version\":1} x", "\u0000"})
  void aBrokenRecordIsSaidToBeOneWithItsPath(String content) throws IOException {
    var files = TestRecords.put(home, TestRecords.running(ID, null));
    Files.writeString(files.record(), content);
    var failure = assertThrows(SessionException.class, () -> SessionStore.read(files));
    assertEquals(ErrorCode.MANIFEST_VALIDATION_ERROR, failure.code());
    assertTrue(failure.sentence().contains(files.record().toString()), failure.sentence());
    assertTrue(failure.details().get("issue") != null);
  }

  @Test
  void bytesThatAreNotUtf8AreABrokenRecord() throws IOException {
    var files = TestRecords.put(home, TestRecords.running(ID, null));
    Files.write(files.record(), new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
    assertEquals(
        ErrorCode.MANIFEST_VALIDATION_ERROR,
        assertThrows(SessionException.class, () -> SessionStore.read(files)).code());
  }

  @Test
  void aRecordThatCannotBeReadIsAReadError() throws IOException {
    var files = home.session(ID);
    Files.createDirectories(files.record());
    assertEquals(
        ErrorCode.STORAGE_READ_ERROR,
        assertThrows(SessionException.class, () -> SessionStore.read(files)).code());
  }

  @Test
  void anUpdateThatChangesNothingWritesNothing() throws IOException {
    var files = TestRecords.put(home, TestRecords.running(ID, null));
    var before = Files.readAttributes(files.record(), "unix:ino");
    SessionStore.update(files, record -> record);
    assertEquals(before, Files.readAttributes(files.record(), "unix:ino"));
    SessionStore.update(files, record -> record.withName("x", TestRecords.ENDED));
    assertFalse(before.equals(Files.readAttributes(files.record(), "unix:ino")));
  }

  @Test
  void updatingASessionThatIsGoneMakesNothing() {
    assertThrows(
        SessionException.class, () -> SessionStore.update(home.session(ID), record -> record));
    assertFalse(Files.exists(home.session(ID).directory()));
  }

  @Test
  void aFailingChangeLeavesTheRecordAndFreesTheLock() {
    var record = TestRecords.running(ID, null);
    var files = TestRecords.put(home, record);
    assertThrows(
        IllegalStateException.class,
        () ->
            SessionStore.update(
                files,
                _ -> {
                  throw new IllegalStateException();
                }));
    assertEquals(record, SessionStore.read(files));
    assertEquals("x", SessionStore.update(files, r -> r.withName("x", TestRecords.ENDED)).name());
  }

  @Test
  void threadsLoseNoChangeAndReadersNeverSeeAPart() throws InterruptedException {
    var files = TestRecords.put(home, TestRecords.running(ID, null));
    var failures = new ConcurrentLinkedQueue<Throwable>();
    var done = new AtomicBoolean();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < WRITERS; i++) {
      threads.add(start(failures, () -> grow(files, CHANGES)));
    }
    var reader =
        start(
            failures,
            () -> {
              while (!done.get()) {
                assertNotNull(SessionStore.read(files));
              }
            });
    for (var thread : threads) {
      thread.join();
    }
    done.set(true);
    reader.join();
    assertEquals("[]", failures.toString());
    assertEquals(100 + WRITERS * CHANGES, SessionStore.require(files).cols());
    assertNoTemporaryFiles(files);
  }

  private static Thread start(ConcurrentLinkedQueue<Throwable> failures, Runnable work) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                work.run();
              } catch (RuntimeException | AssertionError e) {
                failures.add(e);
              }
            });
  }

  @Test
  void processesLoseNoChange() throws Exception {
    var files = TestRecords.put(home, TestRecords.running(ID, null));
    var processes = new ArrayList<Process>();
    for (int i = 0; i < WRITERS; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  home.directory().toString())
              .inheritIO()
              .start());
    }
    for (var process : processes) {
      assertEquals(0, process.waitFor());
    }
    assertEquals(100 + WRITERS * CHANGES, SessionStore.require(files).cols());
    assertNoTemporaryFiles(files);
  }

  /// The main class of a process that changes the record.
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) {
      grow(new Home(Path.of(args[0]), true).session(ID), CHANGES);
    }
  }

  private static void grow(SessionFiles files, int changes) {
    for (int i = 0; i < changes; i++) {
      SessionStore.update(
          files, record -> record.withSize(record.cols() + 1, record.rows(), TestRecords.ENDED));
    }
  }

  private static void assertNoTemporaryFiles(SessionFiles files) {
    try (var entries = Files.list(files.directory())) {
      assertEquals(
          List.of("session.json", "session.lock"),
          entries.map(path -> path.getFileName().toString()).sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void change(SessionFiles files, String text, String by) throws IOException {
    var content = Files.readString(files.record());
    assertTrue(content.contains(text), content);
    Files.writeString(files.record(), content.replace(text, by));
  }

  @Test
  void membersOfAnotherVersionSurviveTheNextWrite() throws IOException {
    var files = TestRecords.put(home, TestRecords.ended(ID, "x"));
    change(
        files, "\"version\": 1", "\"version\": 1, \"labels\": {\"team\": \"core\"}, \"new\": null");
    var _ = SessionStore.update(files, record -> record.withName("y", TestRecords.ENDED));
    var json = JsonObject.parse(Files.readString(files.record()));
    assertEquals("{\"team\":\"core\"}", json.fields("").object("labels").compact());
    assertTrue(json.members().containsKey("new"));
    assertEquals("y", SessionStore.require(files).name());
  }

  @Test
  void everyMemberOfARecordIsKnown() {
    var full =
        TestRecords.running(ID, "x")
            .withKept(true, TestRecords.ENDED)
            .ended(
                LifecycleEvent.HOST_LOST,
                new Ending(
                    TestRecords.ENDED,
                    1,
                    "SIGHUP",
                    TerminationReason.IDLE_TIMEOUT,
                    FailureOrigin.HOST_DEATH,
                    "It died."));
    var unknown = UnknownMembers.of(full.toJson(), SessionRecord.MEMBERS);
    assertEquals(JsonObject.EMPTY, unknown);
  }

  @Test
  void aRecordThatSomebodyHasChangedDoesNotSayHowMuchOfTheLogItTells() throws IOException {
    var record = TestRecords.ended(ID, "x").withLogged(new LogMark(2, 117));
    var files = TestRecords.put(home, record);
    assertEquals(record, SessionStore.read(files));
    change(files, "42", "77");
    assertNull(SessionStore.require(files).logged());
  }
}

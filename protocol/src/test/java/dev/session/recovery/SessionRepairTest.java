package dev.session.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.home.ArtifactManifest;
import dev.session.home.Ending;
import dev.session.home.Home;
import dev.session.home.PrivateFiles;
import dev.session.home.SessionFiles;
import dev.session.home.SessionId;
import dev.session.home.SessionRecord;
import dev.session.home.SessionStore;
import dev.session.json.JsonObject;
import dev.session.log.LogClock;
import dev.session.log.LogEvent;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogHeader;
import dev.session.log.LogReader;
import dev.session.log.LogSettings;
import dev.session.log.LogSummary;
import dev.session.log.LogWriter;
import dev.session.log.SyncPolicy;
import dev.session.recovery.Finding.Part;
import dev.session.recovery.SessionRepair.Depth;
import dev.session.replay.Moment;
import dev.session.replay.Replay;
import dev.session.shell.CommandOutcome;
import dev.session.shell.FinishedCommand;
import dev.session.shell.ShellKind;
import dev.session.shell.StartedRun;
import dev.session.status.FailureOrigin;
import dev.session.status.LifecycleEvent;
import dev.session.status.SessionStatus;
import dev.session.status.TerminationReason;
import dev.session.story.LogStory;
import dev.session.story.Story;
import dev.session.story.StoryEvents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionRepairTest {
  private static final Instant CREATED = Instant.parse("2026-01-31T12:00:00.123Z");

  @TempDir Path directory;
  private SessionFiles files;
  private SessionRecord running;

  /// What the log's first header tells; null as in logs of version 0.1.
  private @Nullable JsonObject facts = Story.begin("build", false).toJson();

  @BeforeEach
  void session() {
    var home = new Home(directory, true);
    var id = SessionId.create(System.currentTimeMillis());
    files = home.session(id);
    PrivateFiles.createDirectories(files.directory());
    running =
        SessionRecord.fromJson(
            JsonObject.parse(
                """
                {"version": 1, "sessionId": "%s", "createdAt": "2026-01-31T12:00:00.123Z",
                 "updatedAt": "2026-01-31T12:00:00.123Z", "status": "running", "name": "build",
                 "command": ["make", "-j 2"], "cwd": "/src", "env": {"TOKEN": "secret"},
                 "shell": "/bin/sh", "term": "xterm", "cols": 20, "rows": 4, "idleTimeoutMs": 5}
                """
                    .formatted(id)));
  }

  /// Writes a log of these outputs.
  ///
  /// @param exit null for a log that was cut off
  private void log(@Nullable Integer exit, @Nullable String signal, String... outputs)
      throws IOException {
    var terminal = Replay.liveTerminal(20, 4);
    try (var log =
        LogWriter.create(
            files.log(),
            new LogHeader.About(
                running.id().value(),
                "xterm",
                "build",
                "make -j 2",
                running.launchJson(argument -> argument),
                facts),
            20,
            4,
            LogSettings.DEFAULT
                .withSync(SyncPolicy.NEVER)
                .withSegmentMaxBytes(4 << 20)
                .withKeyframeEveryBytes(1 << 20),
            LogClock.system(),
            () -> Replay.state(terminal))) {
      for (var output : outputs) {
        var bytes = output.getBytes(StandardCharsets.UTF_8);
        log.outputAll(ByteBuffer.wrap(bytes));
        terminal.feed(bytes);
      }
      log.append(new LogEvent.Resize(30, 5));
      terminal.resize(30, 5);
      if (signal != null) {
        log.append(Extension.exitBySignal(signal, 15));
      }
      if (exit != null) {
        log.append(new LogEvent.Exit(exit));
      }
    }
  }

  private SessionRecord ended(Ending how) {
    return running.ended(LifecycleEvent.CHILD_EXITED, how);
  }

  private static Ending ending(SessionRecord record) {
    return Objects.requireNonNull(record.ending());
  }

  private List<Part> mended() {
    var examined = SessionRepair.examine(files, Depth.ALL);
    var found = SessionRepair.mend(files);
    assertEquals(
        examined.stream().map(Finding::problem).toList(),
        found.stream().map(Finding::problem).toList(),
        "what is found and what is mended is the same");
    assertTrue(found.stream().allMatch(Finding::repaired), found::toString);
    assertEquals(List.of(), SessionRepair.examine(files, Depth.ALL), "nothing is left to do");
    return found.stream().map(Finding::part).toList();
  }

  private void damage(Path file, int line, String with) throws IOException {
    var lines = Files.readString(file).split("\n", -1);
    // As long as what was there: what follows stays where it was.
    lines[line] = with + "!".repeat(Math.max(0, lines[line].length() - with.length()));
    Files.writeString(file, String.join("\n", lines));
  }

  private Path segment(int number) {
    return files.log().resolve("00000" + number + ".cast");
  }

  @Test
  void whatKilledWritersLeftIsRemovedByTheRepair() throws IOException {
    SessionStore.write(files, running);
    Files.createDirectory(files.artifacts());
    var record = Files.createFile(files.directory().resolve(".session.json.0badc0de"));
    var manifest = Files.createFile(files.artifacts().resolve(".manifest.json.0badc0de"));
    var other = Files.createFile(files.artifacts().resolve(".screenshot-1.png.0badc0de"));
    var _ = SessionRepair.examine(files, Depth.ALL);
    assertTrue(Files.exists(record) && Files.exists(manifest));
    var _ = SessionRepair.mend(files);
    assertFalse(Files.exists(record) || Files.exists(manifest));
    assertTrue(Files.exists(other), "it may be being written, which takes no lock");
    assertTrue(Files.exists(files.record()));
  }

  @Test
  void aHealthySessionNeedsNothing() throws IOException {
    log(0, null, "hello");
    SessionStore.write(files, ended(Ending.exit(Instant.now(), 0, null, null)));
    assertEquals(List.of(), mended());
  }

  @Test
  void aMissingRecordIsMadeAgainFromTheLog() throws IOException {
    log(3, null, "hello");
    assertEquals(List.of(Part.RECORD), mended());
    var record = SessionStore.require(files);
    assertEquals(SessionStatus.EXITED, record.status());
    assertEquals(Integer.valueOf(3), ending(record).exitCode());
    assertEquals(CREATED, record.createdAt());
    assertEquals("build", record.name());
    assertEquals(List.of("make", "-j 2"), record.launch().command());
    assertEquals("/src", record.launch().cwd());
    assertEquals("/bin/sh", record.launch().shell());
    assertEquals(List.of(30, 5), List.of(record.cols(), record.rows()));
    assertEquals(List.of(20, 4), List.of(record.launch().cols(), record.launch().rows()));
    assertEquals(5, record.launch().idleTimeoutMs());
  }

  @Test
  void theLogHoldsNoValuesOfVariables() throws IOException {
    log(0, null, "hello");
    assertFalse(Files.readString(segment(1)).contains("secret"));
  }

  @Test
  void aRecordThatCannotBeReadIsKeptAsideAndMadeAgain() throws IOException {
    log(143, "SIGTERM", "hello");
    Files.writeString(files.record(), "{\"version\":1,");
    assertEquals(List.of(Part.RECORD), mended());
    var record = SessionStore.require(files);
    assertEquals("SIGTERM", ending(record).exitSignal());
    assertNull(ending(record).exitCode());
    assertEquals(
        "{\"version\":1,",
        Files.readString(files.record().resolveSibling("session.json.damaged-1")));
  }

  @Test
  void aSessionWhoseLogTellsNoExitHasFailed() throws IOException {
    log(null, null, "hello");
    assertEquals(List.of(Part.RECORD), mended());
    var record = SessionStore.require(files);
    assertEquals(SessionStatus.FAILED, record.status());
    assertEquals(FailureOrigin.UNKNOWN, ending(record).failureOrigin());
  }

  @Test
  void aRecordThatContradictsTheLogFollowsIt() throws IOException {
    log(3, null, "hello");
    SessionStore.write(
        files,
        running.ended(
            LifecycleEvent.HOST_LOST,
            Ending.failure(Instant.now(), FailureOrigin.HOST_DEATH, "The host died.")));
    assertEquals(List.of(Part.RECORD), mended());
    var record = SessionStore.require(files);
    assertEquals(SessionStatus.EXITED, record.status());
    assertEquals(Integer.valueOf(3), ending(record).exitCode());
    assertNull(ending(record).failureOrigin());
  }

  @Test
  void whatPrecedesDamageStaysAndTheRestIsSetAside() throws IOException {
    log(0, null, "one\r\n", "two\r\n", "three\r\n");
    SessionStore.write(files, ended(Ending.exit(Instant.now(), 0, null, null)));
    damage(segment(1), 4, "garbage");
    assertEquals(List.of(Part.LOG), mended());
    var screen = Replay.at(files.log(), Moment.END);
    assertEquals("two", screen.terminal().lineText(1));
    assertEquals("", screen.terminal().lineText(2));
    assertTrue(Files.exists(files.log().resolve("damaged-1-1").resolve("000001.cast")));
    assertEquals(Integer.valueOf(0), ending(SessionStore.require(files)).exitCode());
  }

  @Test
  void recordAndLogAreMendedTogether() throws IOException {
    log(0, null, "one\r\n", "two\r\n", "three\r\n");
    damage(segment(1), 4, "garbage");
    assertEquals(List.of(Part.LOG, Part.RECORD), mended());
    assertEquals(SessionStatus.FAILED, SessionStore.require(files).status());
  }

  @Test
  void theEndsAreExaminedWithoutReadingAll() throws IOException {
    log(0, null, "x".repeat(1 << 20), "y".repeat(1 << 20), "z".repeat(1 << 20), "end");
    SessionStore.write(files, ended(Ending.exit(Instant.now(), 0, null, null)));
    damage(segment(1), 3, "garbage");
    assertEquals(List.of(), SessionRepair.examine(files, Depth.ENDS));
    assertEquals(
        List.of(Part.LOG),
        SessionRepair.examine(files, Depth.ALL).stream().map(Finding::part).toList());
  }

  @Test
  void aLostOrDamagedIndexIsWrittenAgain() throws IOException {
    var lines = "0123456789 abcdefgh\r\n".repeat(50_000);
    log(0, null, lines, lines, lines, lines, lines, lines, "end");
    SessionStore.write(files, ended(Ending.exit(Instant.now(), 0, null, null)));
    var index = files.log().resolve("000001.keyframes");
    long size = Files.size(index);
    for (var content : List.of("", "SKF1 and nonsense that is no index at all")) {
      Files.writeString(index, content);
      assertEquals(List.of(Part.INDEX), mended());
      assertTrue(Files.size(index) > size / 2, "entries are back");
    }
    Files.delete(index);
    assertEquals(List.of(Part.INDEX), mended());
    assertEquals("end", Replay.at(files.log(), Moment.END).terminal().lineText(4).strip());
  }

  @Test
  void anArtifactManifestThatCannotBeReadIsMadeAgain() throws IOException {
    log(0, null, "hello");
    SessionStore.write(files, ended(Ending.exit(Instant.now(), 0, null, null)));
    PrivateFiles.createDirectories(files.artifacts());
    Files.writeString(files.artifacts().resolve("recording-41-raw.raw"), "hello");
    Files.writeString(files.artifacts().resolve("screenshot-7-reference-dark.png"), "png");
    Files.writeString(files.artifacts().resolve("notes.txt"), "mine");
    Files.writeString(files.manifest(), "[]");
    assertEquals(List.of(Part.ARTIFACTS), mended());
    var artifacts = ArtifactManifest.read(files);
    assertEquals(
        List.of("recording-41-raw.raw", "screenshot-7-reference-dark.png"),
        artifacts.stream().map(ArtifactManifest.Artifact::filename).toList());
    assertEquals(41, artifacts.getFirst().capturedAtSeq());
    assertEquals(ArtifactManifest.Kind.SCREENSHOT, artifacts.getLast().kind());
    assertTrue(Files.exists(files.artifacts().resolve("manifest.json.damaged-1")));
    Files.writeString(files.artifacts().resolve("recording-42-raw.raw"), "hello");
    assertEquals(List.of(Part.ARTIFACTS), mended());
    assertEquals(3, ArtifactManifest.read(files).size());
  }

  @Test
  void whereNothingIsLeftThatIsSaid() throws IOException {
    var found = SessionRepair.mend(files);
    assertEquals(1, found.size());
    assertFalse(found.getFirst().repaired());
    log(0, null, "hello");
    damage(segment(1), 0, "garbage");
    var withoutHeader = SessionRepair.mend(files);
    assertEquals(
        List.of(Part.LOG, Part.RECORD), withoutHeader.stream().map(Finding::part).toList());
    assertFalse(withoutHeader.getLast().repaired());
    assertTrue(Files.exists(files.log().resolve("damaged-1-1").resolve("000001.cast")));
  }

  @Test
  void theLogOfAnotherSessionMakesNoRecord() throws IOException {
    log(0, null, "hello");
    var other = new Home(directory, true).session(SessionId.create(0));
    PrivateFiles.createDirectories(other.directory());
    Files.move(files.log(), other.log());
    var found = SessionRepair.mend(other);
    assertFalse(found.getFirst().repaired());
    assertFalse(Files.exists(other.record()));
  }

  @Test
  void aReconciledRecordHasTheTimeOfTheExitInTheLog() throws IOException {
    log(3, null, "hello");
    try (var log = LogWriter.open(files.log(), LogSettings.DEFAULT, LogClock.system(), null)) {
      log.append(Extension.hiddenInput(1));
    }
    SessionStore.write(files, running);
    var after = Reconciliation.of(files, running);
    var exit = LogStory.of(files.log()).story().ending();
    assertNotNull(exit);
    assertEquals(exit.at(), ending(after).at());
    assertEquals(Integer.valueOf(3), ending(after).exitCode());
    assertEquals(List.of(), SessionRepair.examine(files, Depth.ALL));
  }

  @Test
  void aReconciledRecordHasTheTimeAtWhichTheLogNotesTheHostsDeath() throws IOException {
    log(null, null, "hello");
    SessionStore.write(files, running);
    var after = Reconciliation.of(files, running);
    assertEquals(
        Instant.ofEpochMilli(LogSummary.of(files.log()).lastMicros() / 1000), ending(after).at());
    assertEquals(List.of(), SessionRepair.examine(files, Depth.ALL));
  }

  private void append(LogEvent.Payload... events) throws IOException {
    var story = LogStory.of(files.log()).story();
    try (var log = LogWriter.open(files.log(), LogSettings.DEFAULT, LogClock.system(), null)) {
      log.facts(story.toJson());
      for (var event : events) {
        log.append(event);
      }
      log.seal();
    }
  }

  @Test
  void aRecordThatIsMadeAgainHasWhatHappenedToItsSession() throws IOException {
    log(null, null, "hello");
    append(
        StoryEvents.renamed("night"),
        StoryEvents.kept(true),
        StoryEvents.ending(TerminationReason.IDLE_TIMEOUT),
        Extension.exitBySignal("SIGHUP", 1),
        new LogEvent.Exit(129));
    assertEquals(List.of(Part.RECORD), mended());
    var record = SessionStore.require(files);
    assertEquals("night", record.name());
    assertTrue(record.kept());
    assertEquals(SessionStatus.EXITED, record.status());
    assertEquals("SIGHUP", ending(record).exitSignal());
    assertEquals(TerminationReason.IDLE_TIMEOUT, ending(record).reason());

    // What comes after the end is in a segment of its own.
    append(StoryEvents.destroyed(), StoryEvents.renamed(null), StoryEvents.kept(false));
    assertTrue(Files.exists(segment(2)));
    Files.delete(files.record());
    assertEquals(List.of(Part.RECORD), mended());
    record = SessionStore.require(files);
    assertEquals(SessionStatus.DESTROYED, record.status());
    assertNull(record.name());
    assertFalse(record.kept());
    assertEquals(TerminationReason.IDLE_TIMEOUT, ending(record).reason());

    // What was in segments that are gone is in the header of the next one.
    Files.delete(segment(1));
    Files.delete(files.record());
    assertEquals(List.of(Part.RECORD), mended());
    assertEquals(SessionStatus.DESTROYED, SessionStore.require(files).status());
    assertEquals("SIGHUP", ending(SessionStore.require(files)).exitSignal());
  }

  @Test
  void aFailureInTheLogIsTheEnd() throws IOException {
    log(null, null, "hello");
    append(StoryEvents.failed(FailureOrigin.SPAWN_FAILURE, "No such program."));
    assertEquals(List.of(Part.RECORD), mended());
    var record = SessionStore.require(files);
    assertEquals(SessionStatus.FAILED, record.status());
    assertEquals(FailureOrigin.SPAWN_FAILURE, ending(record).failureOrigin());
    assertEquals("No such program.", ending(record).failureReason());
  }

  @Test
  void whatALogOfVersion01DoesNotTellIsBelievedOfTheRecord() throws IOException {
    facts = null;
    log(3, null, "hello");
    var record =
        ended(Ending.exit(Instant.now(), 3, null, TerminationReason.TIME_TO_LIVE))
            .withName("night", CREATED)
            .withKept(true, CREATED)
            .after(LifecycleEvent.DESTROY_REQUESTED, CREATED);
    SessionStore.write(files, record);
    assertEquals(record, Reconciliation.asLogged(files, record));
    assertEquals(List.of(), mended());

    var renamed = EndedSession.keep(files, false);
    assertEquals("night", renamed.name());
    assertFalse(renamed.kept());
    assertEquals(SessionStatus.DESTROYED, renamed.status());
    assertEquals(TerminationReason.TIME_TO_LIVE, ending(renamed).reason());
    assertEquals(List.of(), mended());
  }

  @Test
  void everyFactOfTheLogIsBelievedBeforeTheRecord() throws IOException {
    log(null, null, "hello");
    append(
        StoryEvents.renamed("night"),
        StoryEvents.ending(TerminationReason.HOST_STOPPED),
        new LogEvent.Exit(0));
    SessionStore.write(
        files,
        ended(Ending.exit(Instant.now(), 0, null, null))
            .withKept(true, CREATED)
            .after(LifecycleEvent.DESTROY_REQUESTED, CREATED));
    var logged = Reconciliation.asLogged(files, SessionStore.require(files));
    assertEquals("night", logged.name());
    assertFalse(logged.kept());
    assertEquals(SessionStatus.EXITED, logged.status());
    assertEquals(TerminationReason.HOST_STOPPED, ending(logged).reason());
    assertEquals(
        "The record does not say what the log does: the name is 'night', the session is not kept,"
            + " the status is exited, the exit code is 0 (host-stopped).",
        SessionRepair.examine(files, Depth.ENDS).getFirst().problem());
    assertEquals(List.of(Part.RECORD), mended());
    assertEquals(logged, SessionStore.require(files));
  }

  @Test
  void whatIsDoneToASessionThatIsOverIsInItsLogFirst() throws IOException {
    log(0, null, "hello");
    SessionStore.write(files, ended(Ending.exit(Instant.now(), 0, null, null)));
    EndedSession.rename(files, "night");
    EndedSession.keep(files, true);
    EndedSession.keep(files, true); // changes nothing, so it is no event
    var destroyed = EndedSession.destroy(files);
    assertEquals(SessionStatus.DESTROYED, destroyed.status());
    assertEquals(destroyed.toJson(), SessionStore.require(files).toJson());
    assertEquals(destroyed, Reconciliation.asLogged(files, destroyed));
    assertEquals(5, LogSummary.of(files.log()).eventCount() - 1, "hello, size, exit, 3 of these");
    Files.delete(files.record());
    assertEquals(List.of(Part.RECORD), mended());
    var again = SessionStore.require(files);
    assertEquals(
        List.of("night", true, SessionStatus.DESTROYED),
        List.of(String.valueOf(again.name()), again.kept(), again.status()));
  }

  @Test
  void aRecordThatIsBehindItsLogIsToldTheRest() throws IOException {
    log(0, null, "hello");
    SessionStore.write(files, ended(Ending.exit(Instant.now(), 0, null, null)));
    var before = EndedSession.rename(files, "one");
    // As if this had been killed between the log and the record.
    append(StoryEvents.renamed("two"));
    assertEquals("two", Reconciliation.asLogged(files, before).name());
  }

  @Test
  void aSessionThatWasBeingEndedWhenItsHostDiedHasFailedAndKeepsTheReason() throws IOException {
    log(null, null, "hello");
    append(StoryEvents.ending(TerminationReason.IDLE_TIMEOUT));
    var exiting = running.after(LifecycleEvent.END_REQUESTED, Instant.now());
    SessionStore.write(files, exiting);
    var after = Reconciliation.of(files, exiting);
    assertEquals(SessionStatus.FAILED, after.status());
    assertEquals("host-death", after.terminationCategory().word());
    assertEquals(FailureOrigin.HOST_DEATH, ending(after).failureOrigin());
    assertEquals(TerminationReason.IDLE_TIMEOUT, ending(after).reason());
    Files.delete(files.record());
    assertEquals(List.of(Part.RECORD), mended());
    assertEquals(ending(after), ending(SessionStore.require(files)));
  }

  private List<FinishedCommand> finishedCommands() throws IOException {
    var finished = new ArrayList<FinishedCommand>();
    try (var reader = LogReader.open(files.log())) {
      while (reader.next()) {
        if (reader.payload() instanceof Extension event
            && event.type().equals(FinishedCommand.TYPE)) {
          finished.add(FinishedCommand.of(event));
        }
      }
    }
    return finished;
  }

  @Test
  void aRunThatTheHostsDeathCutOffIsClosedAsLost() throws IOException {
    log(null, null, "hello");
    var run = new StartedRun("marker", "token", ShellKind.BASH, true).toEvent();
    append(run, new LogEvent.Input("make\r".getBytes(StandardCharsets.UTF_8)));
    SessionStore.write(files, running);
    var _ = Reconciliation.of(files, running);
    assertEquals(1, finishedCommands().size());
    var lost = finishedCommands().getFirst();
    assertEquals(CommandOutcome.LOST, lost.outcome());
    assertEquals(3, lost.runSeq(), "after hello, the size and the run");
    assertNull(lost.exitCode());
  }

  @Test
  void whoeverMakesARecordAgainClosesTheLogThatWasCutOff() throws IOException {
    log(null, null, "hello");
    var run = new StartedRun("marker", "token", ShellKind.BASH, true).toEvent();
    append(run, new LogEvent.Input("make\r".getBytes(StandardCharsets.UTF_8)));
    assertEquals(List.of(Part.RECORD), mended());
    assertEquals(CommandOutcome.LOST, finishedCommands().getFirst().outcome());
    assertEquals(SessionStatus.FAILED, LogStory.of(files.log()).story().status());
  }

  @Test
  void aRunThatWasNotTypedOrHasEndedIsNotLost() throws IOException {
    log(null, null, "hello");
    var run = new StartedRun("marker", "token", ShellKind.BASH, true).toEvent();
    var end = new FinishedCommand(CommandOutcome.COMPLETED, 3L, 0, null, null, 1);
    append(run, new LogEvent.Input("make\r".getBytes(StandardCharsets.UTF_8)), end.toEvent(), run);
    SessionStore.write(files, running);
    var _ = Reconciliation.of(files, running);
    assertEquals(List.of(end), finishedCommands());
  }

  @Test
  void findingsAreToldInSentences() throws IOException {
    log(0, null, "hello");
    var finding = SessionRepair.examine(files, Depth.ALL).getFirst();
    assertEquals(
        JsonObject.builder()
            .put("sessionId", files.id().value())
            .put("part", "record")
            .put("problem", "The session's record is missing.")
            .put("repair", "The record is made again from the log, with the status exited.")
            .put("repaired", false)
            .build(),
        finding.toJson());
  }
}

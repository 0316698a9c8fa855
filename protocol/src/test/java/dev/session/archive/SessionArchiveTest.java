package dev.session.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.digest.Sha256;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.ArtifactManifest;
import dev.session.home.Ending;
import dev.session.home.Home;
import dev.session.home.PrivateFiles;
import dev.session.home.SessionCatalog;
import dev.session.home.SessionFiles;
import dev.session.home.SessionId;
import dev.session.home.SessionRecord;
import dev.session.home.SessionStore;
import dev.session.json.JsonObject;
import dev.session.log.CastExport;
import dev.session.log.Keyframes;
import dev.session.log.LogClock;
import dev.session.log.LogCopy;
import dev.session.log.LogEvent;
import dev.session.log.LogHeader;
import dev.session.log.LogReader;
import dev.session.log.LogSettings;
import dev.session.log.LogSummary;
import dev.session.log.LogWriter;
import dev.session.log.SegmentGzip;
import dev.session.recovery.EndedSession;
import dev.session.recovery.Reconciliation;
import dev.session.replay.Moment;
import dev.session.replay.Replay;
import dev.session.status.TerminationReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionArchiveTest {
  private static final String CAST =
      """
      {"version":3,"term":{"cols":40,"rows":5,"type":"xterm"},"timestamp":1700000000,"title":"t"}
      # a comment
      [0.5, "o", "one\\r\\n"]
      [0.25, "m", "here"]
      [0.25, "r", "50x6"]
      [1.0, "o", "two \\u00e9\\ud83d\\ude00\\ufffd"]
      [0.0, "z", "unknown"]
      [0.0, "x", "3"]
      """;

  private final Path directory;
  private final Home home;
  private final Home other;

  SessionArchiveTest(@TempDir Path directory) {
    this.directory = directory;
    home = new Home(directory.resolve("home"), true);
    other = new Home(directory.resolve("other"), true);
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  /// A session with a log of several segments, one of them compressed, and an artifact.
  private SessionFiles session() throws IOException {
    var record = SessionImport.of(home, file("x.cast", CAST), false, true).record();
    var files = home.session(record.id());
    try (var all = Files.newDirectoryStream(files.log())) {
      for (var each : all) {
        Files.delete(each);
      }
    }
    var terminal = Replay.liveTerminal(80, 24);
    try (var log =
        LogWriter.create(
            files.log(),
            new LogHeader.About(record.id().value(), "xterm", null, "make"),
            80,
            24,
            LogSettings.DEFAULT.withSegmentMaxBytes(400),
            LogClock.system(),
            () -> Replay.state(terminal))) {
      for (int i = 0; i < 30; i++) {
        var bytes = ("line " + i + " \u00e9\r\n").getBytes(UTF_8);
        bytes[0] = i % 7 == 0 ? (byte) 0xff : bytes[0];
        log.append(new LogEvent.Output(bytes));
        terminal.feed(bytes);
      }
      log.append(new LogEvent.Exit(0));
      SegmentGzip.compressSealed(files.log(), new ReentrantLock());
      log.seal();
    }
    var artifact = Files.createDirectories(files.artifacts()).resolve("shot.png");
    Files.writeString(artifact, "picture");
    for (var path : new Path[] {null, Path.of("/nowhere/else.png")}) {
      ArtifactManifest.add(
          files,
          new ArtifactManifest.Artifact(
              "id",
              ArtifactManifest.Kind.SCREENSHOT,
              path == null ? "shot.png" : "else.png",
              path,
              1,
              Instant.EPOCH,
              "00",
              7,
              JsonObject.EMPTY));
    }
    return files;
  }

  private Path archive(SessionFiles files) {
    var out = directory.resolve("a.zip");
    SessionArchive.write(files, SessionStore.require(files), out);
    return out;
  }

  private static byte[] raw(Path log) throws IOException {
    var out = new ByteArrayOutputStream();
    CastExport.raw(log, 0, Long.MAX_VALUE, out);
    return out.toByteArray();
  }

  private static List<String> events(Path log) throws IOException {
    var events = new ArrayList<String>();
    try (var reader = LogReader.open(log)) {
      while (reader.next()) {
        events.add(reader.sequence() + " " + reader.micros() + " " + reader.code());
      }
      assertNull(reader.damage());
    }
    return events;
  }

  private static void refused(ErrorCode code, String words, Home home, Path file) {
    var failure =
        assertThrows(SessionException.class, () -> SessionImport.of(home, file, false, false));
    assertEquals(code, failure.code(), failure.sentence());
    assertTrue(failure.sentence().contains(words), failure.sentence());
    assertTrue(SessionCatalog.all(home).isEmpty(), "nothing was imported");
    assertTrue(SessionCatalog.unfinished(home).isEmpty(), "nothing is left of it");
  }

  @Test
  void anArchiveComesBackAsItWas() throws IOException {
    var files = session();
    var record = SessionImport.of(other, archive(files), false, false).record();
    var back = other.session(record.id());
    assertEquals(files.id(), record.id());
    assertFalse(record.kept());
    assertTrue(record.status().collectable());
    assertEquals(record, SessionStore.require(back));
    assertArrayEquals(raw(files.log()), raw(back.log()));
    assertEquals(events(files.log()), events(back.log()));
    assertEquals("healthy", ArtifactManifest.health(back).word());
    assertEquals("picture", Files.readString(back.artifacts().resolve("shot.png")));
    assertEquals(PrivateFiles.fileMode().value(), Files.getPosixFilePermissions(back.record()));
  }

  @Test
  void underANewIdTheLogIsThatOfTheNewSession() throws IOException {
    var files = session();
    var record = SessionImport.of(home, archive(files), true, true).record();
    var copy = home.session(record.id());
    assertNotEquals(files.id(), record.id());
    assertTrue(record.kept());
    assertEquals(record.id().value(), LogSummary.of(copy.log()).about().sessionId());
    assertArrayEquals(raw(files.log()), raw(copy.log()));
    assertEquals(events(files.log()), events(copy.log()));
    assertEquals(
        Replay.at(files.log(), new Moment.End()).terminal().dump(100).length,
        Replay.at(copy.log(), new Moment.End()).terminal().dump(100).length);
    assertEquals(1, ArtifactManifest.read(copy).size());
    assertFalse(Files.exists(copy.directory().resolve("received")));
  }

  @Test
  void anArchiveWhoseRecordContradictsItsLogFollowsItAndThatIsTold() throws IOException {
    var files = session();
    var honest = archive(files);
    var record = SessionStore.require(files);
    var lying =
        record.inStatus(
            record.status(),
            Ending.exit(Instant.EPOCH, 77, null, TerminationReason.IDLE_TIMEOUT),
            Instant.EPOCH);
    SessionStore.write(files, lying);
    Files.delete(honest);
    var imported = SessionImport.of(other, archive(files), false, false);
    assertEquals(List.of("the exit code is 0 (idle-timeout)"), imported.corrected());
    var ending = SessionStore.require(other.session(files.id())).ending();
    assertNotNull(ending);
    assertEquals(Integer.valueOf(0), ending.exitCode());

    SessionStore.write(files, imported.record());
    Files.delete(directory.resolve("a.zip"));
    assertEquals(List.of(), SessionImport.of(other, archive(files), true, false).corrected());
  }

  @Test
  void whatTheLogSaysIsKeptIsWhatWasAskedForAtTheImport() throws IOException {
    var files = session();
    var _ = EndedSession.keep(files, true);
    var record = SessionImport.of(other, archive(files), false, false).record();
    assertFalse(record.kept());
    var back = other.session(record.id());
    assertEquals(record.toJson(), SessionStore.require(back).toJson());
    assertFalse(Reconciliation.asLogged(back, record.withLogged(null)).kept());
  }

  @Test
  void anArchiveWithTheLogOfAnotherSessionIsRefused() throws IOException {
    var files = session();
    var stranger = home.session(SessionId.create(0));
    PrivateFiles.createDirectories(stranger.directory());
    Files.move(files.log(), stranger.log());
    LogCopy.withId(stranger.log(), files.log(), stranger.id().value());
    refused(ErrorCode.MANIFEST_VALIDATION_ERROR, "log is that of another", other, archive(files));
  }

  @Test
  void aSessionThatIsThereIsNotOverwritten() throws IOException {
    var files = session();
    var archive = archive(files);
    var failure =
        assertThrows(SessionException.class, () -> SessionImport.of(home, archive, false, false));
    assertEquals(ErrorCode.INVALID_INPUT, failure.code());
    assertTrue(failure.sentence().contains("--new-id"), failure.sentence());
    assertEquals(1, SessionCatalog.all(home).size());
  }

  @Test
  void anArchiveDoesNotOverwriteAFile() throws IOException {
    var files = session();
    var out = file("a.zip", "mine");
    var failure =
        assertThrows(
            SessionException.class,
            () -> SessionArchive.write(files, SessionStore.require(files), out));
    assertEquals(ErrorCode.EXPORT_ERROR, failure.code());
    assertEquals("mine", Files.readString(out));
  }

  private interface Change {
    byte[] of(String name, byte[] content);
  }

  /// The archive with its members changed; one whose content becomes empty is left out.
  private Path changed(Path archive, Change change) throws IOException {
    var target = directory.resolve("changed.zip");
    try (var in = new ZipFile(archive.toFile());
        var out = new ZipOutputStream(Files.newOutputStream(target))) {
      for (var entry : in.stream().toList()) {
        var content = change.of(entry.getName(), in.getInputStream(entry).readAllBytes());
        if (content.length > 0) {
          out.putNextEntry(new ZipEntry(entry.getName()));
          out.write(content);
          out.closeEntry();
        }
      }
    }
    return target;
  }

  @Test
  void aChangedMemberIsFoundByItsChecksum() throws IOException {
    var archive =
        changed(
            archive(session()),
            (name, content) -> {
              if (name.contains("/log/000002")) {
                content[content.length / 2] ^= 1;
              }
              return content;
            });
    refused(ErrorCode.MANIFEST_VALIDATION_ERROR, "000002", other, archive);
  }

  @Test
  void aMissingMemberIsFound() throws IOException {
    var archive =
        changed(
            archive(session()),
            (name, content) -> name.contains("/log/000002") ? new byte[0] : content);
    refused(ErrorCode.MANIFEST_VALIDATION_ERROR, "checksums", other, archive);
  }

  @Test
  void anArchiveWithoutChecksumsIsRefused() throws IOException {
    var archive =
        changed(
            archive(session()),
            (name, content) -> name.endsWith("SHA256SUMS") ? new byte[0] : content);
    refused(ErrorCode.MANIFEST_VALIDATION_ERROR, "checksums are missing", other, archive);
  }

  @Test
  void everyFileThatCannotBeInAnArchiveIsRefused() throws IOException {
    var archive = archive(session());
    String root;
    try (var zip = new ZipFile(archive.toFile())) {
      var first = zip.stream().findFirst().orElseThrow().getName();
      root = first.substring(0, first.indexOf('/'));
    }
    for (var name :
        List.of(
            root + "/../x",
            root + "/artifacts/../../x",
            root + "/artifacts/.hidden",
            root + "/log/000001.cast.new",
            root + "/session.lock",
            "../x",
            "/etc/x",
            "plain")) {
      var target = directory.resolve("evil.zip");
      try (var out = new ZipOutputStream(Files.newOutputStream(target))) {
        out.putNextEntry(new ZipEntry(name));
        out.write('x');
        out.closeEntry();
      }
      refused(ErrorCode.INVALID_INPUT, "cannot be imported", other, target);
      Files.delete(target);
    }
  }

  @Test
  void anArchiveOfTooManyFilesIsRefused() throws IOException {
    var archive = archive(session());
    var target = directory.resolve("many.zip");
    try (var in = new ZipFile(archive.toFile());
        var out = new ZipOutputStream(Files.newOutputStream(target))) {
      var first = in.stream().findFirst().orElseThrow().getName();
      var artifacts = first.substring(0, first.indexOf('/')) + "/artifacts/";
      for (int i = 0; i <= 100_000; i++) {
        out.putNextEntry(new ZipEntry(artifacts + i));
        out.closeEntry();
      }
    }
    refused(ErrorCode.INVALID_INPUT, "at most 100000", other, target);
  }

  /// Members of compressed segments say how large they become, and need not have a byte of it.
  @Test
  void anArchiveWhoseLogBecomesLargerThanTheDiskIsRefused() throws IOException {
    var member =
        ByteBuffer.allocate(32)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0x04088b1f)
            .putShort(10, (short) 12)
            .put(12, (byte) 'S')
            .put(13, (byte) 'G')
            .putShort(14, (short) 8)
            .putInt(20, 1 << 20)
            .array();
    long members = Files.getFileStore(directory).getUsableSpace() / (1 << 20) + 1024;
    var bomb = new ByteArrayOutputStream();
    for (long i = 0; i < members; i++) {
      bomb.writeBytes(member);
    }
    var sum = Sha256.of(bomb.toByteArray());
    var archive =
        changed(
            archive(session()),
            (name, content) -> {
              if (name.endsWith("/000001.cast.gz")) {
                return bomb.toByteArray();
              }
              return name.endsWith("SHA256SUMS")
                  ? new String(content, UTF_8)
                      .replaceAll("(?m)^.*  log/000001.cast.gz$", sum + "  log/000001.cast.gz")
                      .getBytes(UTF_8)
                  : content;
            });
    var failure =
        assertThrows(SessionException.class, () -> SessionImport.of(home, archive, true, false));
    assertEquals(ErrorCode.STORAGE_WRITE_ERROR, failure.code(), failure.sentence());
    assertTrue(SessionCatalog.unfinished(home).isEmpty(), "nothing is left of it");
  }

  /// As other tools pack a symbolic link: its target is the content, and the mode says what it is.
  @Test
  void aSymbolicLinkInAnArchiveIsAFile() throws IOException {
    var sum = Sha256.of("/etc/passwd".getBytes(UTF_8)) + "  artifacts/shot.png";
    var archive =
        changed(
            archive(session()),
            (name, content) -> {
              if (name.endsWith("/artifacts/shot.png")) {
                return "/etc/passwd".getBytes(UTF_8);
              }
              return name.endsWith("SHA256SUMS")
                  ? new String(content, UTF_8)
                      .replaceAll("(?m)^.*  artifacts/shot.png$", sum)
                      .getBytes(UTF_8)
                  : content;
            });
    // The upper half of the external attributes in the central directory is the mode.
    var bytes = Files.readAllBytes(archive);
    for (int at = 0; at + 46 < bytes.length; at++) {
      if (bytes[at] == 'P' && bytes[at + 1] == 'K' && bytes[at + 2] == 1 && bytes[at + 3] == 2) {
        bytes[at + 5] = 3; // made on Unix
        bytes[at + 40] = (byte) 0xff;
        bytes[at + 41] = (byte) 0xa1;
      }
    }
    Files.write(archive, bytes);
    var record = SessionImport.of(other, archive, false, false).record();
    var shot = other.session(record.id()).artifacts().resolve("shot.png");
    assertTrue(Files.isRegularFile(shot, LinkOption.NOFOLLOW_LINKS));
    assertEquals("/etc/passwd", Files.readString(shot));
  }

  @Test
  void aRecordingOfATimeThatCannotBeIsRefused() throws IOException {
    for (var time : List.of("1e300", "-1e300", "1e12", "99999999999999", "-62135596801")) {
      var cast =
          "{\"version\":2,\"width\":80,\"height\":24,\"timestamp\":%s}\n[0.1,\"o\",\"x\"]\n"
              .formatted(time);
      refused(ErrorCode.INVALID_INPUT, "timestamp", other, file("never.cast", cast));
    }
    for (var time : List.of("-62135596800", "0", "221845392000")) {
      var cast =
          "{\"version\":2,\"width\":80,\"height\":24,\"timestamp\":%s}\n[9e9,\"o\",\"x\"]\n"
              .formatted(time);
      var record = SessionImport.of(other, file("old.cast", cast), false, false).record();
      assertEquals(record, SessionStore.require(other.session(record.id())));
    }
  }

  @Test
  void aRecordingOfATerminalThatCannotBeIsRefused() throws IOException {
    for (var cast :
        List.of(
            "{\"version\":3,\"term\":{\"cols\":10000,\"rows\":10000}}\n[0.1,\"o\",\"x\"]\n",
            "{\"version\":2,\"width\":80,\"height\":24}\n[0.1,\"r\",\"10000x10000\"]\n")) {
      refused(ErrorCode.INVALID_DIMENSIONS, "cannot be made", other, file("huge.cast", cast));
    }
  }

  @Test
  void everyTruncationOfAnArchiveIsRefused() throws IOException {
    var bytes = Files.readAllBytes(archive(session()));
    for (int length = 4; length < bytes.length; length += 97) {
      var cut = Files.write(directory.resolve("cut.zip"), Arrays.copyOf(bytes, length));
      refused(ErrorCode.MANIFEST_VALIDATION_ERROR, "Nothing was imported", other, cut);
    }
  }

  // ---- Recordings. ----

  private SessionRecord imported(String cast) throws IOException {
    return SessionImport.of(home, file("r.cast", cast), false, false).record();
  }

  @Test
  void ofARecordingWhoseLastLineIsCutWhatIsWholeIsTaken() throws IOException {
    var whole = "{\"version\":2,\"width\":9,\"height\":2}\n[0.0, \"o\", \"kept\"]\n";
    var line = "[1.0, \"o\", \"lost\\u00e9\"]";
    for (int length = 1; length < line.length(); length++) {
      var cut = file("cut.cast", whole + line.substring(0, length));
      var imported = SessionImport.of(home, cut, false, false);
      assertEquals(3, imported.cutLine());
      assertEquals(1, LogSummary.of(home.session(imported.record().id()).log()).eventCount());
    }
    assertEquals(0, SessionImport.of(home, file("w.cast", whole + line), false, false).cutLine());
    var broken = file("broken.cast", whole + "[1.0, \"o\"\n" + line);
    assertThrows(SessionException.class, () -> SessionImport.of(home, broken, false, false));
  }

  @Test
  void aRecordingBecomesASessionThatIsOver() throws IOException {
    var record = imported(CAST);
    var log = home.session(record.id()).log();
    var ending = record.ending();
    assertTrue(record.status().collectable());
    assertEquals(3, ending == null ? null : ending.exitCode());
    assertEquals(Instant.ofEpochSecond(1_700_000_000), record.createdAt());
    assertEquals(40, record.launch().cols());
    assertEquals(50, record.cols());
    assertEquals("one\r\ntwo é😀\ufffd", new String(raw(log), UTF_8));
    var start = 1_700_000_000_000_000L;
    assertEquals(
        List.of(
            "0 " + (start + 500_000) + " o",
            "1 " + (start + 750_000) + " m",
            "2 " + (start + 1_000_000) + " r",
            "3 " + (start + 2_000_000) + " o",
            "4 " + (start + 2_000_000) + " z",
            "5 " + (start + 2_000_000) + " x"),
        events(log));
  }

  @Test
  void versionTwoHasAbsoluteTimesAndMayLackTheLastLineFeed() throws IOException {
    var record =
        imported(
            """
            {"version": 2, "width": 30, "height": 4, "timestamp": 1700000000, "env": {"TERM": "vt100"}}
            [0.1, "o", "a"]
            [0.3, "i", "q"]
            [1e-1, "o", "b"]\
            """);
    var start = 1_700_000_000_000_000L;
    assertEquals("vt100", record.launch().term());
    assertEquals(
        List.of(
            "0 " + (start + 100_000) + " o",
            "1 " + (start + 300_000) + " i",
            "2 " + (start + 300_000) + " o"),
        events(home.session(record.id()).log()));
  }

  @Test
  void versionOneIsOneObject() throws IOException {
    for (var space : List.of("", "\n")) {
      var record =
          imported(
              "{\"version\": 1, \"width\": 20, \"height\": 3, \"duration\": 1.5,"
                  + space
                  + " \"command\": \"ls\", \"stdout\": [[0.5, \"a\\r\\n\"], [1, \"b\"]]}");
      var log = home.session(record.id()).log();
      assertEquals(List.of("ls"), record.launch().command());
      assertEquals("a\r\nb", new String(raw(log), UTF_8));
      assertEquals(1_500_000, LogSummary.of(log).lastMicros() - LogSummary.of(log).firstMicros());
    }
  }

  @Test
  void ourOwnExportComesBackWithItsExactBytes() throws IOException {
    var files = session();
    var out = directory.resolve("export.cast");
    try (var stream = Files.newOutputStream(out)) {
      CastExport.asciicastV3(files.log(), Keyframes.before(files.log(), 0), Long.MAX_VALUE, stream);
    }
    var record = SessionImport.of(other, out, false, false).record();
    var ending = record.ending();
    assertArrayEquals(raw(files.log()), raw(other.session(record.id()).log()));
    assertEquals(0, ending == null ? null : ending.exitCode());
  }

  @Test
  void whatIsNoRecordingIsRefusedWithTheLine() throws IOException {
    var header = "{\"version\":3,\"term\":{\"cols\":40,\"rows\":5}}\n";
    refused(ErrorCode.INVALID_INPUT, "header", home, file("b", "hello\n"));
    refused(ErrorCode.INVALID_INPUT, "header", home, file("b", ""));
    refused(
        ErrorCode.INVALID_INPUT,
        "version 4",
        home,
        file(
            "b",
            header
                .replace(":3", ":4")
                .replace("\"term\":{\"cols\":40,\"rows\":5}", "\"width\":4,\"height\":5")));
    refused(ErrorCode.INVALID_INPUT, "cols", home, file("b", header.replace("40", "0")));
    refused(
        ErrorCode.INVALID_INPUT,
        "line 3",
        home,
        file("b", header + "[1, \"o\", \"x\"]\nnonsense\n"));
    refused(ErrorCode.INVALID_INPUT, "line 2", home, file("b", header + "[1, \"r\", \"0x5\"]\n"));
    refused(ErrorCode.INVALID_INPUT, "line 2", home, file("b", header + "[1, \"x\", \"no\"]\n"));
    refused(ErrorCode.INVALID_INPUT, "line 2", home, file("b", header + "[1, \"E\", \"no\"]\n"));
  }
}

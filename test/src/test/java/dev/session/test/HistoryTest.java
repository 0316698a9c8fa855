package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `log`, `poll`, `record export`: the history of a session.
final class HistoryTest {
  private static final JsonMapper JSON = new JsonMapper();

  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();

  private List<JsonNode> lines(Result result) {
    return result.out().lines().map(JSON::readTree).toList();
  }

  /// A session that is over and has printed exactly these bytes.
  private String printed(byte[] bytes) throws IOException {
    Files.write(sandbox.directory().resolve("bytes"), bytes);
    var id = sandbox.create("--", "sh", "-c", "stty raw -echo; cat bytes");
    sandbox.ended(id);
    return id;
  }

  private static byte[] noise(long seed, int size) {
    var bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  // ---- log ----

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 300_000})
  void rawIsByteForByteWhatTheProgramWrote(int size) throws IOException {
    var bytes = noise(size, size);
    var id = printed(bytes);
    assertArrayEquals(bytes, sandbox.run("log", id).exits(0).bytes());
    assertArrayEquals(bytes, sandbox.run("log", id, "--raw").exits(0).bytes());
    var file = sandbox.directory().resolve("exported");
    sandbox.ask("export", id, "--format", "raw", "-o", file.toString()).exits(0);
    assertArrayEquals(bytes, Files.readAllBytes(file));
  }

  @Test
  void onATerminalTheHistoryIsTextUnlessRawIsAskedFor() {
    var told = sandbox.create("--", "sh", "-c", "printf '\\033]2;taken\\007\\033[31mred\\n'");
    sandbox.ended(told);
    var session = Sandbox.installation().resolve("bin/session").toString();
    var reading = sandbox.create("--", session, "log", told);
    sandbox.ended(reading);
    assertEquals("red\r\n", sandbox.run("log", reading).exits(0).out());
    var raw = sandbox.create("--", session, "log", told, "--raw");
    sandbox.ended(raw);
    assertTrue(sandbox.run("log", raw).exits(0).out().startsWith("\033]2;taken"));
  }

  @Test
  void eventsHaveContiguousNumbersAndAStableShape() {
    var id = sandbox.create("--", "cat");
    sandbox.ask("type", id, "--append-newline", "a").exits(0);
    sandbox.awaitText(id, "a\na");
    sandbox.ask("mark", id, "m").exits(0);
    sandbox.ask("signal", id, "TERM").exits(0);
    sandbox.ended(id);
    var events = lines(sandbox.run("log", id, "--events").exits(0));
    for (int i = 0; i < events.size(); i++) {
      assertEquals(i, events.get(i).path("seq").asInt());
      assertTrue(events.get(i).path("time").asString().endsWith("Z"));
    }
    var types = events.stream().map(event -> event.path("type").asString()).toList();
    assertTrue(types.containsAll(List.of("input", "output", "mark", "signal")), types::toString);
    assertEquals(List.of("exit-signal", "exit"), types.subList(types.size() - 2, types.size()));
    assertEquals(143, events.getLast().path("status").asInt());
    assertEquals(
        events,
        sandbox.run("log", id, "--json").exits(0).success().path("events").valueStream().toList());
  }

  @Test
  void followGoesOnUntilTheSessionEnds() {
    var id = sandbox.create("--", "sh", "-c", "echo one; while read x; do echo \"<$x>\"; done");
    var bytes = sandbox.call().start("log", id, "--follow");
    var events = sandbox.call().start("log", id, "-f", "--events");
    Await.until("the beginning is told", () -> bytes.outSoFar().contains("one"));
    sandbox.run("type", id, "--append-newline", "two").exits(0);
    Await.until("what came is told", () -> bytes.outSoFar().contains("<two>"));
    assertTrue(bytes.process().isAlive());
    sandbox.run("send-keys", id, "ctrl+d").exits(0);
    var whole = bytes.await().exits(0);
    assertArrayEquals(sandbox.run("log", id).bytes(), whole.bytes());
    assertEquals(sandbox.run("log", id, "--events").out(), events.await().exits(0).out());
  }

  @Test
  void followSurvivesTheHost() {
    var id = sandbox.create("--", "sh", "-c", "echo one; sleep 1000");
    var following = sandbox.call().start("log", id, "--follow", "--events");
    Await.until("the beginning is told", () -> following.outSoFar().contains("one"));
    ProcessHandle.of(sandbox.hostPid()).orElseThrow().destroyForcibly();
    var events = lines(following.await().exits(0));
    assertEquals("host-lost", events.getLast().path("type").asString());
  }

  @Test
  void whatALimitedLogHasDroppedIsToldToWhoeverAsksForIt() {
    var id =
        sandbox.create(
            "--max-log-size", "128K", "--", "sh", "-c", "seq 1 60000; echo END; read x; echo $x");
    sandbox.awaitText(id, "END");
    dropped(id);
    sandbox.ask("type", id, "bye", "--append-newline").exits(0);
    sandbox.ended(id);
    dropped(id);
  }

  private void dropped(String id) {
    long first = sandbox.ask("inspect", id).success().path("firstEventSeq").asLong();
    assertTrue(first > 4, () -> "the first is " + first);
    for (var asked :
        List.of(
            List.of("poll", id, "--after", "3"),
            List.of("wait", id, "--text", "END", "--after", "3"),
            List.of("wait", id, "--command-done", "--after", "3"),
            List.of("log", id, "--from", "2", "--to", "3"),
            List.of("log", id, "--to", "3"),
            List.of("log", id, "--text", "--from", "2"),
            List.of("log", id, "--from", "+0s"),
            List.of("snapshot", id, "--at", "3"))) {
      var failure = sandbox.ask(asked.toArray(String[]::new)).exits(10).failure();
      assertEquals("CURSOR_TRIMMED", failure.path("code").asString(), asked::toString);
      assertEquals(first, failure.path("details").path("firstEventSeq").asLong());
    }
    for (var asked :
        List.of(
            List.of("log", id, "--events"),
            List.of("poll", id),
            List.of("poll", id, "--after", Long.toString(first - 1)))) {
      var events = sandbox.ask(asked.toArray(String[]::new)).exits(0).success().path("events");
      assertEquals(first, events.path(0).path("seq").asLong(), asked::toString);
    }
  }

  @Test
  void readerThatHasEnoughEndsTheOutputQuietly() throws IOException {
    var id = printed("line\n".repeat(100_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    var result =
        sandbox
            .call()
            .of(
                "sh",
                "-c",
                "'" + Sandbox.installation().resolve("bin/session") + "' log " + id + " | head -1")
            .run()
            .exits(0);
    assertEquals("line\n", result.out());
    assertEquals("", result.err());
  }

  @Test
  void formsExcludeEachOther() {
    var id = sandbox.create("--", "true");
    sandbox.run("log", id, "--raw", "--events").exits(2);
    sandbox.run("log", id, "--follow", "--json").exits(2);
    sandbox.run("log", id, "--raw", "--json").exits(2);
  }

  // ---- poll ----

  @Test
  void pollReadsOnFromItsCursor() throws IOException {
    var id = printed("a".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    var first = lines(sandbox.run("poll", id, "--limit", "1").exits(0));
    assertEquals(2, first.size(), first::toString);
    assertEquals(0, first.getFirst().path("seq").asInt());
    assertEquals(
        "{\"type\":\"cursor\",\"after\":0,\"limit\":1,\"more\":true,\"ended\":false}",
        first.getLast().toString());
    var rest = lines(sandbox.run("poll", id, "--after", "0").exits(0));
    assertEquals(1, rest.getFirst().path("seq").asInt());
    assertTrue(rest.getLast().path("ended").asBoolean(), rest::toString);
    var after = rest.getLast().path("after").asString();
    var nothing = sandbox.ask("poll", id, "--after", after, "--wait", "100000").exits(0);
    assertEquals(0, nothing.success().path("events").size());
    assertEquals(after, nothing.success().path("cursor").path("after").asString());
    assertTrue(nothing.success().path("cursor").path("ended").asBoolean());
  }

  @Test
  void pollWaitsForTheNextEvent() {
    var id = sandbox.create("--", "sh", "-c", "echo ready; cat");
    sandbox.awaitText(id, "ready");
    var after = lines(sandbox.run("poll", id).exits(0)).getLast().path("after").asString();
    var idle = lines(sandbox.run("poll", id, "--after", after, "--wait", "50").exits(0));
    assertEquals(
        "{\"type\":\"cursor\",\"after\":"
            + after
            + ",\"limit\":1000,\"more\":false,\"ended\":false}",
        idle.getFirst().toString());
    var waiting = sandbox.call().start("poll", id, "--after", after, "--wait", "50000");
    sandbox.run("mark", id, "now").exits(0);
    assertEquals("now", lines(waiting.await().exits(0)).getFirst().path("label").asString());
  }

  // ---- record export ----

  @ParameterizedTest
  @ValueSource(strings = {"asciicast", "asciicast-v2", "raw"})
  void exportIsAnArtifactInEveryStatus(String format) throws Exception {
    var id =
        sandbox.create("--cols", "90", "--name", "a title", "--", "sh", "-c", "echo hello; read x");
    sandbox.awaitText(id, "hello");
    sandbox.ask("resize", id, "--cols", "40", "--rows", "20").exits(0);
    sandbox.ask("mark", id, "m").exits(0);
    check(id, sandbox.ask("record", "export", id, "--format", format).exits(0).success());
    sandbox.ask("destroy", id).exits(0);
    var result = sandbox.ask("export", id, "--format", format).exits(0).success();
    check(id, result);
    assertAll(
        result::toString,
        () -> assertEquals(90, result.path("metadata").path("width").asInt()),
        () -> assertEquals("a title", result.path("metadata").path("title").asString()),
        () -> assertFalse(result.path("metadata").has("format")),
        () -> assertTrue(result.path("durationMs").asLong() >= 0));
    var again = sandbox.ask("export", id, "--format", format).exits(0).success();
    assertEquals(result.path("sha256"), again.path("sha256"));
    var artifacts = sandbox.ask("inspect", id).exits(0).success().path("artifacts");
    assertEquals("healthy", artifacts.path("health").asString(), artifacts::toString);
  }

  private void check(String id, JsonNode result) throws Exception {
    var file = Path.of(result.path("artifactPath").asString());
    var bytes = Files.readAllBytes(file);
    assertEquals(sandbox.files(id).resolve("artifacts"), file.getParent());
    assertEquals(bytes.length, result.path("bytes").asLong());
    assertEquals(
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)),
        result.path("sha256").asString());
    assertEquals(
        "rw-------",
        java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void exportedRecordingRendersToTheScreenOfTheSession() throws IOException {
    var id =
        printed(
            "\u001b[31m\u00fe one \r\n two".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    var screen = sandbox.ask("snapshot", id).exits(0).success();
    for (var format : List.of("asciicast", "asciicast-v2")) {
      sandbox.ask("export", id, "--format", format, "--out", "out.cast").exits(0);
      var rendered = sandbox.ask("render", "--input", "asciicast", "out.cast").exits(0).success();
      assertEquals(screen.path("screenHash"), rendered.path("screenHash"), format);
    }
  }

  @Test
  void fileElsewhereIsReplacedAndKnownToTheManifest() throws IOException {
    var id = printed(noise(1, 100));
    var out = Files.writeString(sandbox.directory().resolve("out.raw"), "old");
    Files.createSymbolicLink(sandbox.directory().resolve("link.raw"), out);
    sandbox.ask("export", id, "--format", "raw", "--out", "link.raw").exits(0);
    assertArrayEquals(noise(1, 100), Files.readAllBytes(out));
    assertTrue(Files.isSymbolicLink(sandbox.directory().resolve("link.raw")));
    assertEquals(
        "healthy",
        sandbox.ask("inspect", id).success().path("artifacts").path("health").asString());
    Files.delete(out);
    assertEquals(
        "missing-artifacts",
        sandbox.ask("inspect", id).success().path("artifacts").path("health").asString());
  }

  @Test
  void placesThatCannotBeWrittenAreRefusedAndNothingIsLeft() throws IOException {
    var id = printed(noise(1, 10));
    for (var out : List.of("no/such/directory/x", ".", "/dev/null", "/proc/x")) {
      var failure = sandbox.ask("export", id, "--format", "raw", "--out", out).exits(7).failure();
      assertEquals("EXPORT_ERROR", failure.path("code").asString(), failure::toString);
    }
    sandbox.ask("export", id, "--format", "raw", "--out=").exits(2);
    sandbox.ask("export", id, "--format", "avi").exits(2);
    sandbox.ask("export", id).exits(2);
    assertFalse(Files.exists(sandbox.files(id).resolve("artifacts/manifest.json")));
  }
}

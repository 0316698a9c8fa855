package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// `gc`: what goes, what stays, and what a crontab sees.
final class GcTest {
  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();

  @Test
  void withoutARuleNothingGoesFromEveryHomeByMistake() {
    var id = sandbox.create("--", "true");
    sandbox.ended(id);
    var everyHome = sandbox.call().without("SESSION_HOME");
    var refused = everyHome.run("gc", "--json").exits(2).failure();
    assertEquals("INVALID_INPUT", refused.path("code").asString());
    assertTrue(refused.path("message").asString().contains("--older-than 7d"), refused::toString);
    sandbox.ask("inspect", id).exits(0);

    // At a terminal it asks.
    var program = Sandbox.installation().resolve("bin/session").toString();
    var home = sandbox.home().toString();
    for (var answer : List.of("n", "yes")) {
      var terminal = sandbox.create("--", program, "--home", home, "gc");
      sandbox.awaitText(terminal, "[y/N]");
      sandbox.ask("inspect", id).exits(0);
      sandbox.ask("type", terminal, answer, "--append-newline").exits(0);
      sandbox.ask("wait", terminal, "--exit", "--exit-status").exits(0);
    }
    sandbox.ask("inspect", id).exits(3);
  }

  @Test
  void onlyWhatIsOverGoesAndTheRestIsGivenAReason() {
    var running = sandbox.create("--", "cat");
    var exited = ended();
    var destroyed = sandbox.create("--", "cat");
    sandbox.ask("destroy", destroyed).exits(0);

    var report = sandbox.ask("gc").exits(0).success();
    var home = report.path("homes").path(0);
    assertAll(
        report::toString,
        () -> assertFalse(report.path("dryRun").asBoolean()),
        () -> assertEquals(2, report.path("removedSessionCount").asInt()),
        () -> assertTrue(report.path("totalBytesFreed").asLong() > 0),
        () -> assertEquals("[]", report.path("deregisteredHomes").toString()),
        () -> assertEquals(sandbox.home().toString(), home.path("home").asString()),
        () -> assertTrue(home.path("existed").asBoolean()),
        () -> assertEquals(List.of(exited, destroyed), texts(home.path("removedSessions"))),
        () -> assertEquals(running, skipped(home, 0).path("sessionId").asString()),
        () -> assertTrue(skipped(home, 0).path("reason").asString().contains("running")));
    assertFalse(Files.exists(sandbox.files(exited)));
    assertEquals("running", sandbox.session(running).path("status").asString());
  }

  @Test
  void saysOneLineAndNothingWhenQuiet() {
    assertEquals(1, sandbox.run("gc").exits(0).out().lines().count());
    ended();
    var result = sandbox.run("gc").exits(0);
    assertTrue(
        result.out().matches("Removed 1 session \\([^)]+\\); 0 kept\\.\n"), result::toString);
    ended();
    var quiet = sandbox.run("gc", "--quiet", "--older-than", "1ms").exits(0);
    assertEquals("", quiet.out() + quiet.err());
    assertEquals("Nothing to remove; 0 sessions kept.\n", sandbox.run("gc").exits(0).out());
  }

  @Test
  void dryRunChangesNothing() throws IOException {
    var over = ended();
    var stale = sandbox.create("--", "cat");
    killHost();
    var before = Files.readString(sandbox.files(stale).resolve("session.json"));
    var report = sandbox.ask("gc", "--dry-run").exits(0).success();
    assertEquals(List.of(over, stale), texts(report.path("homes").path(0).path("removedSessions")));
    assertEquals(before, Files.readString(sandbox.files(stale).resolve("session.json")));
    assertTrue(Files.exists(sandbox.files(over)));
    assertTrue(sandbox.run("gc", "--dry-run").exits(0).out().contains(over));
  }

  @Test
  void ageCountsFromTheEnd() throws IOException {
    var young = ended();
    var old = ended();
    age(old, Duration.ofDays(8));
    // Created long ago, ended just now.
    var record = sandbox.files(young).resolve("session.json");
    Files.writeString(
        record,
        Files.readString(record)
            .replaceFirst(
                "\"createdAt\": \"[^\"]+\"", "\"createdAt\": \"2020-01-01T00:00:00.000Z\""));

    var home = collect("--older-than", "7d");
    assertEquals(List.of(old), texts(home.path("removedSessions")));
    assertEquals(young, skipped(home, 0).path("sessionId").asString());
    assertEquals(List.of(), texts(collect("--older-than", "1w2d").path("removedSessions")));
  }

  @Test
  void lastOnesAreKept() throws IOException {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 4; i++) {
      ids.add(ended());
    }
    age(ids.get(3), Duration.ofDays(1)); // the last made, the first to end
    assertEquals(
        List.of(ids.get(3), ids.get(0)),
        texts(collect("--keep-last", "2").path("removedSessions")));
    assertEquals(
        List.of(), texts(collect("--keep-last", "9007199254740992").path("removedSessions")));
  }

  @Test
  void oldestGoUntilTheRestFits() throws IOException {
    var first = ended();
    var second = ended();
    Files.write(sandbox.files(first).resolve("ballast"), new byte[300_000]);
    Files.write(sandbox.files(second).resolve("ballast"), new byte[300_000]);
    assertEquals(List.of(), texts(collect("--max-total-size", "1M").path("removedSessions")));
    assertEquals(
        List.of(first), texts(collect("--max-total-size", "400K").path("removedSessions")));
  }

  @Test
  void keptSessionsStayWhateverTheRules() throws IOException {
    var kept = sandbox.create("--keep", "--", "true");
    sandbox.ended(kept);
    age(kept, Duration.ofDays(100));
    var other = ended();
    assertEquals(List.of(other), texts(collect("--max-total-size", "1").path("removedSessions")));
    for (var rules : List.of(List.of("--older-than", "1d"), List.of("--keep-last", "0"))) {
      var home = collect(rules.toArray(String[]::new));
      assertEquals(List.of(), texts(home.path("removedSessions")));
      assertTrue(skipped(home, 0).path("reason").asString().contains("kept"), home::toString);
    }
    assertTrue(sandbox.run("list", "--all").exits(0).out().contains("exited (kept)"));
    sandbox.ask("keep", kept, "--off").exits(0);
    assertEquals(List.of(kept), texts(collect().path("removedSessions")));
  }

  @Test
  void aSessionCanBeKeptWhileItRunsAndWhenItIsOver() {
    var id = sandbox.create("--", "cat");
    var record = sandbox.ask("keep", id).exits(0).success().path("session");
    assertTrue(record.path("kept").asBoolean(), record::toString);
    sandbox.ask("destroy", id).exits(0);
    assertTrue(sandbox.session(id).path("kept").asBoolean());
    assertEquals(List.of(), texts(collect().path("removedSessions")));
    sandbox.ask("keep", id, "--off").exits(0);
    assertFalse(sandbox.session(id).has("kept"));
    sandbox.ask("keep", id).exits(0);
    assertTrue(sandbox.session(id).path("kept").asBoolean());
  }

  @Test
  void staleOnlyTakesWhatThisRunFoundDead() {
    var over = ended();
    var stale = sandbox.create("--", "cat");
    killHost();
    var home = collect("--stale-only");
    assertEquals(List.of(stale), texts(home.path("removedSessions")));
    assertEquals(over, skipped(home, 0).path("sessionId").asString());
  }

  @Test
  void directoriesWithoutAUsefulRecordGoByTheirLog() throws IOException {
    var withLog = ended();
    Files.delete(sandbox.files(withLog).resolve("session.json"));
    var broken = ended();
    Files.writeString(sandbox.files(broken).resolve("session.json"), "{\"version\":1");
    var empty = Files.createDirectory(sandbox.files("01ARZ3NDEKTSV4RRFFQ69G5FAV"));
    var emptyLog = "01ARZ3NDEKTSV4RRFFQ69G5FAW";
    Files.createDirectories(sandbox.files(emptyLog).resolve("log"));
    var running = sandbox.create("--", "cat");
    Files.delete(sandbox.files(running).resolve("session.json"));
    var stranger = Files.createDirectory(sandbox.files("not-a-session"));

    var young = collect("--older-than", "1h");
    assertEquals(List.of(), texts(young.path("removedSessions")));

    var weekAgo = FileTime.from(Instant.now().minus(Duration.ofDays(7)));
    Files.setLastModifiedTime(empty, weekAgo);
    assertEquals(
        List.of(empty.getFileName().toString()),
        texts(collect("--older-than", "1h").path("removedSessions")));

    var home = collect();
    assertEquals(
        List.of(broken, withLog, emptyLog).stream().sorted().toList(),
        texts(home.path("removedSessions")).stream().sorted().toList());
    assertEquals(running, skipped(home, 0).path("sessionId").asString());
    assertTrue(Files.isDirectory(stranger));

    sandbox.stopHost();
    assertEquals(List.of(running), texts(collect().path("removedSessions")));
  }

  @Test
  void removalsThatWereCutShortAreFinished() throws IOException {
    var id = ended();
    var trash = Files.createDirectories(sandbox.home().resolve("trash"));
    Files.move(sandbox.files(id), trash.resolve(id + "-1"));
    var unfinished = Files.createDirectory(sandbox.files(".new-01ARZ3NDEKTSV4RRFFQ69G5FAV"));
    sandbox.ask("gc").exits(0);
    assertTrue(Files.exists(unfinished), "of a host that is alive");
    try (var left = Files.list(trash)) {
      assertEquals(List.of(), left.toList());
    }
    sandbox.stopHost();
    sandbox.ask("gc").exits(0);
    assertFalse(Files.exists(unfinished));
  }

  @Test
  void withoutAHomeEveryRegisteredOneIsLookedAfter() throws IOException {
    var other = sandbox.directory().resolve("other");
    var gone = sandbox.directory().resolve("gone");
    var bad = sandbox.directory().resolve("bad");
    for (var home : List.of(other, gone, bad)) {
      var id =
          sandbox
              .call()
              .with("SESSION_HOME", home)
              .run("create", "--", "true")
              .exits(0)
              .out()
              .strip();
      Await.until(
          "it is over",
          () ->
              sandbox
                  .call()
                  .with("SESSION_HOME", home)
                  .run("list")
                  .exits(0)
                  .out()
                  .startsWith("No "));
      assertTrue(Files.exists(home.resolve("sessions").resolve(id)));
      sandbox.call().with("SESSION_HOME", home).run("host", "stop").exits(0);
    }
    sandbox.call().of("rm", "-r", gone.toString()).run().exits(0);
    sandbox.call().of("rm", "-r", bad.resolve("sessions").toString()).run().exits(0);
    Files.writeString(bad.resolve("sessions"), "no directory");

    var result =
        sandbox.call().without("SESSION_HOME").run("gc", "--json", "--yes").exits(8).success();
    var homes = new ArrayList<String>();
    result.path("homes").forEach(home -> homes.add(home.path("home").asString()));
    assertEquals(4, homes.size(), result::toString);
    assertEquals(sandbox.user().resolve(".session").toString(), homes.getFirst());
    assertEquals(1, result.path("removedSessionCount").asInt(), result::toString);
    assertEquals(
        List.of(gone.toString(), other.toString()),
        texts(result.path("deregisteredHomes")).stream().sorted().toList());

    var quiet = sandbox.call().without("SESSION_HOME").run("gc", "--quiet", "--yes").exits(8);
    assertEquals("", quiet.out());
    assertTrue(quiet.err().contains(bad.toString()), quiet::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "--older-than 5, INVALID_DURATION",
    "--older-than 7x, INVALID_DURATION",
    "--older-than -1d, INVALID_DURATION",
    "--keep-last many, INVALID_INPUT",
    "--max-total-size 1X, INVALID_INPUT",
    "extra, INVALID_INPUT"
  })
  void badInputRemovesNothing(String words, String code) {
    var id = ended();
    var arguments = new ArrayList<>(List.of("gc"));
    arguments.addAll(List.of(words.split(" ", -1)));
    var error = sandbox.ask(arguments.toArray(String[]::new)).exits(2).failure();
    assertEquals(code, error.path("code").asString(), error::toString);
    assertTrue(Files.exists(sandbox.files(id)));
  }

  @Test
  void concurrentCollectionsRemoveEachSessionOnce() {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 6; i++) {
      ids.add(ended());
    }
    var calls = new ArrayList<Running>();
    for (int i = 0; i < 4; i++) {
      calls.add(sandbox.call().start("gc", "--json"));
    }
    var removed = new ArrayList<String>();
    for (var call : calls) {
      removed.addAll(
          texts(call.await().exits(0).success().path("homes").path(0).path("removedSessions")));
    }
    assertEquals(ids.stream().sorted().toList(), removed.stream().sorted().toList());
  }

  /// A session that is over.
  private String ended() {
    var id = sandbox.create("--", "true");
    sandbox.ended(id);
    return id;
  }

  private void age(String id, Duration duration) throws IOException {
    var record = sandbox.files(id).resolve("session.json");
    var then = Instant.now().minus(duration).truncatedTo(ChronoUnit.SECONDS);
    var text = then.toString().replace("Z", ".000Z");
    Files.writeString(
        record,
        Files.readString(record)
            .replaceFirst("\"endedAt\": \"[^\"]+\"", "\"endedAt\": \"" + text + "\""));
  }

  private void killHost() {
    var host = ProcessHandle.of(sandbox.hostPid()).orElseThrow();
    host.destroyForcibly();
    Await.until("the host is gone", () -> !Sandbox.runs(host.pid()));
  }

  private JsonNode collect(String... flags) {
    var words = new ArrayList<>(List.of("gc"));
    words.addAll(List.of(flags));
    return sandbox.ask(words.toArray(String[]::new)).exits(0).success().path("homes").path(0);
  }

  private static JsonNode skipped(JsonNode home, int index) {
    return home.path("skippedSessions").path(index);
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(node -> texts.add(node.asString()));
    return texts;
  }
}

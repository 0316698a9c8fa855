package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// `type`, `paste`, `send-keys`, `run`, `signal`, `resize`, `mark`: what goes into a session.
final class InputTest {
  private static final long TEXT_MAX_BYTES = 64L << 20;

  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();

  /// A session whose program writes the next `count` bytes it reads to a file, raw, and ends.
  private String reader(long count) {
    var script = "stty raw -echo; printf ready; head -c " + count + " > got.part; mv got.part got";
    var id = sandbox.create("--", "sh", "-c", script);
    sandbox.awaitText(id, "ready");
    return id;
  }

  /// What that program has read.
  private byte[] got(String id) throws IOException {
    sandbox.ask("wait", id, "--exit").exits(0);
    return Files.readAllBytes(sandbox.directory().resolve("got"));
  }

  private String gotText(String id) throws IOException {
    return new String(got(id), StandardCharsets.UTF_8);
  }

  private long lastSequence(String id) {
    return sandbox.ask("inspect", id).exits(0).success().path("lastEventSeq").asLong();
  }

  // ---- type ----

  @Test
  void typedTextArrivesAsItIs() throws IOException {
    var id = reader(14);
    sandbox.ask("type", id, "--", "-grün\n").exits(0);
    sandbox.ask("type", id, "漢").exits(0);
    sandbox.ask("type", id, "--append-newline", "end").exits(0);
    assertEquals("-grün\n漢end\r", gotText(id));
  }

  @Test
  void answerIsTheSequenceNumberOfTheInput() {
    var id = sandbox.create("--", "cat");
    var human = sandbox.run("type", id, "a").exits(0);
    assertTrue(human.out().matches("\\d+\n"), human::toString);
    var json = sandbox.ask("type", id, "b").exits(0).success();
    assertEquals(1, json.size(), json::toString);
    var events = sandbox.ask("log", id).exits(0).success().path("events");
    var event = events.path(json.path("seq").asInt());
    assertEquals("input", event.path("type").asString(), events::toString);
    assertEquals("b", event.path("data").asString());
  }

  @Test
  void textComesFromAFileOrStandardInput() throws IOException {
    var id = reader(9);
    var file = Files.writeString(sandbox.directory().resolve("text"), "file\n");
    sandbox.ask("type", id, "--file", file.toString()).exits(0);
    sandbox.call().reading("pipe").run("type", id, "-").exits(0);
    assertEquals("file\npipe", gotText(id));
  }

  @Test
  void longTextArrivesWholeHoweverSlowlyItIsRead() throws IOException {
    var bytes = new byte[8 << 20];
    var random = new Random(1);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (' ' + random.nextInt('~' - ' '));
    }
    var file = Files.write(sandbox.directory().resolve("long"), bytes);
    var id = reader(bytes.length);
    sandbox.ask("type", id, "--file", file.toString()).exits(0);
    assertArrayEquals(bytes, got(id));
  }

  @Test
  void fiftyAtOnceLoseNothingAndDoNotMix() throws Exception {
    int count = 50;
    var texts = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      texts.add("<" + i + ":" + "x".repeat(2_000) + ">");
    }
    var id = reader(texts.stream().mapToLong(String::length).sum());
    var body = new ObjectMapper();
    var threads = new ArrayList<Thread>();
    var taken = new AtomicInteger();
    for (var text : texts) {
      threads.add(
          Thread.startVirtualThread(
              () -> {
                try (var api = sandbox.api()) {
                  var typed = body.writeValueAsString(Map.of("text", text));
                  if (api.post("/v1/sessions/" + id + "/type", typed).status() == 200) {
                    taken.incrementAndGet();
                  }
                }
              }));
    }
    for (var thread : threads) {
      thread.join();
    }
    assertEquals(count, taken.get());
    var got = gotText(id);
    for (var text : texts) {
      assertTrue(got.contains(text), () -> "missing or mixed: " + text.substring(0, 5));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"type", "paste", "run"})
  void exactlyOneTextIsNeededWhateverTheSession(String command) throws IOException {
    sandbox.beWithoutAHome();
    var directory = sandbox.directory();
    Files.writeString(directory.resolve("text"), "text");
    Files.writeString(directory.resolve("empty"), "");
    Files.createSymbolicLink(directory.resolve("link"), directory.resolve("text"));
    try (var large = new RandomAccessFile(directory.resolve("large").toFile(), "rw")) {
      large.setLength(TEXT_MAX_BYTES + 1);
    }
    var bad =
        List.of(
            List.<String>of(),
            List.of(""),
            List.of("text", "--file", "text"),
            List.of("--file", "missing"),
            List.of("--file", "empty"),
            List.of("--file", "link"),
            List.of("--file", "large"),
            List.of("--file", directory.toString()),
            List.of("--file", "/dev/zero"));
    for (var words : bad) {
      var arguments = new ArrayList<>(List.of(command, "nosuchsession"));
      arguments.addAll(words);
      var result = sandbox.ask(arguments.toArray(String[]::new)).exits(2);
      assertEquals("INVALID_INPUT", result.failure().path("code").asString(), result::toString);
    }
    var empty = sandbox.run(command, "nosuchsession", "--json", "-").exits(2).failure();
    assertEquals("INVALID_INPUT", empty.path("code").asString());
    var large = sandbox.ask(command, "nosuchsession", "--file", "large").failure();
    assertEquals("large", large.path("details").path("file").asString());
    assertEquals(TEXT_MAX_BYTES + 1, large.path("details").path("sizeBytes").asLong());
    assertEquals(TEXT_MAX_BYTES, large.path("details").path("maxSizeBytes").asLong());
    assertFalse(Files.exists(sandbox.home()), "a refused call made a home");
  }

  @Test
  void refusedInputHasNoEffect() {
    var id = sandbox.create("--", "sh", "-c", "stty raw -echo; printf ready; sleep 1000");
    sandbox.awaitText(id, "ready");
    var before = lastSequence(id);
    sandbox.ask("type", id, "").exits(2);
    sandbox.ask("send-keys", id, "a", "nosuchkey").exits(2);
    sandbox.ask("send-keys", id, "a", "").exits(2);
    sandbox.ask("send-keys", id, "a", "--repeat", "0").exits(2);
    sandbox.ask("send-keys", id, "a", "--repeat", "100001").exits(2);
    sandbox.ask("signal", id, "NOSUCH").exits(2);
    sandbox.ask("signal", id, "0").exits(2);
    sandbox.ask("signal", id, "TERM", "--group", "--leader").exits(2);
    sandbox.ask("resize", id, "--cols", "0", "--rows", "24").exits(2);
    sandbox.ask("resize", id, "--cols", "70000", "--rows", "24").exits(2);
    sandbox.ask("resize", id, "--cols", "9999", "--rows", "9999").exits(2);
    sandbox.ask("run", id, "echo").exits(4);
    assertEquals(before, lastSequence(id));
  }

  @Test
  void passwordIsNeverWrittenDown() throws IOException {
    var id =
        sandbox.create(
            "--", "sh", "-c", "stty -echo; printf 'Password:'; read p; stty echo; echo got $p");
    sandbox.awaitText(id, "Password:");
    sandbox.ask("type", id, "--append-newline", "sEcReT").exits(0);
    sandbox.ask("wait", id, "--exit").exits(0);
    var log = sandbox.ask("log", id, "--events").exits(0).success();
    var inputs =
        log.path("events")
            .valueStream()
            .map(JsonNode::toString)
            .filter(line -> !line.contains("\"type\":\"output\""))
            .toList();
    assertTrue(inputs.stream().noneMatch(line -> line.contains("sEcReT")), inputs::toString);
    assertTrue(
        inputs.stream().anyMatch(line -> line.contains("\"hidden-input\",\"bytes\":7")),
        inputs::toString);
  }

  // ---- paste ----

  @Test
  void pasteIsBracketedWhenTheProgramAskedForIt() throws IOException {
    var id =
        sandbox.create(
            "--", "sh", "-c", "stty raw -echo; printf '\\033[?2004hready'; head -c 16 > got");
    sandbox.awaitText(id, "ready");
    sandbox.ask("paste", id, "a\u001b[201~b\nc").exits(0);
    assertEquals("\u001b[200~ab\nc\u001b[201~", gotText(id).replace("\r", "\n"));
  }

  @Test
  void pasteIsPlainWhereTheProgramDidNotAsk() throws IOException {
    var id = reader(3);
    sandbox.ask("paste", id, "abc").exits(0);
    assertEquals("abc", gotText(id));
  }

  @Test
  void bracketsCanBeForced() throws IOException {
    var id = reader(15);
    sandbox.ask("paste", id, "abc", "--force-bracketed").exits(0);
    assertEquals("\u001b[200~abc\u001b[201~", gotText(id));
  }

  // ---- send-keys ----

  @Test
  void keysFollowTheModesOfTheProgram() throws IOException {
    var normal = reader(9);
    var result = sandbox.ask("send-keys", normal, "Up", "F1", "ctrl+a", "é").exits(0);
    assertEquals("\u001b[A\u001bOP\u0001é", gotText(normal));
    assertEquals(9, result.success().path("bytesWritten").asLong());
    assertEquals("[\"Up\",\"F1\",\"ctrl+a\",\"é\"]", result.success().path("accepted").toString());
    var application =
        sandbox.create(
            "--", "sh", "-c", "stty raw -echo; printf '\\033[?1hready'; head -c 3 > got");
    sandbox.awaitText(application, "ready");
    sandbox.ask("send-keys", application, "Up").exits(0);
    assertEquals("\u001bOA", gotText(application));
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void rowOfKeysIsRepeated(String delay) throws IOException {
    var id = reader(9);
    sandbox.ask("send-keys", id, "a", "Enter", "b", "--repeat", "3", "--delay", delay).exits(0);
    assertEquals("a\rba\rba\rb", gotText(id));
  }

  // ---- run ----

  @Test
  void runTypesTheCommandAndEnter() {
    var id = sandbox.create("--", "sh");
    var result = sandbox.ask("run", id, "echo $((6*7))", "--no-wait").exits(0).success();
    assertTrue(result.path("accepted").asBoolean());
    sandbox
        .ask("wait", id, "--regex", "(?m)^42$", "--after", result.path("seq").asString())
        .exits(0);
  }

  // ---- signal ----

  @ParameterizedTest
  @CsvSource({"TERM, SIGTERM", "sigterm, SIGTERM", "15, SIGTERM", "SIGUSR1, SIGUSR1"})
  void signalIsNamedInManyWaysAndEndsTheProgram(String spelling, String name) {
    var id = sandbox.create("--", "sleep", "1000");
    var result = sandbox.ask("signal", id, spelling).exits(0).success();
    assertEquals(name, result.path("signal").asString());
    assertTrue(result.path("delivered").asBoolean());
    var end = sandbox.ask("wait", id, "--exit").exits(0).success();
    assertEquals(name, end.path("exitSignal").asString());
    assertFalse(end.has("exitCode"), end::toString);
    assertEquals(name, sandbox.session(id).path("exitSignal").asString());
  }

  @Test
  void signalReachesTheWholeGroupOrTheLeaderAlone() {
    var script =
        "trap 'echo leader' USR1; sh -c 'trap \"echo other; exit\" USR1; echo ready; "
            + "while :; do sleep 0.05; done'; echo done; while :; do sleep 0.05; done";
    var group = sandbox.create("--", "sh", "-c", script);
    sandbox.awaitText(group, "ready");
    sandbox.ask("signal", group, "USR1").exits(0);
    sandbox.awaitText(group, "other");
    sandbox.awaitText(group, "leader");
    var leader =
        sandbox.create(
            "--",
            "sh",
            "-c",
            "trap 'echo leader' USR1; echo ready; " + "while :; do sleep 0.05; done");
    sandbox.awaitText(leader, "ready");
    sandbox.ask("signal", leader, "USR1", "--leader").exits(0);
    sandbox.awaitText(leader, "leader");
  }

  // ---- resize, mark ----

  @Test
  void resizeIsToldToTheProgramAndTheScreen() {
    var id =
        sandbox.create(
            "--",
            "sh",
            "-c",
            "trap 'stty size' WINCH; echo ready; " + "while :; do sleep 0.05; done");
    sandbox.awaitText(id, "ready");
    var result = sandbox.ask("resize", id, "--cols", "100", "--rows", "30").exits(0);
    assertEquals(100, result.success().path("cols").asInt());
    assertEquals(30, result.success().path("rows").asInt());
    sandbox.awaitText(id, "30 100");
    var snapshot = sandbox.ask("snapshot", id).exits(0).success();
    assertEquals(100, snapshot.path("cols").asInt());
    assertEquals(30, snapshot.path("visibleLines").size());
    sandbox.ask("resize", id, "--cols", "9").exits(2);
  }

  @Test
  void programThatAsksItsTerminalForASizeGetsIt() {
    var id =
        sandbox.create(
            "--",
            "sh",
            "-c",
            "trap 'stty size' WINCH; printf '\\033[8;30;100t'; while :; do sleep 0.05; done");
    sandbox.awaitText(id, "30 100");
    assertEquals(100, sandbox.session(id).path("cols").asInt());
    assertTrue(
        sandbox
            .ask("log", id, "--events")
            .success()
            .toString()
            .contains("\"resize\",\"cols\":100,\"rows\":30"));
    var live = sandbox.screen(id);
    sandbox.ask("signal", id, "KILL").exits(0);
    sandbox.ended(id);
    assertEquals(live, sandbox.screen(id));
  }

  @Test
  void markIsInTheHistoryAlsoWithoutAName() {
    var id = sandbox.create("--", "cat");
    sandbox.ask("mark", id, "tests start").exits(0);
    sandbox.ask("mark", id, "").exits(0);
    var events = sandbox.ask("log", id, "--events").exits(0).success().toString();
    assertTrue(events.contains("\"type\":\"mark\",\"label\":\"tests start\""), events);
    assertTrue(events.contains("\"type\":\"mark\",\"label\":\"\""), events);
  }

  @Test
  void fileOutsideTheDirectoryIsFoundByItsRelativePath() throws IOException {
    var inner = Files.createDirectories(sandbox.directory().resolve("inner"));
    Files.writeString(sandbox.directory().resolve("text"), "abc");
    var id = reader(3);
    sandbox.call().in(inner).run("type", id, "--file", Path.of("..", "text").toString()).exits(0);
    assertEquals("abc", gotText(id));
  }
}

package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/// Many sessions in one host: what they take of the machine, and that each gets its part of it.
/// Times are printed and not asserted.
final class ScaleTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long HOST_MAX_KIB = 512 << 10;
  private static final int THREADS_MAX = 50;
  private static final int FILES_PER_SESSION = 5;
  private static final int FILES_OF_THE_HOST = 150;

  @RegisterExtension final Sandbox sandbox = new Sandbox();

  @Test
  void aHundredIdleSessions() throws IOException {
    idle(100);
  }

  @Test
  @Tag("faults")
  void aThousandIdleSessions() throws IOException {
    idle(1_000);
  }

  private void idle(int count) throws IOException {
    var first = sandbox.create("--", "cat");
    long start = System.nanoTime();
    create(count - 1, "exec cat");
    double seconds = (System.nanoTime() - start) / 1e9;
    long host = sandbox.hostPid();
    var status = Files.readString(Path.of("/proc/" + host + "/status"));
    long memory = field(status, "VmRSS");
    long threads = field(status, "Threads");
    long files;
    try (Stream<Path> open = Files.list(Path.of("/proc/" + host + "/fd"))) {
      files = open.count();
    }
    System.out.printf(
        "%d idle sessions: %d MB, %d threads, %d open files, created at %.0f per second%n",
        count, memory >> 10, threads, files, (count - 1) / seconds);
    assertTrue(memory <= HOST_MAX_KIB, memory + " KiB");
    assertTrue(threads <= THREADS_MAX, threads + " threads");
    assertTrue(files <= (long) FILES_PER_SESSION * count + FILES_OF_THE_HOST, files + " files");
    assertEquals(count, sandbox.ask("list").exits(0).success().path("sessions").size());
    sandbox.ask("type", first, "echo\n").exits(0);
    sandbox.awaitText(first, "echo");
    // All of them lose their host at once.
    sandbox.signal("KILL", host);
    Await.until("the host is gone", () -> !Sandbox.runs(host));
    start = System.nanoTime();
    // The system itself takes a while to end a host with a thousand terminals.
    Await.until(
        "the sessions are known to be over",
        () -> sandbox.ask("list").exits(0).success().path("sessions").isEmpty());
    System.out.printf(
        "%d sessions reconciled in %.1f s%n", count, (System.nanoTime() - start) / 1e9);
    Await.until("no process is left", () -> sandbox.processes().isEmpty());
  }

  @Test
  @Tag("faults")
  void tenThousandSessionsAreListed() throws IOException {
    int count = 10_000;
    var template = sandbox.create("--", "true");
    sandbox.ended(template);
    sandbox.stopHost();
    var record = Files.readString(sandbox.files(template).resolve("session.json"));
    for (int i = 1; i < count; i++) {
      var id = template.substring(0, 16) + "%010d".formatted(i);
      var directory = Files.createDirectory(sandbox.files(id));
      Files.writeString(directory.resolve("session.json"), record.replace(template, id));
    }
    for (var command : List.of(List.of("list", "--all"), List.of("gc", "--older-than", "7d"))) {
      long start = System.nanoTime();
      sandbox.ask(command.toArray(String[]::new)).exits(0);
      System.out.printf(
          "%s over %d sessions: %d ms%n",
          command.getFirst(), count, (System.nanoTime() - start) / 1_000_000);
    }
    var listed = sandbox.ask("list", "--all").exits(0).success();
    assertEquals(count, listed.path("sessions").size());
  }

  @Test
  @Tag("faults")
  void aHundredPrintingSessionsShareFairly() {
    var first = sandbox.create("--", "cat");
    int count = 100;
    var ids = create(count, "exec yes 0123456789012345678901234567890123456789");
    Await.until("the last one has printed", () -> bytes(ids.getLast()) > 1 << 20);
    var before = ids.stream().mapToLong(this::bytes).toArray();
    sandbox.ask("type", first, "through the flood\n").exits(0);
    sandbox.awaitText(first, "through the flood");
    Await.until(
        "all of them print on",
        () -> bytes(ids.getFirst()) - before[0] > 1 << 20 && hasEachGrown(ids, before));
    var grown = new long[count];
    for (int i = 0; i < count; i++) {
      grown[i] = bytes(ids.get(i)) - before[i];
    }
    var sorted = LongStream.of(grown).sorted().toArray();
    System.out.printf(
        "%d printing sessions: the slowest got %.2f, the fastest %.2f of the median%n",
        count,
        (double) sorted[0] / sorted[count / 2],
        (double) sorted[count - 1] / sorted[count / 2]);
    sandbox.ask("host", "stop", "--grace", "0").exits(0);
  }

  private boolean hasEachGrown(List<String> ids, long[] before) {
    for (int i = 0; i < before.length; i++) {
      if (bytes(ids.get(i)) == before[i]) {
        return false;
      }
    }
    return true;
  }

  /// The size of a session's log.
  private long bytes(String id) {
    try (var segments = Files.list(sandbox.files(id).resolve("log"))) {
      return segments.mapToLong(segment -> segment.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> create(int count, String script) {
    var ids = new ArrayList<String>();
    var body =
        JSON.writeValueAsString(
            Map.of(
                "cwd",
                "/",
                "command",
                List.of("sh", "-c", script),
                "environment",
                sandbox.environment()));
    try (var api = sandbox.api()) {
      for (int i = 0; i < count; i++) {
        var answer = api.post("/v1/sessions", body);
        assertEquals(200, answer.status(), answer::toString);
        ids.add(answer.json().path("sessionId").asString());
      }
    }
    return ids;
  }

  private static long field(String status, String name) {
    return status
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }
}

package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.testing.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/// Fifty sessions with mixed work for a long time: typing, waiting, printing, resizing, snapshots,
/// ends and new beginnings. No request fails, and after the first tenth of the time the host takes
/// no more memory and no more descriptors.
///
/// Runs with `-Psoak`, for 30 minutes or `-Dsoak.minutes=N`; `-Dfuzz.seed=N` for the same work.
@Tag("soak")
final class SoakTest {
  private static final int SESSIONS = 50;
  private static final Duration TIME = Duration.ofMinutes(Integer.getInteger("soak.minutes", 30));

  /// What a heap may swing by and still be flat: scrollbacks fill up.
  private static final long HEAP_SWING_BYTES = 96L << 20;

  private static final int FILES_SWING = 40;
  private static final int ROUNDS_PER_LOOK = 200;
  private static final JsonMapper JSON = new JsonMapper();

  @RegisterExtension final Sandbox sandbox = new Sandbox();

  private final long seed = Seed.get();
  private final Random random = new Random(seed);
  private final List<String> sessions = new ArrayList<>();

  /// What the host takes at one moment.
  private record Look(long heap, long files, long threads) {}

  @Test
  void mixedWorkForALongTime() throws IOException {
    var first = sandbox.create("--", "cat");
    long host = sandbox.hostPid();
    long start = System.nanoTime();
    long requests = 0;
    Look base = null;
    try (var api = sandbox.api()) {
      for (int i = 0; i < SESSIONS; i++) {
        sessions.add(create(api));
      }
      for (long passed = 0; passed < TIME.toNanos(); passed = System.nanoTime() - start) {
        for (int i = 0; i < ROUNDS_PER_LOOK; i++) {
          work(api);
          requests++;
        }
        var now = look(api, host);
        if (base == null && passed > TIME.toNanos() / 10) {
          base = now;
          System.out.println("soak, after a tenth: " + now);
        }
        if (base != null) {
          var about = "seed %d, after %d requests: %s, was %s".formatted(seed, requests, now, base);
          assertTrue(now.heap() <= base.heap() + HEAP_SWING_BYTES, about);
          assertTrue(now.files() <= base.files() + FILES_SWING, about);
          assertTrue(now.threads() <= base.threads() + 10, about);
        }
      }
      System.out.println("soak, " + requests + " requests, at the end: " + look(api, host));
    }
    sandbox.run("type", first, "the end\n").exits(0);
    sandbox.awaitText(first, "the end");
    assertEquals(host, sandbox.hostPid());
    sandbox.run("doctor").exits(0);
  }

  private Look look(Api api, long host) throws IOException {
    // Garbage is no growth.
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    sandbox.call().of(jcmd).run(Long.toString(host), "GC.run").exits(0);
    var status = api.get("/v1/host").json();
    try (var files = Files.list(Path.of("/proc/" + host + "/fd"));
        var threads = Files.list(Path.of("/proc/" + host + "/task"))) {
      return new Look(status.path("heapUsedBytes").asLong(), files.count(), threads.count());
    }
  }

  private String create(Api api) {
    var body =
        Map.of(
            "cwd",
            "/",
            "command",
            List.of("sh", "-c", "stty -echo; while read -r line; do eval \"$line\"; done"),
            "environment",
            sandbox.environment());
    var answer = api.post("/v1/sessions", JSON.writeValueAsString(body));
    assertEquals(200, answer.status(), answer::toString);
    return answer.json().path("sessionId").asString();
  }

  private void work(Api api) {
    int at = random.nextInt(sessions.size());
    var path = "/v1/sessions/" + sessions.get(at);
    int number = random.nextInt(1_000_000);
    switch (random.nextInt(8)) {
      case 0 -> ask(api, path + "/type", Map.of("text", "seq " + random.nextInt(3_000) + "\n"));
      case 1 -> {
        ask(api, path + "/type", Map.of("text", "echo said-" + number + "\n"));
        ask(api, path + "/wait-screen", Map.of("text", "said-" + number, "timeoutMs", 60_000));
      }
      case 2 ->
          ask(
              api,
              path + "/resize",
              Map.of("cols", 20 + random.nextInt(200), "rows", 5 + random.nextInt(60)));
      case 3 -> ask(api, path + "/mark", Map.of("label", "mark " + number));
      case 4 -> ask(api, path + "/snapshot", Map.of());
      case 5 ->
          ask(api, path + "/type", Map.of("text", "printf '\\033[3%dm%s'\n".formatted(1, "x")));
      case 6 -> assertEquals(200, api.get(path).status());
      default -> {
        if (random.nextInt(20) == 0) {
          ask(api, path + "/destroy", Map.of("graceMs", 200));
          sessions.set(at, create(api));
        }
      }
    }
  }

  private void ask(Api api, String path, Map<String, ?> body) {
    var answer = api.post(path, JSON.writeValueAsString(body));
    assertEquals(200, answer.status(), () -> "seed " + seed + ": " + path + " " + body + answer);
  }
}

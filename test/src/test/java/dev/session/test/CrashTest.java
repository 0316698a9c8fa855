package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.testing.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// The host is killed, at any moment, while many sessions print and readers follow them: every log
/// can be read, has all that a reader had seen, and the next command works as if nothing had been.
final class CrashTest {
  private static final int SESSIONS = 20;
  private static final int READERS = 3;
  private static final int ROUNDS_PER_WORD = 10;

  /// Prints lines that count, so that a hole shows; colours, so that there is more than text to
  /// lose.
  private static final String COUNTING =
      """
      ["create", "--", "sh", "-c", \
      "i=0; while :; do i=$((i+1)); printf '\\\\033[3%dm%d\\\\033[m\\\\n' $((i%8)) $i; done"]\
      """;

  @RegisterExtension final Sandbox sandbox = new Sandbox();

  private final long seed = Seed.get();
  private final Random random = new Random(seed);

  @Test
  void hostKilledWhileSessionsPrint() throws IOException {
    kill(1);
  }

  @Test
  @Tag("faults")
  void hostKilledTwoHundredTimesWhileSessionsPrint() throws IOException {
    kill(200);
  }

  private void kill(int times) throws IOException {
    for (int round = 0; round < times; round++) {
      if (round > 0 && round % ROUNDS_PER_WORD == 0) {
        System.out.println(round + " times killed");
      }
      var about = "seed " + seed + ", round " + round;
      try {
        kill();
      } catch (AssertionError e) {
        throw new AssertionError(about, e);
      }
    }
  }

  private void kill() throws IOException {
    var ids =
        sandbox.pipe(Collections.nCopies(SESSIONS, COUNTING)).stream()
            .map(answer -> answer.path("result").path("sessionId").asString())
            .toList();
    var readers = new ArrayList<Running>();
    for (var id : ids.subList(0, READERS)) {
      readers.add(sandbox.call().start("log", id, "--follow", "--raw"));
    }
    long enough = 1L + random.nextInt(200_000);
    Await.until("the readers have read", () -> readers.stream().allMatch(r -> seen(r) >= enough));

    var host = sandbox.run("host", "status", "--json").exits(0).success().path("pid").asLong();
    ProcessHandle.of(host).orElseThrow().destroyForcibly();
    Await.until("the host is gone", () -> !Sandbox.runs(host));

    var next = sandbox.create("--", "sh", "-c", "echo works; exit 4");
    sandbox.run("wait", next, "--exit", "--exit-status").exits(4);
    var answers = sandbox.pipe(ids.stream().flatMap(this::examination).toList());
    for (int i = 0; i < ids.size(); i++) {
      assertFailed(answers.get(2 * i).path("result").path("session"));
      assertTrue(answers.get(2 * i + 1).path("ok").asBoolean(), answers::toString);
      assertWhole(raw(ids.get(i)), i < READERS ? readers.get(i).await().bytes() : new byte[0]);
    }
    Await.until("only the new host runs", () -> sandbox.processes().size() == 1);
    sandbox.run("list").exits(0);
    var swept = sandbox.run("gc", "--json").exits(0).success();
    assertEquals(SESSIONS + 1, swept.path("removedSessionCount").asInt(), swept::toString);
  }

  private static long seen(Running reader) {
    return reader.process().isAlive() ? reader.outSoFar().length() : Long.MAX_VALUE;
  }

  private Stream<String> examination(String id) {
    return Stream.of("inspect " + id, "export " + id + " --format raw --out '" + raw(id) + "'");
  }

  private Path raw(String id) {
    return sandbox.directory().resolve(id + ".raw");
  }

  private static void assertFailed(JsonNode session) {
    assertEquals("failed", session.path("status").asString(), session::toString);
    assertEquals("host-death", session.path("failureOrigin").asString(), session::toString);
  }

  private static void assertWhole(Path raw, byte[] seen) throws IOException {
    var bytes = Files.readAllBytes(raw);
    Files.delete(raw);
    assertTrue(bytes.length >= seen.length, bytes.length + " bytes of " + seen.length + " seen");
    assertEquals(-1, Arrays.mismatch(seen, Arrays.copyOf(bytes, seen.length)));
    assertCounts(new String(bytes, StandardCharsets.US_ASCII));
  }

  private static void assertCounts(String printed) {
    var lines = printed.split("\r\n", -1);
    // The last may be cut off.
    for (int i = 0; i < lines.length - 1; i++) {
      int number = i + 1;
      assertEquals("\033[3%dm%d\033[m".formatted(number % 8, number), lines[i]);
    }
  }
}

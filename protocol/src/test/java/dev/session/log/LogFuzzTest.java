package dev.session.log;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.testing.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Logs with random damage: bytes changed, cut out, doubled, moved, in segments and their indexes,
/// and segments missing. A reader gives what is readable and reports the rest, in an orderly way;
/// events never have gaps or go back in time; repair leaves a log without damage.
///
/// `-Pfuzz` for a long run, `-Dfuzz.seed=N` for the same one again.
class LogFuzzTest {
  private static final int LOGS = 400 * Seed.factor();
  private static final int DAMAGES_MAX = 4;
  private static final int PIECE_MAX_BYTES = 64;

  /// Many more than a log here can have, whatever was doubled.
  private static final int EVENTS_MAX = 100_000;

  private final Path directory;
  private final long seed = Seed.get();
  private final Random random = new Random(seed);

  LogFuzzTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void damageIsReportedAndRepaired() throws IOException {
    for (int i = 0; i < LOGS; i++) {
      var log = directory.resolve("log-" + i);
      try {
        write(log);
        for (int left = 1 + random.nextInt(DAMAGES_MAX); left > 0; left--) {
          damage(log);
        }
        read(log);
        repair(log);
      } catch (IOException | RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ", log " + i, e);
      } finally {
        delete(log);
      }
    }
  }

  private void write(Path log) throws IOException {
    var clock = new ManualClock();
    var settings =
        TestLogs.SETTINGS
            .withSegmentMaxBytes(200 + random.nextInt(2_000))
            .withKeyframeEveryBytes(50 + random.nextInt(300));
    try (var writer = TestLogs.create(log, settings, clock)) {
      for (int left = random.nextInt(40); left > 0; left--) {
        clock.advanceNanos(random.nextInt(2_000_000_000));
        writer.append(payload());
      }
    }
  }

  private LogEvent.Payload payload() {
    var bytes = new byte[random.nextInt(100)];
    random.nextBytes(bytes);
    return switch (random.nextInt(5)) {
      case 0 -> new LogEvent.Input(bytes);
      case 1 -> new LogEvent.Resize(1 + random.nextInt(200), 1 + random.nextInt(60));
      case 2 -> new LogEvent.Mark("mark " + random.nextInt());
      default -> new LogEvent.Output(bytes);
    };
  }

  private void damage(Path log) throws IOException {
    var files = files(log);
    if (files.isEmpty()) {
      return;
    }
    var file = files.get(random.nextInt(files.size()));
    if (random.nextInt(20) == 0) {
      Files.delete(file);
      return;
    }
    Files.write(file, damaged(Files.readAllBytes(file)));
  }

  private byte[] damaged(byte[] bytes) {
    if (bytes.length == 0) {
      return new byte[random.nextInt(PIECE_MAX_BYTES)];
    }
    int at = random.nextInt(bytes.length);
    int end = Math.min(bytes.length, at + 1 + random.nextInt(PIECE_MAX_BYTES));
    var piece = Arrays.copyOfRange(bytes, at, end);
    return switch (random.nextInt(6)) {
      case 0 -> {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        yield bytes;
      }
      case 1 -> {
        random.nextBytes(piece);
        System.arraycopy(piece, 0, bytes, at, piece.length);
        yield bytes;
      }
      case 2 -> {
        Arrays.fill(bytes, at, end, (byte) 0);
        yield bytes;
      }
      case 3 -> Arrays.copyOf(bytes, at);
      case 4 -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, end, bytes.length));
      default -> joined(joined(Arrays.copyOf(bytes, end), piece), rest(bytes, end));
    };
  }

  private static byte[] rest(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    var both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static void read(Path log) {
    try (var reader = LogReader.open(log)) {
      int events = 0;
      long sequence = -1;
      long micros = Long.MIN_VALUE;
      while (reader.next()) {
        var event = reader.event();
        assertTrue(
            sequence < 0 || event.sequence() == sequence + 1,
            () -> "a hole before event " + event.sequence());
        assertTrue(event.timeMicros() >= micros, () -> "time goes back at " + event.sequence());
        assertTrue(++events < EVENTS_MAX, "the reader does not come to an end");
        sequence = event.sequence();
        micros = event.timeMicros();
      }
    } catch (IOException told) {
      // There is nothing to begin with: no segment, or no header that can be read.
    }
  }

  private static void repair(Path log) throws IOException {
    var plan = plan(log);
    if (plan != null) {
      plan.apply();
      assertNull(plan(log), "something is left to repair");
    }
  }

  /// None where no segment is left at all.
  private static @Nullable LogRepair plan(Path log) throws IOException {
    return SegmentFiles.numbers(log).isEmpty() ? null : LogRepair.plan(log);
  }

  private static List<Path> files(Path log) throws IOException {
    try (var all = Files.list(log)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void delete(Path log) throws IOException {
    try (var all = Files.walk(log)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}

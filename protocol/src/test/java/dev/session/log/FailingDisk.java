package dev.session.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// The program that [LogWriteFailureTest] runs where the disk is small or files must not grow:
/// writes a log until that fails, and checks what a writer promises then. Its exit code tells.
final class FailingDisk {

  private static final String TEXT = "an event of some length, with an escape \u001b[m: ";

  private final Path log;
  private final Path filler;
  private final LogSettings settings;

  private FailingDisk(Path directory, LogSettings settings) {
    log = directory.resolve("log");
    filler = directory.resolve("filler");
    this.settings = settings;
  }

  /// Arguments: a directory, the reason that writing must fail for, the size of a segment.
  public static void main(String[] arguments) throws IOException {
    var disk =
        new FailingDisk(
            Path.of(arguments[0]),
            TestLogs.SETTINGS
                .withSegmentMaxBytes(Long.parseLong(arguments[2]))
                .withKeyframeEveryBytes(5000));
    disk.run(LogWriteException.Reason.valueOf(arguments[1]));
  }

  private void run(LogWriteException.Reason expected) throws IOException {
    boolean canMakeRoom = expected == LogWriteException.Reason.DISK_FULL;
    if (canMakeRoom) {
      Files.write(filler, new byte[150_000]);
    }
    try (var writer = TestLogs.create(log, settings)) {
      for (int round = 0; round < 3; round++) {
        var failure = writeUntilItFails(writer);
        require(failure.reason() == expected, failure.toString());
        requireAllReadable(writer);
        require(fails(writer), "nothing has changed, so it fails again");
        requireAllReadable(writer);
        if (!canMakeRoom) {
          return;
        }
        Files.write(filler, new byte[100_000 - 50_000 * round]);
        append(writer);
        requireAllReadable(writer);
      }
      Files.delete(filler);
      writer.seal();
    }
    require(LogRepair.plan(log) == null, "the log is intact");
  }

  private LogWriteException writeUntilItFails(LogWriter writer) {
    while (true) {
      try {
        append(writer);
      } catch (LogWriteException e) {
        return e;
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static boolean fails(LogWriter writer) throws IOException {
    long before = writer.nextSequence();
    try {
      // Longer than the one that failed, which some file systems would still have a page for.
      TestLogs.output(writer, TEXT.repeat(1000));
      return false;
    } catch (LogWriteException _) {
      require(writer.nextSequence() == before, "what failed has no number");
      return true;
    }
  }

  private static void append(LogWriter writer) throws IOException {
    TestLogs.output(writer, TEXT + writer.nextSequence());
  }

  private void requireAllReadable(LogWriter writer) throws IOException {
    List<LogEvent> events = TestLogs.events(log);
    require(events.size() == writer.nextSequence(), "exactly what has a number is in the log");
    for (var event : events) {
      if (event.payload() instanceof LogEvent.Output(byte[] bytes)) {
        String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
        require(Objects.equals(text, TEXT + event.sequence()), text);
      }
    }
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalStateException("Not so: " + sentence);
    }
  }
}

package dev.session.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.session.log.LogEvent.Mark;
import dev.session.log.LogWriteException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Failures that are real: the child process has a full disk or a limit for files.
class LogWriteFailureTest {

  private final Path directory;

  LogWriteFailureTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @ValueSource(longs = {10_000, 10_000_000})
  void onAFullDiskNothingIsLostAndNothingIsMadeUpAndWritingGoesOnWhenThereIsRoom(long segmentBytes)
      throws Exception {
    String mount = "mount -t tmpfs -o size=300k tmpfs \"$0\"";
    assumeTrue(
        run(List.of("unshare", "-m", "sh", "-c", mount, directory.toString())).isEmpty(),
        "This user must not mount a small file system, so no disk can be filled.");
    var command = new ArrayList<>(List.of("unshare", "-m", "sh", "-c"));
    command.add(mount + " && exec \"$@\"");
    command.add(directory.toString());
    command.addAll(java());
    command.addAll(List.of(directory.toString(), "DISK_FULL", Long.toString(segmentBytes)));
    assertEquals("", run(command));
  }

  @Test
  void aLimitForTheSizeOfFilesIsTold() throws Exception {
    var command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 100 && exec \"$@\"", "sh"));
    command.addAll(java());
    command.addAll(List.of(directory.toString(), "FILE_SIZE_LIMIT", "10000000"));
    assertEquals("", run(command));
    Path log = directory.resolve("log");
    int events = TestLogs.events(log).size();
    assertTrue(events > 100);
    try (var writer = TestLogs.reopen(log, TestLogs.SETTINGS)) {
      assertEquals(events, writer.append(new Mark("without the limit")));
    }
  }

  private static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:-UsePerfData", // its file would be larger than the limit
        "-ea",
        "-cp",
        System.getProperty("java.class.path"),
        FailingDisk.class.getName());
  }

  /// What a command printed and its exit code unless that is 0; nothing if all is well.
  private static String run(List<String> command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    return exit == 0 ? output : output + "exit " + exit;
  }

  @Test
  void aDirectoryThatIsGoneIsToldWhenTheNextSegmentIsBegun() throws IOException {
    Path log = directory.resolve("log");
    try (var writer = TestLogs.create(log, TestLogs.SETTINGS)) {
      writer.append(new Mark("a"));
      writer.seal();
      Files.delete(SegmentFiles.plain(log, 1));
      Files.delete(log);
      var error = assertThrows(LogWriteException.class, () -> writer.append(new Mark("b")));
      assertEquals(Reason.GONE, error.reason());
    }
  }

  @Test
  void aTextThatNoReaderWouldTakeIsRefusedWithoutEffect() throws IOException {
    Path log = directory.resolve("log");
    try (var writer = TestLogs.create(log, TestLogs.SETTINGS)) {
      writer.append(new Mark("x".repeat(LogWriter.TEXT_MAX_BYTES)));
      assertThrows(
          IllegalArgumentException.class,
          () -> writer.append(new Mark("x".repeat(LogWriter.TEXT_MAX_BYTES + 1))));
      assertEquals(1, writer.append(new Mark("y")));
    }
    assertEquals(2, TestLogs.events(log).size());
  }
}

package dev.session.terminal.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Our own recordings of real programs, each a directory with `input.bin`, the bytes that the
/// program wrote, and `expected.txt`, what the screen then shows (`GoldenText`). Always run.
///
/// A mismatch never overwrites: it writes what we show to `target/golden/NAME/expected.txt` for a
/// person to compare, and to copy if it is right. A new recording begins with an `expected.txt`
/// that has only the line `size COLSxROWS`.
class GoldenRecordingTest {
  private static final Pattern SIZE = Pattern.compile("size (\\d+)x(\\d+)");

  @TestFactory
  Stream<DynamicTest> recordingsShowWhatTheyShowedBefore() throws IOException {
    Path golden = module().resolve("src/test/resources/terminal/golden");
    try (Stream<Path> directories = Files.list(golden)) {
      List<Path> recordings = directories.filter(Files::isDirectory).sorted().toList();
      assertTrue(recordings.size() > 5, "only " + recordings.size() + " recordings in " + golden);
      return recordings.stream()
          .map(path -> dynamicTest(path.getFileName().toString(), () -> showsAsBefore(path)));
    }
  }

  @TestFactory
  Stream<DynamicTest> recordingsAreTheSameAtAnyChunking() throws IOException {
    Path golden = module().resolve("src/test/resources/terminal/golden");
    try (Stream<Path> directories = Files.list(golden)) {
      return directories.filter(Files::isDirectory).sorted().toList().stream()
          .map(
              path ->
                  dynamicTest(
                      path.getFileName().toString(),
                      () -> {
                        TerminalUnderTest sized = terminalFor(Files.readString(expected(path)));
                        ChunkIndependence.check(
                            sized.cols(),
                            sized.rows(),
                            Files.readAllBytes(path.resolve("input.bin")));
                      }));
    }
  }

  private static void showsAsBefore(Path recording) throws IOException {
    String expected = Files.readString(expected(recording));
    TerminalUnderTest terminal = terminalFor(expected);
    byte[] input = Files.readAllBytes(recording.resolve("input.bin"));
    terminal.feed(input, 0, input.length);
    String shown = GoldenText.of(terminal);
    if (!shown.equals(expected)) {
      Path candidate =
          module()
              .resolve("target/golden")
              .resolve(recording.getFileName())
              .resolve("expected.txt");
      Files.createDirectories(candidate.getParent());
      Files.writeString(candidate, shown);
      fail("%s is not shown as expected. Compare it with %s".formatted(recording, candidate));
    }
  }

  private static Path expected(Path recording) {
    return recording.resolve("expected.txt");
  }

  private static TerminalUnderTest terminalFor(String expected) {
    Matcher size = SIZE.matcher(expected);
    assertTrue(size.lookingAt(), "expected.txt begins with `size COLSxROWS`");
    return new TerminalUnderTest(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
  }

  /// Maven runs tests in the module's directory, an IDE often in the repository's.
  private static Path module() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("protocol")) ? here.resolve("protocol") : here;
  }
}

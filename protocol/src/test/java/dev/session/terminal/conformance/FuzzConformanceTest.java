package dev.session.terminal.conformance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Inputs that a fuzzer found interesting: none may throw, and the state must not depend on the
/// chunks. The build takes a sample, `-Dconformance=full` all of them.
class FuzzConformanceTest {
  private static final int SAMPLE_EVERY = 12;
  private static final int COLS = 80;
  private static final int ROWS = 24;
  private static final List<String> ARCHIVES =
      List.of("raw-osc-cmin", "raw-parser-cmin", "raw-stream-dev");
  private static final Tally FED = new Tally("hostile input, any chunking");

  @AfterAll
  static void printCounts() {
    FED.print();
  }

  @TestFactory
  Stream<DynamicTest> hostileInputDoesNoHarmAtAnyChunking() {
    return ARCHIVES.stream().flatMap(FuzzConformanceTest::tests);
  }

  private static Stream<DynamicTest> tests(String archive) {
    byte[] tar = ConformanceData.bytes("ghostty_fuzz/" + archive + ".tar.gz");
    List<Map.Entry<String, byte[]>> files = new ArrayList<>(TarReader.files(tar).entrySet());
    assertFalse(files.isEmpty(), archive + " holds no files");
    boolean full = "full".equals(System.getProperty("conformance"));
    return Stream.iterate(0, i -> i < files.size(), i -> i + (full ? 1 : SAMPLE_EVERY))
        .map(files::get)
        .map(
            file ->
                dynamicTest(
                    archive + "/" + file.getKey(),
                    () ->
                        FED.count(
                            archive, () -> ChunkIndependence.check(COLS, ROWS, file.getValue()))));
  }
}

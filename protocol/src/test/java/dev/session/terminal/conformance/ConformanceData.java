package dev.session.terminal.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Finds and reads the conformance data that lies beside the repository.
public final class ConformanceData {
  private ConformanceData() {}

  /// The path of `relative` in the data; skips the test where the data is absent.
  public static Path path(String relative) {
    Path path = root().resolve(relative);
    assumeTrue(Files.exists(path), () -> "no conformance data: " + path + " does not exist");
    return path;
  }

  public static byte[] bytes(String relative) {
    Path path = path(relative);
    try {
      byte[] bytes = Files.readAllBytes(path);
      return relative.endsWith(".gz") ? unzipped(bytes) : bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String text(String relative) {
    return new String(bytes(relative), StandardCharsets.UTF_8);
  }

  public static List<String> lines(String relative) {
    return text(relative).lines().toList();
  }

  /// Maven runs tests in the module's directory, an IDE often in the repository's.
  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    boolean inRepository = Files.isDirectory(here.resolve("protocol"));
    return here.resolve(inRepository ? ".." : "../..").resolve("shared/conformance").normalize();
  }

  private static byte[] unzipped(byte[] bytes) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }
}

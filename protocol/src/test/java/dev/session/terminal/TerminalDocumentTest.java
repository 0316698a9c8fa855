package dev.session.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/terminal.md` against the code: it must not go stale where that can be checked.
class TerminalDocumentTest {
  @Test
  void everyModeIsInTheDocument() throws IOException {
    String document = Files.readString(module().resolveSibling("docs/terminal.md"));
    List<String> missing =
        Arrays.stream(Mode.values())
            .map(mode -> "`" + (mode.isPrivate() ? "?" : "") + mode.number() + "`")
            .filter(mode -> !document.contains(mode))
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void everyTestThatTheDocumentNamesIsThere() throws IOException {
    String document = Files.readString(module().resolveSibling("docs/terminal.md"));
    List<String> named =
        Pattern.compile("`([A-Z][A-Za-z]+Test)`")
            .matcher(document)
            .results()
            .map((MatchResult match) -> match.group(1))
            .distinct()
            .toList();
    assertTrue(named.size() > 8, "only " + named + " are named");
    try (Stream<Path> files = Files.walk(module().resolve("src/test/java"))) {
      List<String> present =
          files.map(path -> path.getFileName().toString().replace(".java", "")).toList();
      assertEquals(List.of(), named.stream().filter(name -> !present.contains(name)).toList());
    }
  }

  /// Maven runs tests in the module's directory, an IDE often in the repository's.
  private static Path module() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("protocol")) ? here.resolve("protocol") : here;
  }
}

package dev.session.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {
  private final Path directory;

  ConfigTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private Config read(String content) throws IOException {
    Files.writeString(directory.resolve("config.json"), content);
    return Config.read(new Home(directory, true));
  }

  @Test
  void theBuiltInSettings() {
    assertEquals(
        new Config(
            null,
            null,
            null,
            null,
            null,
            80,
            24,
            0,
            0,
            600_000,
            new Config.Logging("interval", 67_108_864, 0, false, List.of()),
            null),
        Config.read(new Home(directory, true)));
  }

  @Test
  void anEmptyObjectChangesNothing() throws IOException {
    assertEquals(Config.DEFAULT, read("{}"));
    assertEquals(Config.DEFAULT, read("{\"log\":{}}"));
  }

  @Test
  void everySettingIsRead() throws IOException {
    assertEquals(
        new Config(
            "debug",
            "reference-light",
            "builtin",
            "/bin/zsh",
            "xterm",
            132,
            50,
            1,
            2,
            9_007_199_254_740_992L,
            new Config.Logging("always", 65_536, 131_072, true, List.of("tok_\\w+")),
            JsonObject.builder().put("mine", JsonObject.EMPTY).build()),
        read(
            """
            {"logLevel": "debug", "defaultProfile": "reference-light", "defaultRenderer": "builtin",
             "defaultShell": "/bin/zsh", "defaultTerm": "xterm", "defaultCols": 132,
             "defaultRows": 50, "idleTimeoutMs": 1, "ttlMs": 2, "hostIdleMs": 9007199254740992,
             "log": {"fsync": "always", "segmentBytes": 65536, "maxBytes": 131072, "compress": true,
              "redact": ["tok_\\\\w+"]},
             "themes": {"mine": {}}}
            """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"idleTimeout\": 1}               | idleTimeout",
        "{\"log\": {\"sync\": \"x\"}}       | log.sync",
        "{\"logLevel\": \"loud\"}           | logLevel",
        "{\"logLevel\": 1}                  | logLevel",
        "{\"logLevel\": null}               | logLevel",
        "{\"defaultRenderer\": \"webgl\"}   | defaultRenderer",
        "{\"defaultShell\": \" \"}          | defaultShell",
        "{\"defaultProfile\": \"\"}         | defaultProfile",
        "{\"defaultTerm\": \"\"}            | defaultTerm",
        "{\"defaultCols\": 0}               | defaultCols",
        "{\"defaultCols\": 10001}           | defaultCols",
        "{\"defaultRows\": \"24\"}          | defaultRows",
        "{\"defaultRows\": 24.5}            | defaultRows",
        "{\"idleTimeoutMs\": -1}            | idleTimeoutMs",
        "{\"ttlMs\": 1e30}                  | ttlMs",
        "{\"hostIdleMs\": true}             | hostIdleMs",
        "{\"log\": []}                      | log",
        "{\"log\": {\"fsync\": \"often\"}}  | log.fsync",
        "{\"log\": {\"segmentBytes\": 65535}} | log.segmentBytes",
        "{\"log\": {\"maxBytes\": 131071}}   | log.maxBytes",
        "{\"log\": {\"compress\": \"gzip\"}} | log.compress",
        "{\"log\": {\"redact\": [\"a(\"]}}    | log.redact",
        "[]                                 | expected an object",
      })
  void aBadSettingIsNamedTogetherWithTheFile(String content, String named) {
    assertRefused(content, named);
  }

  @Test
  void badJsonIsRefusedWithItsLine() {
    assertRefused("{\n  \"ttlMs\": 1,\n  \"logLevel\" \"info\"\n}", "line 3");
    assertRefused("", "line 1");
  }

  @Test
  void aBadSettingIsRefusedWithItsLine() {
    assertRefused(
        "{\n  \"ttlMs\": 1,\n  \"log\": {\n    \"fsync\": \"x\"}\n}", "line 4, \"log.fsync\"");
    assertRefused("{\"log\": {\"redact\": [\"a\",\n 2]}}", "line 2, \"log.redact[1]\"");
    assertRefused("{\n\n\"tttlMs\": 1}", "line 3, \"tttlMs\"");
  }

  private void assertRefused(String content, String words) {
    var failure = assertThrows(SessionException.class, () -> read(content));
    assertEquals(ErrorCode.INVALID_INPUT, failure.code());
    assertTrue(failure.sentence().contains(words), failure.sentence());
    assertTrue(
        failure.sentence().contains(directory.resolve("config.json").toString()),
        failure.sentence());
  }
}

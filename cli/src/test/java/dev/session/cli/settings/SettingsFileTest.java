package dev.session.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.SessionException;
import dev.session.home.Config;
import dev.session.home.Home;
import dev.session.json.JsonNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsFileTest {
  @TempDir private Path directory;
  private Home home = new Home(Path.of("/"), true);
  private SettingsFile file = new SettingsFile(home);

  @BeforeEach
  void open() {
    home = new Home(directory, true);
    file = new SettingsFile(home);
  }

  private String content() throws IOException {
    return Files.readString(home.config());
  }

  private static String validValueOf(Setting setting) {
    return switch (setting) {
      case LOG_LEVEL -> "debug";
      case DEFAULT_PROFILE -> "reference-light";
      case DEFAULT_RENDERER -> "builtin";
      case DEFAULT_SHELL -> "/bin/sh";
      case DEFAULT_TERM -> "xterm";
      case DEFAULT_COLS, DEFAULT_ROWS -> "100";
      case IDLE_TIMEOUT_MS, TTL_MS, HOST_IDLE_MS -> "5000";
      case LOG_FSYNC -> "always";
      case LOG_SEGMENT_BYTES, LOG_MAX_BYTES -> "1048576";
      case LOG_COMPRESS -> "true";
      case LOG_REDACT -> "secret";
      case THEMES -> "{\"mine\":{\"background\":\"#101010\"}}";
    };
  }

  @ParameterizedTest
  @EnumSource
  void everySettingCanBeSetAndTakenOut(Setting setting) throws IOException {
    assertNull(file.get(setting));
    file.set(setting, List.of(validValueOf(setting)));
    assertTrue(Objects.requireNonNull(file.get(setting)).compact().contains(validValueOf(setting)));
    file.set(setting, List.of());
    assertEquals("{}\n", content());
  }

  /// A setting that [Config] has and this list has not would be one that nobody can find.
  @Test
  void theListHasEverySettingThatIsRead() {
    var read = new HashSet<String>();
    for (var component : Config.class.getRecordComponents()) {
      if (!component.getName().equals("log")) {
        read.add(component.getName());
      }
    }
    for (var component : Config.Logging.class.getRecordComponents()) {
      read.add("log." + component.getName());
    }
    assertEquals(read, new HashSet<>(Setting.keys()));
  }

  @Test
  void otherSettingsStayAsTheyAre() throws IOException {
    Files.writeString(
        home.config(),
        "{\"ttlMs\":7,\"log\":{\"fsync\":\"never\",\"compress\":true},\"logLevel\":\"warn\"}");
    file.set(Setting.LOG_FSYNC, List.of("always"));
    file.set(Setting.DEFAULT_COLS, List.of("100"));
    assertEquals(
        """
        {
          "ttlMs": 7,
          "log": {
            "fsync": "always",
            "compress": true
          },
          "logLevel": "warn",
          "defaultCols": 100
        }
        """,
        content());
    assertEquals(JsonNumber.of(7), file.get(Setting.TTL_MS));
  }

  @Test
  void whatWouldNotBeValidIsNotWritten() throws IOException {
    file.set(Setting.DEFAULT_COLS, List.of("100"));
    var before = content();
    for (var value : List.of("0", "wide", "1e9", "true", "")) {
      var failure =
          assertThrows(
              SessionException.class, () -> file.set(Setting.DEFAULT_COLS, List.of(value)), value);
      assertTrue(failure.sentence().contains("defaultCols"), failure.sentence());
      assertEquals(before, content());
    }
  }

  @Test
  void aMistakeCanBeMendedByTheSameCommand() throws IOException {
    Files.writeString(home.config(), "{\"defaultCols\":0}");
    assertThrows(SessionException.class, () -> file.get(Setting.DEFAULT_COLS));
    file.set(Setting.DEFAULT_COLS, List.of("100"));
    assertEquals(100, Config.read(home).defaultCols());
  }

  @Test
  void aFileThatIsNoJsonIsLeftAlone() throws IOException {
    Files.writeString(home.config(), "{\n  ttlMs: 3\n}");
    var failure =
        assertThrows(SessionException.class, () -> file.set(Setting.TTL_MS, List.of("5")));
    assertTrue(failure.sentence().toLowerCase(Locale.ROOT).contains("line 2"), failure.sentence());
    assertEquals("{\n  ttlMs: 3\n}", content());
  }
}

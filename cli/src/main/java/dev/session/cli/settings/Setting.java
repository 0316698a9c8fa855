package dev.session.cli.settings;

import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonException;
import dev.session.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The settings of `config.json`, for help, completion and `config`. Which values are valid is
/// known to `dev.session.home.Config` alone.
public enum Setting {
  LOG_LEVEL("logLevel", Type.TEXT, "info", "debug, info, warn or error: what the host logs"),
  DEFAULT_PROFILE("defaultProfile", Type.TEXT, "reference-dark", "colours of pictures"),
  DEFAULT_RENDERER("defaultRenderer", Type.TEXT, "builtin", "accepted for compatibility"),
  DEFAULT_SHELL("defaultShell", Type.TEXT, "$SHELL, else /bin/sh", "what create starts"),
  DEFAULT_TERM("defaultTerm", Type.TEXT, "xterm-256color", "TERM of new sessions"),
  DEFAULT_COLS("defaultCols", Type.VALUE, "80", "width of new sessions"),
  DEFAULT_ROWS("defaultRows", Type.VALUE, "24", "height of new sessions"),
  IDLE_TIMEOUT_MS("idleTimeoutMs", Type.VALUE, "0", "end sessions idle for so long; 0 never"),
  TTL_MS("ttlMs", Type.VALUE, "0", "end sessions that are so old; 0 never"),
  HOST_IDLE_MS(
      "hostIdleMs", Type.VALUE, "600000", "the host leaves after so long without work; 0 never"),
  LOG_FSYNC("log.fsync", Type.TEXT, "interval", "always, interval (a second) or never"),
  LOG_SEGMENT_BYTES("log.segmentBytes", Type.VALUE, "67108864", "size of a log segment"),
  LOG_MAX_BYTES("log.maxBytes", Type.VALUE, "0", "size at which a log loses its oldest part"),
  LOG_COMPRESS("log.compress", Type.VALUE, "false", "compress segments that are complete"),
  LOG_REDACT("log.redact", Type.TEXTS, "none", "patterns of what must not be recorded"),
  THEMES("themes", Type.VALUE, "none", "colours of pictures by name, as JSON");

  private enum Type {
    /// A number or a boolean.
    VALUE,
    TEXT,
    TEXTS
  }

  private final String key;
  private final Type type;
  private final String builtIn;
  private final String meaning;

  Setting(String key, Type type, String builtIn, String meaning) {
    this.key = key;
    this.type = type;
    this.builtIn = builtIn;
    this.meaning = meaning;
  }

  /// As users write it: `log.fsync` is the member `fsync` of the member `log`.
  public String key() {
    return key;
  }

  /// What holds where the file does not say, in words.
  public String builtIn() {
    return builtIn;
  }

  public String meaning() {
    return meaning;
  }

  /// Whether it takes several values.
  public boolean isList() {
    return type == Type.TEXTS;
  }

  public static List<String> keys() {
    var keys = new ArrayList<String>();
    for (var setting : values()) {
      keys.add(setting.key);
    }
    return keys;
  }

  public static Setting of(String key) {
    for (var setting : values()) {
      if (setting.key.equals(key)) {
        return setting;
      }
    }
    throw new IllegalArgumentException("no setting " + key);
  }

  /// The member of the file that these words mean. A word that is not of the right type stays a
  /// text, so that the error about it can quote it.
  Json json(List<String> words) {
    return switch (type) {
      case TEXT -> new JsonString(words.getFirst());
      case TEXTS -> JsonArray.ofStrings(words);
      case VALUE -> {
        var value = parsed(words.getFirst());
        yield value == null ? new JsonString(words.getFirst()) : value;
      }
    };
  }

  private static @Nullable Json parsed(String word) {
    try {
      return Json.parse(word);
    } catch (JsonException notJson) {
      return null;
    }
  }
}

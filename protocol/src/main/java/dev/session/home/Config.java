package dev.session.home;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonException;
import dev.session.json.JsonFieldException;
import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import dev.session.json.JsonSyntaxException;
import dev.session.redaction.RedactionPatterns;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The user's settings, `config.json` in the home. Every setting may be left out; unknown ones are
/// refused, because a misspelt setting that is silently ignored is worse than an error.
///
/// @param idleTimeoutMs ends a session after that long without input and output; 0 never
/// @param ttlMs ends a session that long after its creation; 0 never
/// @param hostIdleMs ends the host after that long without an active session or a request
/// @param themes colours for pictures by name, as `dev.session.render.Themes` reads them
public record Config(
    @Nullable String logLevel,
    @Nullable String defaultProfile,
    @Nullable String defaultRenderer,
    @Nullable String defaultShell,
    @Nullable String defaultTerm,
    int defaultCols,
    int defaultRows,
    long idleTimeoutMs,
    long ttlMs,
    long hostIdleMs,
    Logging log,
    @Nullable JsonObject themes) {

  /// How event logs are written.
  ///
  /// @param fsync when what was written is forced to the disk: `always`, `interval` or `never`
  /// @param segmentBytes the size at which a segment is sealed
  /// @param maxBytes the size at which a log loses its oldest segment; 0 never
  /// @param compress whether sealed segments are compressed
  /// @param redact regular expressions whose matches are taken out of every session's output and
  ///   input
  public record Logging(
      String fsync, long segmentBytes, long maxBytes, boolean compress, List<String> redact) {
    static final Logging DEFAULT = new Logging("interval", 64L << 20, 0, false, List.of());
  }

  public static final int DEFAULT_COLS = 80;
  public static final int DEFAULT_ROWS = 24;
  private static final long DEFAULT_HOST_IDLE_MS = 10 * 60_000L;
  private static final long SEGMENT_MIN_BYTES = 64L << 10;

  /// The least size that a log may be limited to: two segments of the least size.
  public static final long LOG_MIN_BYTES = 2 * SEGMENT_MIN_BYTES;

  static final Config DEFAULT =
      new Config(
          null,
          null,
          null,
          null,
          null,
          DEFAULT_COLS,
          DEFAULT_ROWS,
          0,
          0,
          DEFAULT_HOST_IDLE_MS,
          Logging.DEFAULT,
          null);

  /// The home's settings; the built-in ones where it has no `config.json`.
  ///
  /// @throws SessionException INVALID_INPUT naming the file and what is wrong with it
  public static Config read(Home home) {
    var file = home.config();
    var content = PrivateFiles.read(file);
    return content == null ? DEFAULT : parse(file, content);
  }

  /// The settings that `content` spells, whether or not they are in `file` yet.
  ///
  /// @throws SessionException INVALID_INPUT naming the file, the line and what is wrong there
  public static Config parse(Path file, byte[] content) {
    try {
      return fromJson(JsonObject.parse(content).fields(""));
    } catch (JsonFieldException e) {
      throw invalid(file, e.line(content), e.path(), "line " + e.line(content) + ", ", e);
    } catch (JsonSyntaxException e) {
      throw invalid(file, e.line(), null, "", e);
    }
  }

  private static Config fromJson(JsonFields fields) {
    var renderer = fields.optionalString("defaultRenderer");
    if (renderer != null && !renderer.equals("builtin")) {
      throw fields.invalid("defaultRenderer", "expected \"builtin\", the only renderer");
    }
    var logLevel = fields.optionalString("logLevel");
    if (logLevel != null && !isLogLevel(logLevel)) {
      throw fields.invalid("logLevel", "expected debug, info, warn or error");
    }
    var config =
        new Config(
            logLevel,
            nonEmpty(fields, "defaultProfile"),
            renderer,
            nonEmpty(fields, "defaultShell"),
            nonEmpty(fields, "defaultTerm"),
            size(fields, "defaultCols", DEFAULT_COLS),
            size(fields, "defaultRows", DEFAULT_ROWS),
            milliseconds(fields, "idleTimeoutMs", 0),
            milliseconds(fields, "ttlMs", 0),
            milliseconds(fields, "hostIdleMs", DEFAULT_HOST_IDLE_MS),
            logging(fields.optionalFields("log")),
            fields.optionalObject("themes"));
    fields.end();
    return config;
  }

  public static boolean isLogLevel(String text) {
    return switch (text) {
      case "debug", "info", "warn", "error" -> true;
      default -> false;
    };
  }

  private static Logging logging(@Nullable JsonFields fields) {
    if (fields == null) {
      return Logging.DEFAULT;
    }
    var fsync = fields.optionalString("fsync");
    var segmentBytes = fields.optionalLong("segmentBytes");
    if (segmentBytes != null && segmentBytes < SEGMENT_MIN_BYTES) {
      throw fields.invalid("segmentBytes", "expected at least " + SEGMENT_MIN_BYTES);
    }
    if (fsync != null
        && !fsync.equals("always")
        && !fsync.equals("interval")
        && !fsync.equals("never")) {
      throw fields.invalid("fsync", "expected always, interval or never");
    }
    var maxBytes = fields.optionalLong("maxBytes");
    if (maxBytes != null && maxBytes != 0 && maxBytes < LOG_MIN_BYTES) {
      throw fields.invalid("maxBytes", "expected 0 or at least " + LOG_MIN_BYTES);
    }
    boolean compress = Boolean.TRUE.equals(fields.optionalBool("compress"));
    var redact = redact(fields);
    fields.end();
    return new Logging(
        fsync == null ? Logging.DEFAULT.fsync() : fsync,
        segmentBytes == null ? Logging.DEFAULT.segmentBytes() : segmentBytes,
        maxBytes == null ? 0 : maxBytes,
        compress,
        redact);
  }

  private static List<String> redact(JsonFields fields) {
    var patterns = fields.optionalStrings("redact");
    if (patterns == null) {
      return List.of();
    }
    try {
      var _ = RedactionPatterns.of(patterns);
    } catch (SessionException e) {
      throw fields.invalid("redact", e.sentence());
    }
    return patterns;
  }

  private static @Nullable String nonEmpty(JsonFields fields, String name) {
    var text = fields.optionalString(name);
    if (text != null && text.isBlank()) {
      throw fields.invalid(name, "expected a text that is not blank");
    }
    return text;
  }

  private static int size(JsonFields fields, String name, int otherwise) {
    var value = fields.optionalInteger(name);
    if (value == null) {
      return otherwise;
    }
    if (!TerminalSize.isValid(value)) {
      throw fields.invalid(name, "expected 1 to " + TerminalSize.MAX);
    }
    return value;
  }

  private static long milliseconds(JsonFields fields, String name, long otherwise) {
    var value = fields.optionalLong(name);
    if (value == null) {
      return otherwise;
    }
    if (value < 0) {
      throw fields.invalid(name, "expected a number of milliseconds, 0 or more");
    }
    return value;
  }

  private static SessionException invalid(
      Path file, int line, @Nullable String key, String where, JsonException cause) {
    return new SessionException(
        ErrorCode.INVALID_INPUT,
        "The settings in "
            + file
            + " cannot be used: "
            + where
            + cause.getMessage()
            + " 'session config show' lists the settings there are.",
        JsonObject.builder()
            .put("path", file.toString())
            .put("line", line)
            .put("key", key)
            .put("issue", cause.getMessage())
            .build(),
        cause);
  }
}

package dev.session.log;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonException;
import dev.session.json.JsonFieldException;
import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// The first line of a segment: asciicast v3's header, with what is ours in its member `session`.
///
/// @param cols the terminal's size when the segment began
/// @param rows likewise
/// @param about what the log says about its session
/// @param segment the segment's number, from 1
/// @param firstSequence the number of the first event in the segment
/// @param startMicros the absolute time from which the first interval counts
/// @param keyframe whether the first event line is a keyframe, which is not an event of the log
/// @param previousSha256 the hash of the sealed segment before this one; null in the first
public record LogHeader(
    int cols,
    int rows,
    About about,
    int segment,
    long firstSequence,
    long startMicros,
    boolean keyframe,
    @Nullable String previousSha256) {

  static final int FORMAT = 1;

  /// What a log says about its session. The facts may be others in each segment, the rest is the
  /// same in all.
  ///
  /// @param sessionId the session's id
  /// @param termType the child's TERM
  /// @param title what players show as the recording's title
  /// @param command the command line as one text, for players
  /// @param launch how the session was started, so that its record can be made again from any
  ///   segment; null where nobody said
  /// @param facts what the events before the segment have told of the session's life, so that they
  ///   need not be read, and may be dropped; null in logs whose events do not tell it
  public record About(
      String sessionId,
      @Nullable String termType,
      @Nullable String title,
      @Nullable String command,
      @Nullable JsonObject launch,
      @Nullable JsonObject facts) {

    /// Of a log that does not say how its session was started.
    public About(
        String sessionId,
        @Nullable String termType,
        @Nullable String title,
        @Nullable String command) {
      this(sessionId, termType, title, command, null, null);
    }

    About withSessionId(String id) {
      return new About(id, termType, title, command, launch, facts);
    }

    About withFacts(JsonObject told) {
      return new About(sessionId, termType, title, command, launch, told);
    }
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .put("version", 3)
        .put(
            "term",
            JsonObject.builder()
                .put("cols", cols)
                .put("rows", rows)
                .put("type", about.termType)
                .build())
        .put("timestamp", Math.floorDiv(startMicros, 1_000_000L))
        .put("title", about.title)
        .put("command", about.command)
        .put(
            "session",
            JsonObject.builder()
                .put("format", FORMAT)
                .put("id", about.sessionId)
                .put("segment", segment)
                .put("firstSequence", firstSequence)
                .put("startMicros", startMicros)
                .put("keyframe", keyframe)
                .put("previousSha256", previousSha256)
                .put("launch", about.launch)
                .put("facts", about.facts)
                .build())
        .build();
  }

  /// @throws JsonException if the line is not the header of a segment of ours
  /// @throws SessionException UNSUPPORTED_VERSION if a newer version has written it
  static LogHeader parse(byte[] line) {
    var header = JsonObject.parse(line).fields("");
    if (header.longInteger("version") != 3) {
      throw header.invalid("version", "expected 3");
    }
    var term = header.fields("term");
    var ours = header.fields("session");
    long format = ours.longInteger("format");
    if (format > FORMAT) {
      throw newer(format);
    }
    if (format != FORMAT) {
      throw ours.invalid("format", "expected " + FORMAT);
    }
    return new LogHeader(
        term.integer("cols"),
        term.integer("rows"),
        new About(
            ours.string("id"),
            term.optionalString("type"),
            header.optionalString("title"),
            header.optionalString("command"),
            ours.optionalObject("launch"),
            ours.optionalObject("facts")),
        positive(ours.integer("segment"), "session.segment"),
        ours.longInteger("firstSequence"),
        ours.longInteger("startMicros"),
        ours.bool("keyframe"),
        ours.optionalString("previousSha256"));
  }

  /// Not damage: whoever takes it for that would set the whole log aside.
  private static SessionException newer(long format) {
    return new SessionException(
        ErrorCode.UNSUPPORTED_VERSION,
        "The log has format "
            + format
            + ", which a newer version of session has written; this one knows format "
            + FORMAT
            + ". Use the newer version; nothing was changed.",
        JsonObject.builder().put("format", format).put("supported", FORMAT).build());
  }

  private static int positive(int value, String path) throws JsonFieldException {
    if (value <= 0) {
      throw JsonObject.EMPTY.fields("").invalid(path, "expected a positive integer");
    }
    return value;
  }
}

package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// Wait until the session is as described. All that is given must hold at once, or, with `any`, one
/// of it.
///
/// @param text occurs in the screen's text
/// @param regex is found in it
/// @param gone does not occur in it
/// @param title a regular expression that is found in the window's title
/// @param bell the bell has rung, since `afterSeq` or since the wait began
/// @param changedSince the screen's hash is another than this
/// @param screenStableMs it has not changed for so long
/// @param idleMs nothing was printed for so long
/// @param exit the session is over
/// @param scrollback `text` and `regex` are also looked for in the lines above the screen
/// @param ignoreEcho `text`, `regex` and `gone` do not see the echo of what was typed last
/// @param echo they see all of the echo, although `afterSeq` is given, which leaves out the echo of
///   what was typed by that event and later
/// @param afterSeq only screens that show a later event count
/// @param timeoutMs 0 or absent waits for ever
public record WaitScreenRequest(
    @Nullable String text,
    @Nullable String regex,
    @Nullable String gone,
    @Nullable String title,
    boolean bell,
    @Nullable String changedSince,
    @Nullable Long screenStableMs,
    @Nullable Integer cursorRow,
    @Nullable Integer cursorCol,
    @Nullable Long idleMs,
    boolean exit,
    boolean any,
    boolean scrollback,
    boolean ignoreEcho,
    boolean echo,
    @Nullable Long afterSeq,
    @Nullable Long timeoutMs)
    implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("text", text)
        .put("regex", regex)
        .put("gone", gone)
        .put("title", title)
        .flag("bell", bell)
        .put("changedSince", changedSince)
        .put("screenStableMs", screenStableMs)
        .put("cursorRow", cursorRow)
        .put("cursorCol", cursorCol)
        .put("idleMs", idleMs)
        .flag("exit", exit)
        .flag("any", any)
        .flag("scrollback", scrollback)
        .flag("ignoreEcho", ignoreEcho)
        .flag("echo", echo)
        .put("afterSeq", afterSeq)
        .put("timeoutMs", timeoutMs)
        .build();
  }

  public static WaitScreenRequest fromJson(JsonFields fields) {
    return new WaitScreenRequest(
        fields.optionalString("text"),
        fields.optionalString("regex"),
        fields.optionalString("gone"),
        fields.optionalString("title"),
        fields.flag("bell"),
        fields.optionalString("changedSince"),
        fields.optionalLong("screenStableMs"),
        fields.optionalInteger("cursorRow"),
        fields.optionalInteger("cursorCol"),
        fields.optionalLong("idleMs"),
        fields.flag("exit"),
        fields.flag("any"),
        fields.flag("scrollback"),
        fields.flag("ignoreEcho"),
        fields.flag("echo"),
        fields.optionalLong("afterSeq"),
        fields.optionalLong("timeoutMs"));
  }

  /// Wait for `text`, at most `timeoutMs`.
  public static WaitScreenRequest forText(String text, @Nullable Long timeoutMs) {
    return fromJson(
        JsonObject.builder().put("text", text).put("timeoutMs", timeoutMs).build().fields(""));
  }

  /// The same conditions for screens that show an event later than `sequence`; null for all.
  /// Whoever did not name that event sees the echo of what was typed by it too, unless they leave
  /// it out.
  public WaitScreenRequest after(@Nullable Long sequence) {
    boolean looksForText = text != null || regex != null || gone != null;
    return fromJson(
        JsonObject.builder()
            .putAll(toJson())
            .put("afterSeq", sequence)
            .flag("echo", looksForText && !ignoreEcho && !echo)
            .build()
            .fields(""));
  }

  /// The same conditions, waited for at most `millis`.
  public WaitScreenRequest within(long millis) {
    return with("timeoutMs", millis);
  }

  private WaitScreenRequest with(String name, @Nullable Long value) {
    return fromJson(JsonObject.builder().putAll(toJson()).put(name, value).build().fields(""));
  }
}

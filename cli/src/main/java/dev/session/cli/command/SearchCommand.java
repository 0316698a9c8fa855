package dev.session.cli.command;

import dev.session.cli.output.Appearance;
import dev.session.cli.output.SafeText;
import dev.session.cli.output.Style;
import dev.session.cli.output.Table;
import dev.session.error.ErrorCode;
import dev.session.home.Timestamps;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import dev.session.replay.LogFailures;
import dev.session.replay.Moment;
import dev.session.replay.Search;
import dev.session.replay.Sighting;
import dev.session.screen.Phrase;
import dev.session.status.SessionCommand;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// `session search`: where and when a text stood on the screen, over the whole history.
///
/// Where the log is damaged, what precedes that is searched; the damage is part of the result, and
/// the exit code is that of REPLAY_ERROR. Finding nothing is exit code 1.
final class SearchCommand {
  private static final long DEFAULT_LIMIT = 1000;

  /// As with grep.
  private static final int NOTHING_FOUND = 1;

  private SearchCommand() {}

  static Outcome run(Call call) {
    var arguments = call.arguments();
    var pattern = arguments.required("pattern");
    boolean isRegex = arguments.has("regex");
    boolean ignoresCase = arguments.has("ignore-case");
    var asGiven = isRegex ? Phrase.regex(pattern) : Phrase.text(pattern);
    var phrase = ignoresCase ? asGiven.ignoringCase() : asGiven;
    var from = call.moment("from");
    var to = call.moment("to");
    int limit = (int) Math.min(Integer.MAX_VALUE, arguments.number("limit", DEFAULT_LIMIT));
    var target = call.target();
    long end = History.end(call, target, SessionCommand.LOG);
    var log = target.files().log();
    var until = to == null ? last(end) : to;
    boolean isFirst = arguments.has("first");
    var found =
        isFirst
            ? Search.first(log, phrase, from, until)
            : Search.of(log, phrase, from, until, limit);
    var damage = found.damage();
    var matches = new ArrayList<Json>();
    for (var sighting : found.sightings()) {
      matches.add(json(sighting));
    }
    var result =
        JsonObject.builder()
            .put("sessionId", target.files().id().value())
            .put("pattern", pattern)
            .put("regex", isRegex)
            .flag("ignoreCase", ignoresCase)
            .put("matches", new JsonArray(matches))
            .put("more", isFirst ? null : found.more())
            .put("damage", damage == null ? null : LogFailures.details(damage))
            .build();
    if (damage != null) {
      call.warn(LogFailures.sentence(damage));
    }
    int exitCode =
        damage != null
            ? ErrorCode.REPLAY_ERROR.exitCode()
            : found.sightings().isEmpty() ? NOTHING_FOUND : 0;
    return new Outcome.Answer(result, appearance -> text(found, isFirst, appearance), exitCode);
  }

  /// A session that prints without end does not hold up its reader.
  private static Moment last(long end) {
    return end == Long.MAX_VALUE ? Moment.END : new Moment.AtSequence(end - 1);
  }

  private static JsonObject json(Sighting sighting) {
    var gone = sighting.goneMicros();
    return JsonObject.builder()
        .put("row", sighting.row())
        .put("col", sighting.col())
        .put("text", sighting.text())
        .put("line", sighting.line())
        .put("firstSeq", sighting.firstSequence())
        .put("firstTime", time(sighting.firstMicros()))
        .put("lastSeq", sighting.lastSequence())
        .put("lastTime", time(sighting.lastMicros()))
        .put("goneTime", gone == null ? null : time(gone))
        .put("passing", sighting.passing())
        .build();
  }

  private static String time(long micros) {
    return Timestamps.iso(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }

  private static String text(Search.Result found, boolean first, Appearance appearance) {
    if (found.sightings().isEmpty()) {
      return "Nothing found.\n";
    }
    var table = Table.withHeader("SEQ", "SEEN", "GONE", "ROW", "COL", "LINE");
    for (var sighting : found.sightings()) {
      table.row(
          Long.toString(sighting.firstSequence()),
          time(sighting.firstMicros()),
          gone(sighting),
          Integer.toString(sighting.row()),
          Integer.toString(sighting.col()),
          SafeText.of(sighting.line()));
    }
    var more =
        found.more() && !first
            ? appearance.paint(Style.FAINT, "There is more; --limit or --from shows it.") + "\n"
            : "";
    return table.text(appearance) + more;
  }

  private static String gone(Sighting sighting) {
    @Nullable Long gone = sighting.goneMicros();
    if (sighting.passing()) {
      return "scrolled by";
    }
    return gone == null ? "still there" : time(gone);
  }
}

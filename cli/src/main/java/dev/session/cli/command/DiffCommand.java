package dev.session.cli.command;

import dev.session.cli.output.Appearance;
import dev.session.cli.output.SafeText;
import dev.session.cli.output.Style;
import dev.session.home.Timestamps;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonNull;
import dev.session.json.JsonObject;
import dev.session.json.JsonString;
import dev.session.replay.Moment;
import dev.session.replay.Replay;
import dev.session.replay.ScreenDiff;
import dev.session.screen.ScreenText;
import dev.session.status.SessionCommand;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `session diff`: what changed on the screen between two points of a history. People see which
/// lines came and went, wherever they stand; programs see each row before and after.
final class DiffCommand {
  private DiffCommand() {}

  static Outcome run(Call call) {
    var from = call.moment("from");
    var to = call.moment("to");
    var target = call.target();
    var _ = History.end(call, target, SessionCommand.SNAPSHOT);
    var log = target.files().log();
    var before = Replay.at(log, from == null ? Moment.END : from);
    var after = Replay.at(log, to == null ? Moment.END : to);
    var diff = ScreenDiff.between(before.terminal(), after.terminal());
    var result =
        JsonObject.builder()
            .put("sessionId", target.files().id().value())
            .put("from", point(before))
            .put("to", point(after))
            .put("changed", !diff.isEmpty())
            .put("rows", rows(diff))
            .put("cursor", change(diff.cursor()))
            .put("title", change(diff.title()))
            .put("size", change(diff.size()))
            .put("screen", change(diff.screen()))
            .build();
    return new Outcome.Answer(result, appearance -> text(before, after, diff, appearance));
  }

  private static JsonObject point(Replay replay) {
    return JsonObject.builder()
        .put("seq", replay.shownSequence())
        .put("time", time(replay))
        .build();
  }

  private static String time(Replay replay) {
    return Timestamps.iso(Instant.EPOCH.plus(replay.micros(), ChronoUnit.MICROS));
  }

  private static JsonArray rows(ScreenDiff diff) {
    var rows = new ArrayList<Json>();
    for (var row : diff.rows()) {
      rows.add(
          JsonObject.builder()
              .put("row", row.row())
              .put("before", nullable(row.before()))
              .put("after", nullable(row.after()))
              .build());
    }
    return new JsonArray(rows);
  }

  // A row that one of the screens does not have is null there.
  private static Json nullable(@Nullable String text) {
    return text == null ? JsonNull.NULL : new JsonString(text);
  }

  private static @Nullable JsonObject change(ScreenDiff.@Nullable Change change) {
    return change == null
        ? null
        : JsonObject.builder().put("before", change.before()).put("after", change.after()).build();
  }

  private static String text(Replay before, Replay after, ScreenDiff diff, Appearance appearance) {
    if (diff.isEmpty()) {
      return "Nothing changed.\n";
    }
    var text = new StringBuilder();
    line(text, appearance, Style.HEADING, "--- " + name(before) + ", " + time(before));
    line(text, appearance, Style.HEADING, "+++ " + name(after) + ", " + time(after));
    change(text, appearance, "size", diff.size());
    change(text, appearance, "screen", diff.screen());
    change(text, appearance, "title", diff.title());
    change(text, appearance, "cursor", diff.cursor());
    for (var hunk : UnifiedDiff.hunks(lines(before), lines(after))) {
      line(text, appearance, Style.FAINT, hunk.header());
      for (var each : hunk.lines()) {
        switch (each.side()) {
          case BOTH -> text.append(SafeText.of(" " + each.text())).append('\n');
          case BEFORE -> line(text, appearance, Style.BAD, "-" + each.text());
          case AFTER -> line(text, appearance, Style.GOOD, "+" + each.text());
        }
      }
    }
    return text.toString();
  }

  private static String name(Replay replay) {
    var sequence = replay.shownSequence();
    return sequence == null ? "before the first event" : "event " + sequence;
  }

  private static List<String> lines(Replay replay) {
    return ScreenText.of(replay.terminal()).lines();
  }

  private static void change(
      StringBuilder text, Appearance appearance, String name, ScreenDiff.@Nullable Change change) {
    if (change != null) {
      line(text, appearance, Style.FAINT, "@@ " + name + " @@");
      line(text, appearance, Style.BAD, "-" + change.before());
      line(text, appearance, Style.GOOD, "+" + change.after());
    }
  }

  private static void line(StringBuilder text, Appearance appearance, Style style, String line) {
    text.append(appearance.paint(style, SafeText.of(line))).append('\n');
  }
}

package dev.session.cli.command;

import dev.session.cli.output.Appearance;
import dev.session.cli.output.SafeText;
import dev.session.cli.output.Style;
import dev.session.cli.output.Table;
import dev.session.cli.route.Target;
import dev.session.home.Storage;
import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import dev.session.message.SnapshotRequest;
import dev.session.render.PictureFormat;
import dev.session.render.PictureOptions;
import dev.session.replay.Moment;
import dev.session.replay.Replay;
import dev.session.screen.Snapshot;
import dev.session.screen.SnapshotOptions;
import dev.session.status.SessionCommand;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `session snapshot`: the screen of a session, now or at a point of its history.
final class SnapshotCommand {
  private static final List<String> FORMATS = List.of("structured", "text", "ansi", "html", "svg");

  private SnapshotCommand() {}

  static Outcome run(Call call) {
    var name = call.arguments().text("out");
    var out = name == null || Destination.isStandardOutput(name) ? null : written(name);
    var format = FormatOfName.of(call.arguments().text("format"), name, FORMATS);
    var picture = format == null ? null : PictureFormat.ofWord(format);
    var result =
        picture == null
            ? screen(call, request(call, format))
            : markup(call, PictureFlags.plain(call, picture));
    if (out == null) {
      return new Outcome.Answer(result, appearance -> text(result, appearance));
    }
    var content = content(result).getBytes(StandardCharsets.UTF_8);
    Destination.replace(out, content);
    return new Outcome.Answer(
        file(result, out, content.length), _ -> "The screen is in " + out + ".\n");
  }

  private static Path written(String name) {
    return Destination.of(name, reason -> Storage.unwritable(Path.of(name), reason));
  }

  /// What a file with this snapshot contains.
  static String content(JsonObject snapshot) {
    var text = snapshot.fields("").optionalString("text");
    return (text == null ? snapshot.indented() : text) + "\n";
  }

  private static JsonObject file(JsonObject snapshot, Path out, int bytes) {
    var fields = snapshot.fields("");
    return JsonObject.builder()
        .put("sessionId", fields.optionalString("sessionId"))
        .put("format", fields.string("format"))
        .put("capturedAtSeq", fields.optionalLong("capturedAtSeq"))
        .put("path", out.toString())
        .put("bytes", bytes)
        .put("screenHash", fields.string("screenHash"))
        .build();
  }

  private static JsonObject screen(Call call, SnapshotRequest request) {
    var at = call.moment("at");
    var moment = at == null ? Moment.END : at;
    var target = call.target();
    return target.route(
        SessionCommand.SNAPSHOT,
        host -> {
          if (at == null) {
            return host.post(target.path("snapshot"), request.toJson(), call.timeoutMillis());
          }
          host.post(target.path("flush"), null, call.timeoutMillis());
          return replayed(target, moment, request);
        },
        (_, _) -> replayed(target, moment, request));
  }

  /// The screen as it is now.
  static JsonObject now(Call call, Target target, SnapshotRequest request) {
    return target.route(
        SessionCommand.SNAPSHOT,
        host -> host.post(target.path("snapshot"), request.toJson(), call.timeoutMillis()),
        (_, _) -> replayed(target, Moment.END, request));
  }

  private static SnapshotRequest request(Call call, @Nullable String format) {
    var arguments = call.arguments();
    var region = arguments.region("region");
    return new SnapshotRequest(
        format,
        arguments.has("include-scrollback"),
        arguments.has("include-cells"),
        region == null ? null : region.toString());
  }

  private static JsonObject replayed(Target target, Moment moment, SnapshotRequest request) {
    var replay = Replay.at(target.files().log(), moment);
    return Snapshot.of(
            replay.terminal(),
            target.files().id().value(),
            replay.shownSequence(),
            SnapshotOptions.of(request))
        .toJson();
  }

  /// The screen as HTML or SVG.
  private static JsonObject markup(Call call, PictureOptions options) {
    var at = call.moment("at");
    var target = call.target();
    var replay = ScreenshotCommand.replay(call, target, at == null ? Moment.END : at);
    var id = target.files().id().value();
    return PictureSnapshot.of(replay.terminal(), id, replay.shownSequence(), options);
  }

  /// A snapshot as people read it: the bare text, or of a structured one what it says about the
  /// screen and then its numbered lines.
  static String text(JsonObject snapshot, Appearance appearance) {
    var fields = snapshot.fields("");
    var text = fields.optionalString("text");
    if (text != null) {
      // Of the empty rows at the end people see that they are empty; scripts may count them.
      return (appearance.terminal() ? text.stripTrailing() : text) + "\n";
    }
    var out = new StringBuilder(about(fields, appearance));
    if (fields.has("scrollbackLines")) {
      out.append('\n').append(appearance.paint(Style.HEADING, "Scrollback")).append('\n');
      out.append(lines(fields, "scrollbackLines"));
    }
    out.append('\n');
    if (fields.has("scrollbackLines")) {
      out.append(appearance.paint(Style.HEADING, "Screen")).append('\n');
    }
    return out.append(lines(fields, "visibleLines")).toString();
  }

  private static String about(JsonFields fields, Appearance appearance) {
    var table = Table.withoutHeader();
    label(table, "Session", fields.optionalString("sessionId"));
    var sequence = fields.optionalLong("capturedAtSeq");
    label(table, "Seq", sequence == null ? "none, before the first event" : sequence.toString());
    table.row("Size:", fields.integer("cols") + "x" + fields.integer("rows"));
    table.row(
        "Cursor:",
        "row "
            + fields.integer("cursorRow")
            + ", column "
            + fields.integer("cursorCol")
            + (fields.bool("cursorVisible") ? "" : ", hidden"));
    table.row("Screen:", fields.bool("isAltScreen") ? "alternate" : "primary");
    label(table, "Title", fields.string("title"));
    label(table, "Directory", fields.optionalString("cwd"));
    table.row("Hash:", fields.string("screenHash"));
    return table.text(appearance);
  }

  private static void label(Table table, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      table.row(name + ":", value);
    }
  }

  private static String lines(JsonFields fields, String name) {
    var lines = fields.eachFields(name);
    int digits = lines.isEmpty() ? 1 : Integer.toString(lines.getLast().integer("row")).length();
    var text = new StringBuilder();
    for (var line : lines) {
      var number = Integer.toString(line.integer("row"));
      text.repeat(' ', digits - number.length()).append(number).append("  ");
      text.append(SafeText.of(line.string("text"))).append('\n');
    }
    return text.toString();
  }
}

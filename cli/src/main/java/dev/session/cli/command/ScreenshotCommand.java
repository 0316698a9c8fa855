package dev.session.cli.command;

import dev.session.cli.output.Amounts;
import dev.session.cli.output.Appearance;
import dev.session.cli.output.Table;
import dev.session.cli.route.Target;
import dev.session.digest.Sha256;
import dev.session.home.ArtifactManifest;
import dev.session.home.ArtifactManifest.Artifact;
import dev.session.home.PrivateFiles;
import dev.session.home.SessionFiles;
import dev.session.home.SessionId;
import dev.session.home.SessionStore;
import dev.session.home.Storage;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import dev.session.render.Picture;
import dev.session.render.PictureFormat;
import dev.session.render.PictureOptions;
import dev.session.replay.Moment;
import dev.session.replay.Replay;
import dev.session.screen.ScreenText;
import dev.session.status.SessionCommand;
import dev.session.terminal.Terminal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `session screenshot`: the screen of a session as a picture file, noted among its artifacts.
///
/// The picture is always made here, from the files: a live host is only asked to write what it
/// holds back. So a picture of a live session is what the same command makes of it afterwards.
final class ScreenshotCommand {
  private static final int SUFFIX_DIGITS = 8;
  private static final List<String> FORMATS = List.of("png", "svg");

  private final SessionFiles files;
  private final PictureOptions options;

  /// Where the caller wants the file; null among the artifacts.
  private final @Nullable Path out;

  private ScreenshotCommand(SessionFiles files, PictureOptions options, @Nullable Path out) {
    this.files = files;
    this.options = options;
    this.out = out;
  }

  static Outcome run(Call call) {
    var out = call.arguments().text("out");
    var format = format(call.arguments().text("format"), out);
    if (Destination.isStandardOutput(out)) {
      Destination.requirePrintable(call, "the picture", format == PictureFormat.PNG);
    }
    var look = PictureFlags.look(call, format, "");
    var at = call.moment("at");
    var target = call.target();
    var replay = replay(call, target, at == null ? Moment.END : at);
    var options = look.windowTitle() == null ? look : look.withTitle(title(replay, target));
    if (Destination.isStandardOutput(out)) {
      call.console().print(Picture.of(replay.terminal(), options).bytes());
      return new Outcome.Printed(0);
    }
    var path = destination(out);
    var result = new ScreenshotCommand(target.files(), options, path).make(replay);
    return new Outcome.Answer(result, appearance -> text(result, appearance));
  }

  /// A screenshot as it is now, without any options.
  static JsonObject now(Call call, Target target, @Nullable String out) {
    var options = PictureFlags.usual(call, format(null, out));
    var path = destination(out);
    return new ScreenshotCommand(target.files(), options, path)
        .make(replay(call, target, Moment.END));
  }

  /// The screen as it is now, as a page.
  static byte[] page(Call call, Target target) {
    var terminal = replay(call, target, Moment.END).terminal();
    return Picture.of(terminal, PictureFlags.usual(call, PictureFormat.HTML)).bytes();
  }

  /// The screen at `moment`, from the files.
  static Replay replay(Call call, Target target, Moment moment) {
    History.end(call, target, SessionCommand.SCREENSHOT);
    return Replay.at(target.files().log(), moment);
  }

  private static PictureFormat format(@Nullable String word, @Nullable String out) {
    var given = FormatOfName.of(word, out, FORMATS);
    var format = given == null ? null : PictureFormat.ofWord(given);
    return format == null ? PictureFormat.PNG : format;
  }

  /// What stands in the bar of the window: the title that the program has set, else the session's
  /// name.
  private static String title(Replay replay, Target target) {
    var title = replay.terminal().title();
    if (!title.isEmpty()) {
      return title;
    }
    var name = SessionStore.require(target.files()).name();
    return name == null ? target.files().id().value() : name;
  }

  private static @Nullable Path destination(@Nullable String name) {
    return name == null
        ? null
        : Destination.of(name, reason -> Storage.unwritable(Path.of(name), reason));
  }

  private JsonObject make(Replay replay) {
    var terminal = replay.terminal();
    long sequence = Math.max(0, replay.sequence());
    var picture = Picture.of(terminal, options);
    var hash = Sha256.of(picture.bytes());
    var file = out;
    if (file == null) {
      PrivateFiles.createDirectories(files.artifacts());
      file = files.artifacts().resolve(filename(sequence, hash));
    }
    if (out == null) {
      PrivateFiles.replace(file, picture.bytes());
    } else {
      Destination.replace(file, picture.bytes());
    }
    var metadata = metadata(terminal, picture);
    note(file, sequence, hash, picture, metadata);
    return JsonObject.builder()
        .put("sessionId", files.id().value())
        .put("capturedAtSeq", sequence)
        .putAll(metadata)
        .put("artifactPath", file.toString())
        .put("sha256", hash)
        .put("screenHash", ScreenText.of(terminal).hash())
        .build();
  }

  /// A picture that is not the usual one has a part of its hash in its name, so that it does not
  /// replace that one.
  private String filename(long sequence, String hash) {
    var profile = options.theme().name().replaceAll("[^A-Za-z0-9._-]+", "-");
    boolean usual = options.equals(PictureOptions.plain(options.format(), options.theme()));
    return "screenshot-"
        + sequence
        + "-"
        + profile
        + (usual ? "" : "-" + hash.substring(0, SUFFIX_DIGITS))
        + "."
        + options.format().word();
  }

  private JsonObject metadata(Terminal terminal, Picture picture) {
    var region = options.region();
    var missing = picture.missingGlyphs();
    return JsonObject.builder()
        .put("format", options.format().word())
        .put("profileName", options.theme().name())
        .put("cols", terminal.cols())
        .put("rows", terminal.rows())
        .put("region", region.isAll() ? null : region.toString())
        .put("scale", options.scale())
        // The name is from the time when all pictures were PNG.
        .put("pngSizeBytes", picture.bytes().length)
        .put("cursorVisible", picture.cursorVisible())
        .put("rendererBackend", "builtin")
        .put("pixelWidth", picture.width())
        .put("pixelHeight", picture.height())
        .put("renderProfileHash", options.profileHash())
        .put("highlightCount", options.highlights().isEmpty() ? null : picture.highlightCount())
        .put("missingGlyphs", missing.isEmpty() ? null : JsonArray.ofStrings(missing))
        .build();
  }

  private void note(Path file, long sequence, String hash, Picture picture, JsonObject metadata) {
    var now = Instant.now();
    var artifact =
        new Artifact(
            SessionId.create(now.toEpochMilli()).value(), // any ULID
            ArtifactManifest.Kind.SCREENSHOT,
            String.valueOf(file.getFileName()),
            out,
            sequence,
            now,
            hash,
            picture.bytes().length,
            metadata);
    ArtifactManifest.addOrDiscard(files, artifact);
  }

  private static String text(JsonObject result, Appearance appearance) {
    var fields = result.fields("");
    var table =
        Table.withoutHeader()
            .row("Session:", fields.string("sessionId"))
            .row("File:", fields.string("artifactPath"))
            .row("Size:", Amounts.bytes(fields.longInteger("pngSizeBytes")))
            .row("Pixels:", fields.integer("pixelWidth") + "x" + fields.integer("pixelHeight"))
            .row("Screen:", fields.integer("cols") + "x" + fields.integer("rows"))
            .row("Theme:", fields.string("profileName"))
            .row("Seq:", Long.toString(fields.longInteger("capturedAtSeq")))
            .row("SHA-256:", fields.string("sha256"));
    var highlights = fields.optionalLong("highlightCount");
    if (highlights != null) {
      table.row("Highlights:", highlights.toString());
    }
    var missing = fields.optionalStrings("missingGlyphs");
    if (missing != null) {
      table.row("No glyph for:", String.join(", ", missing));
    }
    return table.text(appearance);
  }
}

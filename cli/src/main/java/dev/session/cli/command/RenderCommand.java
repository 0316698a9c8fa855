package dev.session.cli.command;

import dev.session.cli.grammar.Arguments;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Config;
import dev.session.home.Storage;
import dev.session.home.TerminalSize;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import dev.session.log.CastReader;
import dev.session.message.SnapshotRequest;
import dev.session.render.Picture;
import dev.session.render.PictureFormat;
import dev.session.render.PictureOptions;
import dev.session.screen.Snapshot;
import dev.session.screen.SnapshotFormat;
import dev.session.screen.SnapshotOptions;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `session render`: terminal output of any origin, turned into the screen it gives. Neither a
/// session nor a host nor a home is needed.
///
/// The screens of files go out one by one as they are read, or to `--out` when all could be read.
final class RenderCommand {
  private static final String STANDARD_INPUT = "-";
  private static final int READ_BYTES = 64 << 10;
  private static final List<String> FORMATS =
      List.of("structured", "text", "ansi", "html", "svg", "png");

  private final Call call;
  private final Arguments arguments;
  private final List<String> files;

  /// Of a picture only its look, of anything else only the snapshot.
  private final @Nullable PictureOptions picture;

  private final SnapshotOptions snapshot;
  private final TerminalOptions terminalOptions;

  /// What the terminals answered, in the order of the files.
  private final ByteArrayOutputStream replies = new ByteArrayOutputStream();

  private RenderCommand(Call call) {
    this.call = call;
    arguments = call.arguments();
    files = arguments.texts("file").isEmpty() ? List.of(STANDARD_INPUT) : arguments.texts("file");
    var region = arguments.region("region");
    var format = FormatOfName.of(arguments.text("format"), arguments.text("out"), FORMATS);
    var pictureFormat = format == null ? null : PictureFormat.ofWord(format);
    picture = pictureFormat == null ? null : PictureFlags.look(call, pictureFormat, "");
    snapshot =
        SnapshotOptions.of(
            new SnapshotRequest(
                picture == null ? format : null,
                arguments.has("include-scrollback"),
                arguments.has("include-cells"),
                region == null ? null : region.toString()));
    terminalOptions =
        TerminalOptions.defaults()
            .withScrollbackLines(scrollbackLines(arguments))
            .withReplies(arguments.has("replies"));
  }

  static Outcome run(Call call) {
    return call.arguments().has("interactive")
        ? BareTerminal.run(call)
        : new RenderCommand(call).run();
  }

  static int scrollbackLines(Arguments arguments) {
    long lines = arguments.number("scrollback", TerminalOptions.SCROLLBACK_LINES);
    return (int) Math.min(lines, Integer.MAX_VALUE);
  }

  private Outcome run() {
    files.forEach(RenderCommand::requireReadable);
    var name = arguments.text("out");
    var out = Destination.isStandardOutput(name) ? null : name;
    if (picture != null) {
      return runPicture(picture, out);
    }
    var screens = new ArrayList<Json>();
    var text = new StringBuilder();
    for (var file : files) {
      var terminal = terminalWith(file);
      var screen =
          JsonObject.builder()
              .put("file", file)
              .putAll(Snapshot.of(terminal, null, null, snapshot).toJson())
              .build();
      if (call.options().json()) {
        screens.add(screen);
      }
      if (out != null) {
        text.append(text(screen));
      } else if (!call.options().json()) {
        call.console().print(text(screen));
      }
    }
    if (out != null) {
      write(out, text.toString().getBytes(StandardCharsets.UTF_8));
    }
    writeReplies();
    if (!call.options().json()) {
      return new Outcome.Printed(0);
    }
    var result =
        screens.size() == 1 && screens.getFirst() instanceof JsonObject only
            ? only
            : JsonObject.builder().put("files", new JsonArray(screens)).build();
    return new Outcome.Answer(result, _ -> "");
  }

  private void writeReplies() {
    var replyFile = arguments.text("replies");
    if (replyFile != null) {
      write(replyFile, replies.toByteArray());
    }
  }

  /// A picture is one file: of one screen, and not for a terminal to print.
  private Outcome runPicture(PictureOptions look, @Nullable String out) {
    boolean binary = look.format() == PictureFormat.PNG;
    if (files.size() > 1) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT, "A picture shows one screen; give one file to render.");
    }
    if (binary
        && out == null
        && (call.options().json() || call.console().appearance().terminal())) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT, "A PNG is no text; give --out, or a pipe to write it to.");
    }
    var file = files.getFirst();
    var terminal = terminalWith(file);
    var options = look.windowTitle() == null ? look : look.withTitle(terminal.title());
    var drawn = Picture.of(terminal, options);
    if (out != null) {
      write(out, drawn.bytes());
    } else if (!call.options().json()) {
      call.console().print(drawn.bytes());
    }
    writeReplies();
    if (!call.options().json()) {
      return new Outcome.Printed(0);
    }
    var result =
        JsonObject.builder()
            .put("file", file)
            .put("format", options.format().word())
            .put("cols", terminal.cols())
            .put("rows", terminal.rows())
            .put("pixelWidth", drawn.width())
            .put("pixelHeight", drawn.height())
            .put("bytes", drawn.bytes().length)
            .put("profileName", options.theme().name())
            .put("cursorVisible", drawn.cursorVisible())
            .put("text", binary ? null : new String(drawn.bytes(), StandardCharsets.UTF_8))
            .put("missingGlyphs", JsonArray.ofStrings(drawn.missingGlyphs()))
            .build();
    return new Outcome.Answer(result, _ -> "");
  }

  /// One line of JSON for a structured screen; for others their text, with the file's name above it
  /// where there are several.
  private String text(JsonObject screen) {
    if (snapshot.format() == SnapshotFormat.STRUCTURED) {
      return screen.compact() + "\n";
    }
    var fields = screen.fields("");
    var text = fields.string("text") + "\n";
    return files.size() == 1 ? text : "==> " + fields.string("file") + " <==\n" + text;
  }

  private Terminal terminalWith(String file) {
    try (var input = open(file)) {
      return "asciicast".equals(arguments.text("input"))
          ? ofRecording(input)
          : ofBytes(lineEnds(file).applied(input));
    } catch (IOException e) {
      throw unreadable(file, String.valueOf(e.getMessage()));
    }
  }

  private LineEnds lineEnds(String file) {
    var word = arguments.text("newlines");
    if (word != null) {
      return LineEnds.ofWord(word);
    }
    return file.equals(STANDARD_INPUT) ? LineEnds.AUTO : LineEnds.KEEP;
  }

  private Terminal ofBytes(InputStream input) throws IOException {
    var terminal =
        terminal(
            (int) arguments.number("cols", Config.DEFAULT_COLS),
            (int) arguments.number("rows", Config.DEFAULT_ROWS));
    var buffer = new byte[READ_BYTES];
    for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
      feed(terminal, buffer, count);
    }
    return terminal;
  }

  // A size that was asked for holds against the recording's own, also later ones.
  private Terminal ofRecording(InputStream input) throws IOException {
    boolean ownSize = !arguments.has("cols") && !arguments.has("rows");
    var recording = new CastReader(input);
    var terminal =
        terminal(
            (int) arguments.number("cols", recording.cols()),
            (int) arguments.number("rows", recording.rows()));
    while (recording.next()) {
      if (recording.code() == 'o') {
        feed(terminal, recording.data(), recording.dataLength());
      } else if (recording.code() == 'r' && ownSize) {
        var size = recording.resize();
        TerminalSize.require(size.cols(), size.rows());
        terminal.resize(size.cols(), size.rows());
      }
    }
    return terminal;
  }

  private Terminal terminal(int cols, int rows) {
    TerminalSize.require(cols, rows);
    return new Terminal(cols, rows, terminalOptions);
  }

  private void feed(Terminal terminal, byte[] bytes, int length) {
    int chunk = (int) Math.min(arguments.number("feed-chunks", READ_BYTES), length);
    for (int from = 0; from < length; from += chunk) {
      terminal.feed(bytes, from, Math.min(chunk, length - from));
      if (terminal.hasReplies()) {
        replies.writeBytes(terminal.takeReplies());
      }
    }
  }

  private static InputStream open(String file) throws IOException {
    return file.equals(STANDARD_INPUT)
        ? new FileInputStream(FileDescriptor.in)
        : new FileInputStream(file);
  }

  private static void requireReadable(String file) {
    if (file.equals(STANDARD_INPUT)) {
      return;
    }
    var path = Path.of(file);
    if (!Files.exists(path)) {
      throw unreadable(file, "it does not exist");
    }
    if (Files.isDirectory(path)) {
      throw unreadable(file, "it is a directory");
    }
    if (!Files.isReadable(path)) {
      throw unreadable(file, "permission denied");
    }
  }

  private static SessionException unreadable(String file, String reason) {
    return new SessionException(
        ErrorCode.INVALID_INPUT,
        (file.equals(STANDARD_INPUT) ? "Standard input" : file)
            + " cannot be rendered: "
            + reason
            + ".",
        JsonObject.builder().put("file", file).put("reason", reason).build());
  }

  private static void write(String file, byte[] content) {
    try {
      Files.write(Path.of(file), content);
    } catch (IOException e) {
      throw Storage.unwritable(Path.of(file), e);
    }
  }
}

package dev.session.cli.command;

import dev.session.cli.route.Target;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.message.SnapshotRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What CI keeps of a batch that failed, in a directory beside its report: for each step that
/// failed the screen as text, with its colours and as a page, and what was different; and the
/// recording of the whole session. The directory is there only where something failed.
final class FailureBundle {
  private final Call call;
  private final Target target;
  private final Path directory;

  FailureBundle(Call call, Target target, Path report) {
    this.call = call;
    this.target = target;
    var name = String.valueOf(report.getFileName());
    int dot = name.lastIndexOf('.');
    directory = report.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + "-failure");
  }

  /// Step `index` has failed just now.
  void add(int index, SessionException failure) {
    try {
      Files.createDirectories(directory);
      var diff = failure.details().fields("").optionalString("diff");
      write(index + "-error.txt", failure.code() + ": " + failure.sentence());
      write(index + "-screen.txt", screen("text"));
      write(index + "-screen.ansi", screen("ansi"));
      Files.write(directory.resolve(index + "-screen.html"), ScreenshotCommand.page(call, target));
      if (diff != null) {
        write(index + "-diff.txt", diff);
      }
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  /// The batch is over.
  void close(boolean failed) {
    if (failed) {
      RecordExportCommand.write(call, target, directory.resolve("session.cast"));
    }
  }

  private String screen(String format) {
    var snapshot =
        SnapshotCommand.now(call, target, new SnapshotRequest(format, false, false, null));
    return snapshot.fields("").string("text");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text.stripTrailing() + "\n");
  }

  static SessionException unwritable(Path path, IOException cause) {
    return new SessionException(
        ErrorCode.STORAGE_WRITE_ERROR,
        "The report cannot be written to " + path + ": " + cause.getMessage() + ".",
        JsonObject.builder().put("path", path.toString()).build(),
        cause);
  }
}

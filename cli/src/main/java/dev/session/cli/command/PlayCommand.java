package dev.session.cli.command;

import dev.session.archive.SessionImport;
import dev.session.cli.play.Player;
import dev.session.cli.tty.RawTerminal;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Home;
import dev.session.home.Storage;
import dev.session.home.Trash;
import dev.session.process.BrokenOff;
import dev.session.status.SessionCommand;
import dev.session.video.Pacing;
import dev.session.video.Pacing.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `session play`: a history in the caller's own terminal. A file is imported into a home of its
/// own that is gone afterwards, so that it plays as a session does, whatever its version.
final class PlayCommand {
  private static final String STANDARD_INPUT = "-";
  private static final long MICROS_PER_MILLI = 1_000;

  private PlayCommand() {}

  static Outcome run(Call call) {
    if (!RawTerminal.isAvailable()) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "session play shows a recording in a terminal, and there is none here. 'session log' and"
              + " 'session export' write recordings to files and pipes.");
    }
    var name = call.arguments().required("recording");
    if (name.equals(STANDARD_INPUT) || Files.isRegularFile(Path.of(name))) {
      playFile(call, name);
    } else {
      var target = call.target(name);
      History.end(call, target, SessionCommand.LOG);
      play(call, target.files().log());
    }
    return new Outcome.Printed(0);
  }

  private static void playFile(Call call, String name) {
    var directory = temporaryDirectory(call);
    var brokenOff = new BrokenOff("play-broken-off", () -> Trash.finish(directory));
    try {
      var file = Path.of(name);
      if (name.equals(STANDARD_INPUT)) {
        file = directory.resolve("recording.cast");
        Files.copy(System.in, file);
      }
      var home = new Home(directory.resolve("home"), true);
      var imported = SessionImport.of(home, file.toAbsolutePath(), true, false);
      play(call, home.session(imported.record().id()).log());
    } catch (IOException e) {
      throw Storage.unreadable(Path.of(name), e);
    } finally {
      Trash.finish(directory);
      brokenOff.close();
    }
  }

  private static void play(Call call, Path log) {
    var arguments = call.arguments();
    var speed = arguments.text("speed");
    var limit = arguments.number("idle-limit");
    var pacing =
        new Pacing(
            Timing.RECORDED,
            speed == null ? 1 : Double.parseDouble(speed),
            limit == null ? Pacing.NO_IDLE_LIMIT : limit * MICROS_PER_MILLI);
    call.console().print(Player.play(log, pacing, arguments.has("loop")));
  }

  private static Path temporaryDirectory(Call call) {
    var parent = call.temporaryFiles();
    try {
      return Files.createTempDirectory(parent, "session-play-");
    } catch (IOException e) {
      throw Storage.unwritable(parent, e);
    }
  }
}

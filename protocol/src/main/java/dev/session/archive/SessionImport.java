package dev.session.archive;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Ending;
import dev.session.home.Home;
import dev.session.home.Launch;
import dev.session.home.PrivateFiles;
import dev.session.home.Recording;
import dev.session.home.SessionCatalog;
import dev.session.home.SessionFiles;
import dev.session.home.SessionId;
import dev.session.home.SessionRecord;
import dev.session.home.SessionStore;
import dev.session.home.Storage;
import dev.session.home.TerminalSize;
import dev.session.home.Trash;
import dev.session.home.Unfinished;
import dev.session.json.JsonObject;
import dev.session.log.CastImport;
import dev.session.log.Keyframes;
import dev.session.log.LogDamagedException;
import dev.session.log.LogSummary;
import dev.session.log.ReplayTerminal;
import dev.session.recovery.EndedSession;
import dev.session.recovery.FollowedLog;
import dev.session.replay.Moment;
import dev.session.replay.Replay;
import dev.session.status.SessionStatus;
import dev.session.story.LogStory;
import dev.session.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a session of a file: an archive of ours, or an asciicast recording. Nothing is
/// overwritten.
public final class SessionImport {
  private static final byte[] ZIP_MAGIC = {'P', 'K', 3, 4};

  private SessionImport() {}

  /// What became of a file.
  ///
  /// @param corrected in what an archive's record contradicted its log, which it follows now, in
  ///   words
  /// @param cutLine the number of a recording's last line where that was cut short and left out; 0
  ///   where everything was taken
  public record Imported(SessionRecord record, List<String> corrected, long cutLine) {
    public Imported {
      corrected = List.copyOf(corrected);
    }
  }

  /// Imports `file`. Of an archive, the log is believed and not the record.
  ///
  /// @param newId whether an archived session gets another id; a recording always gets one
  /// @param kept whether `gc` must leave the session
  /// @throws SessionException INVALID_INPUT where the file is neither, or the session is in the
  ///   home already; MANIFEST_VALIDATION_ERROR where an archive is not what was archived
  public static Imported of(Home home, Path file, boolean newId, boolean kept) {
    try {
      if (!Files.isRegularFile(file)) {
        throw refused(file, "it is not there, or no regular file");
      }
      home.create();
      SessionCatalog.drawIdsBehind(home);
      if (!isZip(file)) {
        return recording(home, file, kept);
      }
      try (var archive = ReceivedArchive.open(file)) {
        return archived(home, archive, newId, kept);
      }
    } catch (IOException e) {
      throw Storage.unreadable(file, e);
    }
  }

  private static boolean isZip(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(ZIP_MAGIC.length), ZIP_MAGIC);
    }
  }

  private static Imported archived(Home home, ReceivedArchive archive, boolean newId, boolean kept)
      throws IOException {
    var id = newId ? SessionId.create(System.currentTimeMillis()) : archive.id();
    if (Files.exists(home.session(id).directory())) {
      throw exists(id);
    }
    return making(
        home,
        id,
        making -> {
          var original = archive.unpack(making).imported(id);
          LogStory told;
          try {
            told = LogStory.of(making.log());
          } catch (NoSuchFileException | LogDamagedException nothingToFollow) {
            return new Imported(original.withKept(kept, original.updatedAt()), List.of(), 0);
          }
          var followed = FollowedLog.of(original, told);
          return new Imported(
              EndedSession.keptAs(making, followed, kept, told),
              FollowedLog.differences(original, followed),
              0);
        });
  }

  private static Imported recording(Home home, Path file, boolean kept) throws IOException {
    var now = Instant.now();
    return making(
        home,
        SessionId.create(now.toEpochMilli()),
        making -> {
          long modified = Files.getLastModifiedTime(file).toMillis() * 1000;
          long cutLine;
          try {
            cutLine =
                CastImport.of(
                    file, making.log(), making.id().value(), modified, SessionImport::terminal);
          } catch (CastImport.NotACastException e) {
            throw refused(file, "it is neither an archive nor a recording: " + e.getMessage());
          }
          return new Imported(
              record(making, LogSummary.of(making.log()), kept), List.of(), cutLine);
        });
  }

  /// The record of a session of which there is only the log.
  private static SessionRecord record(SessionFiles files, LogSummary log, boolean kept)
      throws IOException {
    var created = Instant.ofEpochMilli(log.firstMicros() / 1000);
    var ended = Instant.ofEpochMilli(log.lastMicros() / 1000);
    var told = LogStory.of(files.log());
    var exit = told.story().ending();
    var ending = exit == null ? Ending.exit(ended, null, null, null) : exit;
    var about = log.about();
    var start = Keyframes.before(files.log(), 0);
    var screen = Replay.at(files.log(), new Moment.End()).terminal();
    var command = about.command();
    var launch =
        new Launch(
            List.of(command == null || command.isBlank() ? "asciicast" : command),
            "/",
            Map.of(),
            null,
            about.termType(),
            start.cols(),
            start.rows(),
            0,
            0,
            Recording.EVERYTHING);
    return new SessionRecord(
        files.id(),
        created,
        ended,
        SessionStatus.EXITED,
        null,
        launch,
        screen.cols(),
        screen.rows(),
        null,
        null,
        ending,
        null,
        kept,
        told.mark());
  }

  private static ReplayTerminal terminal(int cols, int rows) {
    TerminalSize.require(cols, rows);
    Terminal terminal = Replay.liveTerminal(cols, rows);
    return new ReplayTerminal() {
      @Override
      public void output(byte[] bytes, int from, int end) {
        terminal.feed(bytes, from, end - from);
        var _ = terminal.takeReplies();
      }

      @Override
      public void resize(int newCols, int newRows) {
        TerminalSize.require(newCols, newRows);
        terminal.resize(newCols, newRows);
      }

      @Override
      public State state() {
        return Replay.state(terminal);
      }
    };
  }

  /// Fills a session's directory.
  private interface Filling {
    Imported fill(SessionFiles making) throws IOException;
  }

  private static Imported making(Home home, SessionId id, Filling filling) throws IOException {
    PrivateFiles.createDirectories(home.sessions());
    var making = SessionCatalog.unfinished(home, id);
    boolean done = false;
    try (var _ = Unfinished.claim(home, making)) {
      PrivateFiles.createDirectories(making.directory());
      try {
        var imported = filling.fill(making);
        SessionStore.write(making, imported.record());
        var target = home.session(id).directory();
        if (Files.exists(target)) {
          throw exists(id);
        }
        Files.move(making.directory(), target);
        PrivateFiles.force(home.sessions());
        done = true;
        return imported;
      } finally {
        if (!done) {
          var _ = Trash.discard(home, making.directory());
        }
      }
    }
  }

  private static SessionException exists(SessionId id) {
    return new SessionException(
        ErrorCode.INVALID_INPUT,
        "Session " + id + " is in this home already; --new-id imports it as another one.",
        JsonObject.builder().put("sessionId", id.value()).build());
  }

  static SessionException refused(Path file, String reason) {
    return new SessionException(
        ErrorCode.INVALID_INPUT,
        file + " cannot be imported: " + reason + ".",
        JsonObject.builder().put("path", file.toString()).put("reason", reason).build());
  }

  static @Nullable SessionId id(String directory) {
    return directory.startsWith(SessionArchive.ROOT_PREFIX)
        ? SessionId.parse(directory.substring(SessionArchive.ROOT_PREFIX.length()))
        : null;
  }
}

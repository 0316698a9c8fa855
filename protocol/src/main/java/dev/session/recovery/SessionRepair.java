package dev.session.recovery;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.ArtifactRebuild;
import dev.session.home.FileLocks;
import dev.session.home.PrivateFiles;
import dev.session.home.SessionFiles;
import dev.session.home.SessionRecord;
import dev.session.home.SessionStore;
import dev.session.home.Storage;
import dev.session.json.JsonException;
import dev.session.log.KeyframeRebuild;
import dev.session.log.LogDamage;
import dev.session.log.LogDamagedException;
import dev.session.log.LogRepair;
import dev.session.log.LogSettings;
import dev.session.log.LogSummary;
import dev.session.recovery.Finding.Part;
import dev.session.replay.Replay;
import dev.session.story.LogStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds what is wrong with the files of a session that nothing runs any more, and mends it: sets
/// aside what of the log cannot be read, makes the record agree with the log or makes it again,
/// writes keyframe indexes and the artifact manifest again. Never deletes what is not derived.
///
/// The session must not be running in a live host: its files are the host's.
public final class SessionRepair {
  private static final String DAMAGED = ".damaged-";

  /// How much of the log is looked at.
  public enum Depth {
    /// Its beginning and its end.
    ENDS,
    /// Every line and every checksum.
    ALL
  }

  private final SessionFiles files;
  private final boolean mend;
  private final List<Finding> findings = new ArrayList<>();

  private SessionRepair(SessionFiles files, boolean mend) {
    this.files = files;
    this.mend = mend;
  }

  /// What is wrong; nothing is changed.
  public static List<Finding> examine(SessionFiles files, Depth depth) {
    var repair = new SessionRepair(files, false);
    repair.run(depth);
    return List.copyOf(repair.findings);
  }

  /// Mends what is wrong, and tells what was.
  public static List<Finding> mend(SessionFiles files) {
    var repair = new SessionRepair(files, true);
    repair.run(Depth.ALL);
    return List.copyOf(repair.findings);
  }

  private void run(Depth depth) {
    locked(() -> logAndRecord(depth));
    ArtifactRebuild.of(files)
        .ifPresent(
            artifacts -> {
              if (mend) {
                artifacts.apply();
              }
              found(Part.ARTIFACTS, artifacts.problem(), artifacts.repair());
            });
  }

  private void locked(Runnable work) {
    if (!mend) {
      work.run();
      return;
    }
    var _ =
        FileLocks.<@Nullable Void>holding(
            files.lock(),
            () -> {
              PrivateFiles.removeAbandoned(files.record());
              PrivateFiles.removeAbandoned(files.manifest());
              work.run();
              return null;
            });
  }

  private void found(Part part, String problem, String repair) {
    findings.add(new Finding(files.id(), part, problem, repair, mend));
  }

  private void irreparable(Part part, String problem) {
    findings.add(
        new Finding(
            files.id(),
            part,
            problem,
            "It cannot be repaired; 'session destroy --purge " + files.id() + "' removes it.",
            false));
  }

  private void logAndRecord(Depth depth) {
    try {
      boolean damaged = log(depth);
      record();
      if (!damaged || mend) {
        index();
      }
    } catch (NoSuchFileException noLog) {
      if (!hasRecord()) {
        irreparable(Part.RECORD, "There is neither a record that can be read nor a log.");
      }
    } catch (LogDamagedException e) {
      irreparable(Part.LOG, "Nothing of the log can be read: " + e.damage().describe());
    } catch (IOException e) {
      throw Storage.unreadable(files.log(), e);
    }
  }

  // ---- The log. ----

  private boolean log(Depth depth) throws IOException {
    return switch (depth) {
      case ENDS -> {
        var damage = LogSummary.of(files.log()).damage();
        if (damage != null) {
          found(Part.LOG, damage.describe(), keeps(damage) + ".");
        }
        yield damage != null;
      }
      case ALL -> {
        var plan = LogRepair.plan(files.log());
        if (plan != null) {
          if (mend) {
            plan.apply();
          }
          found(
              Part.LOG,
              plan.damage().describe(),
              keeps(plan.damage()) + "; what follows is kept in " + plan.aside() + ".");
        }
        yield plan != null;
      }
    };
  }

  private static String keeps(LogDamage damage) {
    return damage.sequence() == 0
        ? "No event can be kept"
        : "The log ends with event " + (damage.sequence() - 1);
  }

  // ---- The record. ----

  private void record() throws IOException {
    SessionRecord record;
    try {
      record = SessionStore.read(files);
    } catch (SessionException e) {
      if (e.code() != ErrorCode.MANIFEST_VALIDATION_ERROR) {
        throw e;
      }
      var issue = e.details().fields("").string("issue");
      rebuild("The session's record cannot be understood: " + issue, true);
      return;
    }
    if (record == null) {
      rebuild("The session's record is missing.", false);
    } else if (record.status().terminal()) {
      agree(record);
    }
  }

  private boolean hasRecord() {
    try {
      return SessionStore.read(files) != null;
    } catch (SessionException e) {
      if (e.code() != ErrorCode.MANIFEST_VALIDATION_ERROR) {
        throw e;
      }
      return false;
    }
  }

  private void rebuild(String problem, boolean isThere) throws IOException {
    SessionRecord rebuilt;
    LogStory told;
    boolean cutOff;
    try {
      told = LogStory.of(files.log());
      cutOff = told.story().ending() == null;
      rebuilt = LostRecord.fromLog(files, cutOff ? CutOffLog.ended(told, LostRecord.END) : told);
    } catch (JsonException | SessionException e) {
      irreparable(Part.RECORD, problem + " The log does not tell enough to make it again.");
      return;
    }
    String aside = "";
    if (isThere) {
      var place = free(files.record());
      aside = " The old one is kept as " + place.getFileName() + ".";
      if (mend) {
        Files.move(files.record(), place, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    if (mend) {
      var whole = cutOff ? CutOffLog.end(files, told, LostRecord.END) : told;
      SessionStore.write(files, rebuilt.withLogged(whole.mark()));
    }
    found(
        Part.RECORD,
        problem,
        "The record is made again from the log, with the status "
            + rebuilt.status().word()
            + "."
            + aside);
  }

  private static Path free(Path file) {
    int attempt = 1;
    Path place;
    do {
      place = file.resolveSibling(file.getFileName() + DAMAGED + attempt++);
    } while (Files.exists(place));
    return place;
  }

  /// Where record and log disagree, the log wins.
  private void agree(SessionRecord record) throws IOException {
    var told = LogStory.of(files.log());
    var agreeing = FollowedLog.of(record, told);
    if (agreeing.equals(record)) {
      if (mend && record.logged() == null) {
        SessionStore.write(files, record.withLogged(told.mark())); // from now on that is known
      }
      return;
    }
    if (mend) {
      SessionStore.write(files, agreeing);
    }
    found(
        Part.RECORD,
        "The record does not say what the log does: "
            + String.join(", ", FollowedLog.differences(record, agreeing))
            + ".",
        "The record follows the log.");
  }

  // ---- The index. ----

  private void index() throws IOException {
    long every = LogSettings.DEFAULT.keyframeEveryBytes();
    var due = KeyframeRebuild.due(files.log(), every);
    if (due.isEmpty()) {
      return;
    }
    if (mend) {
      for (long sequence : due) {
        KeyframeRebuild.of(files.log(), sequence, every, Replay::rebuilding);
      }
    }
    found(
        Part.INDEX,
        "The keyframe index of " + due.size() + " segments is missing or cannot be read.",
        "It is written again; reading is as fast as before.");
  }
}

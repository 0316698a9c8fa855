package dev.session.cli.doctor;

import dev.session.cli.host.HostLauncher;
import dev.session.cli.host.HostProgram;
import dev.session.cli.route.LiveHost;
import dev.session.cli.route.RunningHost;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Home;
import dev.session.home.SessionCatalog;
import dev.session.home.SessionFiles;
import dev.session.home.SessionStore;
import dev.session.home.Unfinished;
import dev.session.log.LogSummary;
import dev.session.recovery.Finding;
import dev.session.recovery.Reconciliation;
import dev.session.recovery.SessionRepair;
import dev.session.recovery.SessionRepair.Depth;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/// The files of all sessions of a home, examined or mended. Sessions that run in a live host are
/// left to it.
///
/// @param sessions how many were examined
/// @param partly of how many of them only the ends of the log were read
/// @param findings what is wrong, or was
public record Upkeep(int sessions, int partly, List<Finding> findings) {
  /// How much of logs is read where nobody asked for all.
  private static final long READ_MAX_BYTES = 256L << 20;

  private static final long REQUEST_LIMIT_MILLIS = 10_000;

  public Upkeep {
    findings = List.copyOf(findings);
  }

  /// What is wrong, as far as it can be told in a short time; nothing is changed.
  static Upkeep examineQuickly(Home home) {
    var findings = new ArrayList<Finding>(unfinished(home, false));
    int sessions = 0;
    int partly = 0;
    long left = READ_MAX_BYTES;
    for (var files : SessionCatalog.all(home)) {
      if (isNewer(files, findings) || isLive(home, files)) {
        continue;
      }
      long bytes = bytes(files);
      boolean all = bytes <= left;
      findings.addAll(SessionRepair.examine(files, all ? Depth.ALL : Depth.ENDS));
      left -= all ? bytes : 0;
      partly += all ? 0 : 1;
      sessions++;
    }
    return new Upkeep(sessions, partly, findings);
  }

  /// What is wrong, every byte of every log read.
  public static Upkeep examine(Home home) {
    return all(home, false);
  }

  /// Mends what is wrong.
  public static Upkeep mend(Home home) {
    return all(home, true);
  }

  private static Upkeep all(Home home, boolean mend) {
    var findings = new ArrayList<Finding>(unfinished(home, mend));
    int sessions = 0;
    if (mend) {
      var _ = Reconciliation.ofHome(home);
    }
    for (var files : SessionCatalog.all(home)) {
      if (isNewer(files, findings)
          || isLive(home, files)
          || (mend && isKeptByProcesses(files, findings))) {
        continue;
      }
      findings.addAll(mend ? SessionRepair.mend(files) : SessionRepair.examine(files, Depth.ALL));
      sessions++;
    }
    return new Upkeep(sessions, 0, findings);
  }

  /// What is left of sessions whose creation was cut short.
  private static List<Finding> unfinished(Home home, boolean mend) {
    var findings = new ArrayList<Finding>();
    for (var directory : Unfinished.abandoned(home)) {
      var id = SessionCatalog.idOfUnfinished(directory);
      if (id == null) {
        continue; // not made by us
      }
      if (mend) {
        var _ = Unfinished.remove(home, directory);
      }
      findings.add(
          new Finding(
              id,
              Finding.Part.CREATION,
              "Its creation was cut short, so the session does not exist.",
              "What was begun of it is removed.",
              mend));
    }
    return findings;
  }

  /// Whether a newer version has written the session's files, which is told, and all that is done.
  private static boolean isNewer(SessionFiles files, List<Finding> findings) {
    try {
      var _ = SessionStore.readable(files);
      var _ = LogSummary.firstSequence(files.log());
      return false;
    } catch (IOException unreadable) {
      return false; // the examination tells why
    } catch (SessionException e) {
      if (e.code() != ErrorCode.UNSUPPORTED_VERSION) {
        return false;
      }
      findings.add(
          new Finding(
              files.id(), Finding.Part.RECORD, e.sentence(), "Nothing of it is touched.", false));
      return true;
    }
  }

  /// Whether the host of the session died, and a process of it cannot be ended, which is told: it
  /// is not over then.
  private static boolean isKeptByProcesses(SessionFiles files, List<Finding> findings) {
    var record = SessionStore.readable(files);
    try {
      if (record != null) {
        var _ = Reconciliation.of(files, record);
      }
      return false;
    } catch (SessionException e) {
      if (e.code() != ErrorCode.HOST_TIMEOUT) {
        throw e;
      }
      findings.add(
          new Finding(
              files.id(),
              Finding.Part.RECORD,
              e.sentence(),
              "It is over when they are gone; the next repair sees to it.",
              false));
      return true;
    }
  }

  /// How many sessions were examined, in words.
  public String examined() {
    return sessions == 1 ? "1 session that is over" : sessions + " sessions that are over";
  }

  private static long bytes(SessionFiles files) {
    try {
      return LogSummary.bytes(files.log());
    } catch (NoSuchFileException noLog) {
      return 0;
    } catch (IOException unreadable) {
      return Long.MAX_VALUE; // the examination tells why
    }
  }

  private static boolean isLive(Home home, SessionFiles files) {
    var record = SessionStore.readable(files);
    return record == null
        ? isKnownToHost(home, files)
        : record.status().active() && !Reconciliation.isNeeded(record);
  }

  /// Whether a running host has the session, or may have it: one that cannot be asked is trusted
  /// to.
  private static boolean isKnownToHost(Home home, SessionFiles files) {
    if (RunningHost.of(home) == null) {
      return false;
    }
    var connection = new HostLauncher(home, HostProgram.ofThisProgram()).find();
    if (connection == null) {
      return true;
    }
    try (var host = new LiveHost(connection)) {
      var _ = host.get("/v1/sessions/" + files.id(), REQUEST_LIMIT_MILLIS);
      return true;
    } catch (SessionException e) {
      return switch (e.code()) {
        case HOST_TIMEOUT, HOST_UNREACHABLE, RPC_ERROR -> true;
        default -> false; // it does not run there
      };
    }
  }
}

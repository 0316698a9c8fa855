package dev.session.recovery;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.ProcessList;
import dev.session.home.SessionRecord;
import dev.session.json.JsonObject;
import dev.session.process.ProcessIdentity;
import dev.session.process.ProcessStat;
import dev.session.process.SessionProcesses;
import dev.session.process.SessionProcesses.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The processes that keep a session from its end: they run although they were killed, because they
/// are another user's or the kernel does not let them go.
public final class Survivors {
  private Survivors() {}

  /// By what the processes of a session are found.
  public static Origin origin(SessionRecord record) {
    return Origin.of(record.id().value(), record.child());
  }

  /// What still runs of a session that is being ended, or whose host died; null for any other.
  public static @Nullable List<ProcessStat> running(SessionRecord record) {
    var status = record.status();
    boolean ending = status.active() && !status.commandable();
    return ending || Reconciliation.isNeeded(record)
        ? SessionProcesses.now().of(origin(record))
        : null;
  }

  /// Those of the processes that run still.
  public static List<ProcessStat> among(List<ProcessIdentity> processes) {
    return processes.stream()
        .flatMap(process -> process.stat().stream())
        .filter(ProcessStat::isAlive)
        .toList();
  }

  /// Why the session has not ended.
  public static SessionException keep(SessionRecord record, List<ProcessStat> left) {
    return new SessionException(
        ErrorCode.HOST_TIMEOUT,
        "Session "
            + record.id()
            + " has not ended yet: "
            + (left.isEmpty()
                ? "its processes are still being ended."
                : "not even SIGKILL has ended "
                    + ProcessList.text(left)
                    + ", which may be another user's or stuck in the kernel. That is tried again"
                    + " until they are gone.")
            + " It stays '"
            + record.status().word()
            + "'; 'session inspect' tells what runs.",
        JsonObject.builder()
            .put("sessionId", record.id().value())
            .put("status", record.status().word())
            .put("processes", ProcessList.json(left))
            .build());
  }
}

package dev.session.cli.batch;

import dev.session.cli.batch.StepRecord.Status;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonNumber;
import dev.session.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// How far a batch has come. Told by the thread that carries it out; a signal's thread may end it
/// at any moment, and from then on the first thread gets no further. Guarded by its own monitor.
public final class Progress {
  private final List<StepRecord> records = new ArrayList<>();
  private int current = -1;
  private long begunNanos;
  private boolean over;

  public Progress(List<Step> steps) {
    for (var step : steps) {
      records.add(StepRecord.notRun(records.size(), step));
    }
  }

  /// The next step begins.
  public void begin(int index) {
    synchronized (this) {
      if (!over) {
        current = index;
        begunNanos = System.nanoTime();
        return;
      }
    }
    stand();
  }

  /// The current step is done.
  ///
  /// @param error why it failed; null where it worked
  public void end(JsonObject observed, @Nullable SessionException error) {
    synchronized (this) {
      if (!over) {
        var status = error == null ? Status.COMPLETED : Status.FAILED;
        set(status, observed, error);
        current = -1;
        return;
      }
    }
    stand();
  }

  /// The batch has come to its end. Of the two threads that may find that, only the first returns.
  public void finish() {
    synchronized (this) {
      if (!over) {
        over = true;
        return;
      }
    }
    stand();
  }

  /// The process is told to end: the current step is interrupted. False if the batch is over.
  public synchronized boolean interrupt() {
    if (over) {
      return false;
    }
    over = true;
    if (current >= 0) {
      set(Status.INTERRUPTED, JsonObject.EMPTY, null);
    }
    return true;
  }

  private void set(Status status, JsonObject observed, @Nullable SessionException error) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos);
    var step = records.get(current).step();
    records.set(current, new StepRecord(current, step, status, millis, observed, error));
  }

  // The process is about to end.
  private static void stand() {
    while (true) {
      LockSupport.park();
    }
  }

  public synchronized List<StepRecord> records() {
    return List.copyOf(records);
  }

  /// The batch's result; its code is that of the first failure.
  public synchronized JsonObject toJson() {
    var steps = new ArrayList<Json>();
    var failed = new ArrayList<Json>();
    int completed = 0;
    String code = null;
    for (var record : records) {
      steps.add(record.toJson());
      if (code == null && record.error() != null) {
        code = record.error().code().name();
      }
      if (record.status() == Status.FAILED) {
        failed.add(JsonNumber.of(record.index()));
      }
      completed += record.status() == Status.COMPLETED ? 1 : 0;
    }
    return JsonObject.builder()
        .put("steps", new JsonArray(steps))
        .put("completedCount", completed)
        .put("failedIndices", new JsonArray(failed))
        .put("code", code)
        .build();
  }

  /// The same for people.
  public synchronized String text() {
    var text = new StringBuilder();
    int completed = 0;
    var failed = new ArrayList<String>();
    for (var record : records) {
      text.append(record.line()).append('\n');
      completed += record.status() == Status.COMPLETED ? 1 : 0;
      if (record.status() == Status.FAILED) {
        failed.add(Integer.toString(record.index()));
      }
    }
    text.append(completed).append('/').append(records.size()).append(" done");
    if (!failed.isEmpty()) {
      text.append("; failed: ").append(String.join(", ", failed));
    }
    return text.append('\n').toString();
  }

  /// What the batch's process exits with.
  ///
  /// @param keptGoing whether later steps were carried out after a failure
  public synchronized int exitCode(boolean keptGoing) {
    for (var record : records) {
      var error = record.error();
      if (error != null) {
        return keptGoing ? ErrorCode.INTERNAL_ERROR.exitCode() : error.code().exitCode();
      }
    }
    return 0;
  }
}

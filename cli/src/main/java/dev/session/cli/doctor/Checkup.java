package dev.session.cli.doctor;

import dev.session.cli.doctor.Check.Status;
import dev.session.cli.export.MovieExport;
import dev.session.error.SessionException;
import dev.session.home.Home;
import dev.session.home.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Runs checks one by one and remembers what they came to. Those that need room get a directory in
/// the home, which no other command looks at and which is gone afterwards.
public final class Checkup {
  private static final long LIMIT_MILLIS = 10_000;

  /// A host may have to start for the first time, on a slow machine.
  private static final long HOST_LIMIT_MILLIS = 60_000;

  /// Thousands of sessions take their time.
  private static final long SESSIONS_LIMIT_MILLIS = 120_000;

  /// A look at something that tells what it saw.
  interface Probe {
    /// Looks; a failure says what is wrong and what to do.
    String look() throws ProbeFailure, IOException;
  }

  private final Home home;
  private final Probes probes;
  private final Surroundings surroundings;
  private final List<Check> environment = new ArrayList<>();
  private final List<Check> renderer = new ArrayList<>();

  private Checkup(Home home, Path temporaryFiles, Map<String, String> environment) {
    this.home = home;
    surroundings = new Surroundings(home, environment);
    probes = new Probes(home, temporaryFiles);
  }

  /// Examines the place and what is installed in it.
  public static Diagnosis of(Home home, Path temporaryFiles, Map<String, String> environment) {
    var checkup = new Checkup(home, temporaryFiles, environment);
    checkup.environment();
    checkup.check(checkup.renderer, "builtin-engine", LIMIT_MILLIS, checkup.probes::engine);
    checkup.check(checkup.renderer, "fonts", LIMIT_MILLIS, checkup.probes::fonts);
    boolean encoder = MovieExport.encoder(environment.getOrDefault("PATH", "")) != null;
    return new Diagnosis(checkup.environment, checkup.renderer, encoder);
  }

  private void environment() {
    check("java-runtime", probes::java);
    check("cwd-access", probes::workingDirectory);
    check("temp-dir", probes::temporaryDirectory);
    check("home_isolation", probes::isolation);
    check("limits", probes::limits);
    var workspace = check("home-writable", probes::homeWritable) ? Workspace.make(home) : null;
    try {
      checkIn(workspace, "pty-spawn", HOST_LIMIT_MILLIS, probes::pty);
      checkIn(workspace, "socket-viable", LIMIT_MILLIS, probes::socket);
      checkIn(workspace, "artifact-atomicity", LIMIT_MILLIS, probes::atomicity);
      checkIn(workspace, "event-log-writable", LIMIT_MILLIS, probes::eventLog);
    } finally {
      if (workspace != null) {
        Workspace.remove(workspace);
      }
    }
    check("home-permissions", surroundings::permissions);
    check("disk-space", surroundings::room);
    check("locale", surroundings::locale);
    check("settings", surroundings::settings);
    checkIn(workspace, "host", LIMIT_MILLIS, _ -> probes.host());
    checkIn(workspace, "sessions", SESSIONS_LIMIT_MILLIS, _ -> probes.sessions());
  }

  private boolean check(String name, Probe probe) {
    return check(environment, name, LIMIT_MILLIS, probe);
  }

  private void checkIn(@Nullable Path workspace, String name, long limit, ProbeIn probe) {
    if (workspace == null) {
      environment.add(new Check(name, Status.SKIP, "Needs a home that can be written.", 0));
    } else {
      check(environment, name, limit, () -> probe.look(workspace));
    }
  }

  /// A probe that makes files, in a directory that is there for that.
  interface ProbeIn {
    String look(Path workspace) throws ProbeFailure, IOException;
  }

  // On a thread of its own: what hangs must not hang the others.
  private boolean check(List<Check> checks, String name, long limitMillis, Probe probe) {
    long start = System.nanoTime();
    var task = new FutureTask<>(probe::look);
    Thread.ofPlatform().daemon().name("doctor-" + name).start(task);
    Status status = Status.FAIL;
    String message;
    try {
      message = task.get(limitMillis, TimeUnit.MILLISECONDS);
      status = Status.PASS;
    } catch (TimeoutException e) {
      message = "Not finished after " + limitMillis + " ms; the machine or a file system hangs.";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      message = "Interrupted.";
    } catch (ExecutionException e) {
      message = sentence(e.getCause());
    }
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    checks.add(new Check(name, status, message, took));
    return status == Status.PASS;
  }

  private String sentence(@Nullable Throwable failure) {
    return switch (failure) {
      case ProbeFailure told -> told.sentence();
      case SessionException told -> told.sentence();
      case IOException io -> Storage.unreadable(home.directory(), io).sentence();
      case null, default -> "This check is defective: " + failure;
    };
  }
}

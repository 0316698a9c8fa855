package dev.session.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/// Clears up behind a JVM that runs tests, however that JVM ends: in order, by a signal, or because
/// Maven was killed.
///
/// The build puts the variable `SESSION_TEST_RUN` into the JVM's environment, from where every
/// process that a test starts inherits it. A shell in a POSIX session of its own waits until the
/// JVM is gone, which it sees by the end of its standard input; then it kills whatever still
/// carries the variable and removes the JVM's temporary files. Before the first test it does the
/// same for what an earlier run has left, whose own shell may have been killed too.
public final class Sweeper implements TestExecutionListener {
  private static final String VARIABLE = "SESSION_TEST_RUN";

  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      sweep() {
        tries=0
        while [ $tries -lt 50 ]; do
          left=
          for environment in $(grep -lzxF "$1" /proc/[0-9]*/environ 2>/dev/null); do
            pid=${environment#/proc/}
            pid=${pid%/environ}
            case " $2 " in
              *" $pid "*) ;;
              *) kill -KILL "$pid" 2>/dev/null && left=yes ;;
            esac
          done
          [ -n "$left" ] || break
          tries=$((tries + 1))
          sleep 0.1
        done
      }
      empty() {
        chmod -R u+rwX "$1" 2>/dev/null
        find "$1" -mindepth 1 -depth -delete 2>/dev/null
        rmdir "/tmp/session-$(id -un)" 2>/dev/null
      }
      sweep "$1" "$3"
      empty "$2"
      echo ready
      while read -r _; do :; done
      sweep "$1" "$3"
      empty "$2"
      """;

  private static boolean started;

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    start();
  }

  /// Started once for the JVM, which gets many plans from Maven.
  private static synchronized void start() {
    var mark = System.getenv(VARIABLE);
    if (started || mark == null) {
      return; // Not started by Maven: who runs tests in an IDE sees what they leave.
    }
    started = true;
    var temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath().toString();
    // Maven starts this JVM by a shell, which has the variable too, and which has to live a moment
    // longer than the JVM: it tells Maven how that ended.
    var jvm = ProcessHandle.current();
    var own = jvm.pid() + jvm.parent().map(parent -> " " + parent.pid()).orElse("");
    var command =
        List.of("setsid", "sh", "-c", SCRIPT, "sweeper", VARIABLE + "=" + mark, temporary, own);
    try {
      var builder = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
      builder.environment().remove(VARIABLE);
      // Its standard input stays open, and unwritten, for as long as this JVM lives.
      var shell = builder.start();
      if (shell.inputReader().readLine() == null) {
        throw new IllegalStateException("the shell that clears up behind the tests does not run");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.session.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One process, told apart from a later one with the same pid.
///
/// @param start when the process started, in a form that only this machine's current boot gives:
///   the boot's id and the start time in clock ticks (proc_pid_stat(5), field 22)
public record ProcessIdentity(long pid, String start) {
  private static final int BOOT_ID_CHARS = 8;

  /// The process that has `pid` now, or null where there is none. A zombie is a process.
  public static @Nullable ProcessIdentity of(long pid) {
    var stat = ProcessStat.read(pid);
    return stat == null ? null : new ProcessIdentity(pid, Boot.ID + ":" + stat.startTicks());
  }

  /// This process.
  public static ProcessIdentity self() {
    var self = of(ProcessHandle.current().pid());
    if (self == null) {
      throw new IllegalStateException("/proc does not show this process; is it mounted?");
    }
    return self;
  }

  /// Whether this very process still runs. One that has ended and waits to be reaped does not.
  public boolean isAlive() {
    var stat = ProcessStat.read(pid);
    return stat != null && !stat.zombie() && start.equals(Boot.ID + ":" + stat.startTicks());
  }

  /// Kills this very process, and nobody who has its pid now. Whether there was something to kill.
  public boolean kill() {
    // The handle remembers the start time itself and refuses a process that took the pid since.
    Optional<ProcessHandle> handle = ProcessHandle.of(pid);
    return handle.isPresent() && isAlive() && handle.get().destroyForcibly();
  }

  private static final class Boot {
    static final String ID = read();

    private static String read() {
      try {
        return Files.readString(
                Path.of("/proc/sys/kernel/random/boot_id"), StandardCharsets.US_ASCII)
            .substring(0, BOOT_ID_CHARS);
      } catch (IOException e) {
        throw new IllegalStateException("/proc has no boot id; is it mounted?", e);
      }
    }
  }
}

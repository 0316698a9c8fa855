package dev.session.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Which process it is, beyond its number: numbers are used again, the number with the start time
/// and the boot is not.
///
/// Limit: the boot id is the machine's; a container that is restarted without a reboot gives its
/// first processes small numbers again, and then only the start time (in ticks of 10 ms) tells them
/// apart.
///
/// @param startTicks field 22 of `/proc/PID/stat`: clock ticks since boot
/// @param bootId `/proc/sys/kernel/random/boot_id`
public record ProcessIdentity(long pid, long startTicks, String bootId) {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /// The identity of a process that exists now (it may be a zombie); empty if there is none.
  public static Optional<ProcessIdentity> of(long pid) {
    return ProcessStat.read(pid)
        .map(stat -> new ProcessIdentity(pid, stat.startTicks(), currentBootId()));
  }

  /// Whether this very process still runs: not a zombie, and not another one under its number.
  public boolean isAlive() {
    return stat().map(ProcessStat::isAlive).orElse(false);
  }

  /// Kills this process (SIGKILL) if it still runs; false if it does not, or is not ours to kill.
  ///
  /// The process is looked at again right before; `ProcessHandle` compares the start time as well.
  public boolean kill() {
    var handle = ProcessHandle.of(pid);
    return handle.isPresent() && isAlive() && handle.get().destroyForcibly();
  }

  /// Asks this process to end (SIGTERM) if it still runs; false if it does not, or is not ours.
  public boolean terminate() {
    var handle = ProcessHandle.of(pid);
    return handle.isPresent() && isAlive() && handle.get().destroy();
  }

  /// What `/proc` says about this very process; empty if it is gone, zombies included.
  public Optional<ProcessStat> stat() {
    return ProcessStat.read(pid)
        .filter(stat -> stat.startTicks() == startTicks && bootId.equals(currentBootId()));
  }

  static String currentBootId() {
    try {
      return Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + BOOT_ID + "; is /proc mounted?", e);
    }
  }
}

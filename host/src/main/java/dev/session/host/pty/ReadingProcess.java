package dev.session.host.pty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/// Whether a process waits for input, as the kernel tells (`proc_pid_syscall(5)`).
///
/// Limits: what a process waits for in `poll` and its like may be something else than its terminal;
/// if the kernel hides the system call, a process that sleeps counts as waiting.
final class ReadingProcess {
  /// read, poll, select, epoll_wait, pselect6, ppoll, epoll_pwait, epoll_pwait2.
  private static final Set<String> X86_64 =
      Set.of("0", "7", "23", "232", "270", "271", "281", "441");

  /// read, epoll_pwait, pselect6, ppoll, epoll_pwait2.
  private static final Set<String> AARCH64 = Set.of("63", "22", "72", "73", "441");

  private static final Set<String> WAITING_CALLS =
      System.getProperty("os.arch").equals("aarch64") ? AARCH64 : X86_64;

  private ReadingProcess() {}

  static boolean waitsForInput(long pid) {
    var process = Path.of("/proc", Long.toString(pid));
    try {
      var call = Files.readString(process.resolve("syscall")).split(" ", 2)[0].strip();
      return WAITING_CALLS.contains(call) && !hasPendingSignal(process);
    } catch (IOException hidden) {
      return sleeps(process);
    }
  }

  /// Whether it is about to deal with a signal, such as that of Ctrl-C.
  private static boolean hasPendingSignal(Path process) throws IOException {
    return Files.readAllLines(process.resolve("status")).stream()
        .filter(line -> line.startsWith("SigPnd:") || line.startsWith("ShdPnd:"))
        .anyMatch(line -> !line.endsWith("\t0000000000000000"));
  }

  private static boolean sleeps(Path process) {
    try {
      var stat = Files.readString(process.resolve("stat"));
      return stat.startsWith("S", stat.lastIndexOf(')') + 2);
    } catch (IOException gone) {
      return false;
    }
  }
}

package dev.session.home;

import dev.session.process.ProcessIdentity;
import org.jspecify.annotations.Nullable;

/// What tells a process from a later one with the same pid, as records write it beside the pid:
/// `BOOT-ID/START-TICKS`.
final class ProcessText {
  private ProcessText() {}

  static String start(ProcessIdentity process) {
    return process.bootId() + "/" + process.startTicks();
  }

  /// The process that [#start] described, or null where `start` is anything else.
  static @Nullable ProcessIdentity identity(long pid, String start) {
    int slash = start.indexOf('/');
    if (slash < 0) {
      return null;
    }
    try {
      return new ProcessIdentity(
          pid, Long.parseLong(start, slash + 1, start.length(), 10), start.substring(0, slash));
    } catch (NumberFormatException _) {
      return null;
    }
  }
}

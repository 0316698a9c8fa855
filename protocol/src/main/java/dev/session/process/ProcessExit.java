package dev.session.process;

/// How a process ended, told truthfully: by itself with a code, or by a signal.
public sealed interface ProcessExit {
  /// What a shell puts into `$?` for it: the code, or 128 + the signal.
  int shellStatus();

  /// The process called `exit` (or returned from `main`) with this code, 0 to 255.
  record Exited(int code) implements ProcessExit {
    @Override
    public int shellStatus() {
      return code;
    }
  }

  /// The process was ended by this signal.
  record Signaled(int signal, boolean coreDumped) implements ProcessExit {
    private static final int SHELL_SIGNAL_BASE = 128;

    @Override
    public int shellStatus() {
      return SHELL_SIGNAL_BASE + signal;
    }

    /// The canonical name of the signal, such as `SIGTERM`.
    public String signalName() {
      return Signals.name(signal);
    }
  }
}

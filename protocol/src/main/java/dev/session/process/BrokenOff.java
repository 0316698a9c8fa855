package dev.session.process;

import java.util.concurrent.locks.LockSupport;

/// What is still to be done where the process is told to end in the middle of something.
///
/// A shutdown hook, because a signal's handler would need a package that is not Java's. Closing it
/// takes it back: a pipe of commands lives on. Where the process is ending already, closing does
/// not return: what was broken off has nothing to tell, and the exit code is the signal's.
public final class BrokenOff implements AutoCloseable {
  private final Thread hook;

  /// @param name of the thread that does it
  public BrokenOff(String name, Runnable task) {
    hook = new Thread(task, name);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      while (true) {
        LockSupport.park(this);
      }
    }
  }
}

package dev.session.cli.command;

/// What is still to be done where the process is told to end in the middle of something.
///
/// A shutdown hook, because a signal's handler would need a package that is not Java's. Closing it
/// takes it back: a pipe of commands lives on.
final class BrokenOff implements AutoCloseable {
  private final Thread hook;

  BrokenOff(String name, Runnable task) {
    hook = new Thread(task, name);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // We are broken off at this moment; the task finds nothing left to do.
    }
  }
}

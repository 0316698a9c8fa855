package dev.session.host.pty;

import dev.session.process.ProcessExit;
import dev.session.process.ProcessIdentity;
import java.util.List;

/// The owner of a process hears here what happens to it.
///
/// All calls come from the process's `pty-output` thread, one after the other; they must not block
/// (other processes wait meanwhile) and must not throw. The order is: output, the exit once,
/// perhaps output of survivors that still hold the terminal, closed once.
public interface PtyListener {

  /// Whether to go on reading the terminal.
  enum Reading {
    CONTINUE,
    /// Pass on nothing more until [PtyProcess#resume]; the child is stopped when its backlog and
    /// its terminal are full. What was passed on with this call counts as taken.
    PAUSE
  }

  /// The terminal printed `buffer[0..length)`. The buffer is lent for the call.
  Reading onOutput(byte[] buffer, int length);

  /// The process ended and all of its output has been passed on. While paused, this waits for the
  /// output that is still to be read.
  void onExit(ProcessExit exit);

  /// Not even SIGKILL has ended these, which belong to a session that is being ended
  /// ([PtyProcess#end]); the ending goes on. None: they start others faster than they are found.
  /// Heard at any time before the ending's result, again whenever it has been tried in vain.
  void onSurvivors(List<ProcessIdentity> survivors);

  /// The terminal is closed: nothing more will be heard.
  void onClosed();
}

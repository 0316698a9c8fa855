package dev.session.shell;

/// How a command in a session's shell came out, in the word that results and logs have for it.
public enum CommandOutcome {
  /// The shell executed it and waits for the next one; the exit code is the command's.
  COMPLETED("completed"),
  /// The shell executed nothing: a syntax error, or a history expansion that failed.
  REJECTED("rejected"),
  /// The shell waits for the rest of it: a quote that is open, a document without its end.
  INCOMPLETE("incomplete"),
  /// The shell that it was typed in has ended, and the one around it goes on.
  SHELL_EXITED("shellExited"),
  /// The session is over; the exit code is the session's.
  SESSION_EXITED("sessionExited"),
  /// The host that watched it died; what became of it is not known.
  LOST("lost"),
  /// It still runs.
  TIMED_OUT("timedOut");

  private final String word;

  CommandOutcome(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /// The outcome with this word; one that nobody knows is taken for completed.
  public static CommandOutcome of(String word) {
    for (var outcome : values()) {
      if (outcome.word.equals(word)) {
        return outcome;
      }
    }
    return COMPLETED;
  }
}

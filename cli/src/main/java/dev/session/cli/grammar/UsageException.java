package dev.session.cli.grammar;

import dev.session.error.SessionException;

/// The argument list is not one that `session` accepts. It had no effect.
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final SessionException failure;
  private final transient Topic topic;
  private final boolean incomplete;

  UsageException(SessionException failure, Topic topic, boolean incomplete) {
    super(failure);
    this.failure = failure;
    this.topic = topic;
    this.incomplete = incomplete;
  }

  /// The code, sentence and details to report.
  public SessionException failure() {
    return failure;
  }

  /// What the error is about: as much of the command as was understood.
  public Topic topic() {
    return topic;
  }

  /// Whether nothing is wrong but that the command's name is missing, so that help is the answer.
  public boolean incomplete() {
    return incomplete;
  }
}

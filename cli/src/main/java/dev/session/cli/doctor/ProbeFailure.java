package dev.session.cli.doctor;

/// A check has found something wrong.
final class ProbeFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  /// A failure told by a sentence that says what is wrong and what to do about it.
  ProbeFailure(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }
}

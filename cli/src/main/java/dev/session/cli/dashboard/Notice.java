package dev.session.cli.dashboard;

/// Something to tell the user until the next key.
record Notice(String text, boolean bad) {
  static Notice good(String text) {
    return new Notice(text, false);
  }

  static Notice bad(String text) {
    return new Notice(text, true);
  }
}

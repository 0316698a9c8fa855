package dev.session.terminal;

/// What DECSC keeps for DECRC; each screen has one.
final class SavedCursor {
  boolean present;
  int row;
  int col;
  boolean pendingWrap;
  long style;
  long extra;
  boolean origin;
  final Charsets charsets = new Charsets();

  void reset() {
    present = false;
    row = 0;
    col = 0;
    pendingWrap = false;
    style = 0;
    extra = 0;
    origin = false;
    charsets.reset();
  }
}

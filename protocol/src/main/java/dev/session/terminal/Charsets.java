package dev.session.terminal;

/// The four designated sets and which of them text goes through.
final class Charsets {
  static final int SETS = 4;
  static final int NO_SHIFT = -1;

  final Charset[] sets = new Charset[SETS];
  int left;
  int right;

  /// The set for the next character only (SS2, SS3), or [#NO_SHIFT].
  int single;

  /// National sets are in force (DECNRCM); else they show as ASCII.
  boolean national;

  /// Whether ASCII shows as itself, so that runs of it need no mapping.
  boolean plain;

  Charsets() {
    reset();
  }

  void reset() {
    java.util.Arrays.fill(sets, Charset.ASCII);
    left = 0;
    right = 2;
    single = NO_SHIFT;
    update();
  }

  void designate(int set, Charset charset) {
    sets[set] = charset;
    update();
  }

  void lockLeft(int set) {
    left = set;
    update();
  }

  void singleShift(int set) {
    single = set;
    update();
  }

  void setNational(boolean on) {
    national = on;
    update();
  }

  void copyFrom(Charsets other) {
    System.arraycopy(other.sets, 0, sets, 0, SETS);
    left = other.left;
    right = other.right;
    single = other.single;
    update();
  }

  int map(int value) {
    Charset set = sets[single == NO_SHIFT ? left : single];
    if (single != NO_SHIFT) {
      single = NO_SHIFT;
      update();
    }
    return set.map(value);
  }

  void update() {
    plain = single == NO_SHIFT && sets[left] == Charset.ASCII;
  }
}

package dev.session.terminal;

/// Which modes are set, and which were when XTSAVE last asked.
@SuppressWarnings("EnumOrdinal") // a flag per constant, on the path of every character
final class Modes {
  private static final Mode[] ALL = Mode.values();
  private final boolean[] set = new boolean[ALL.length];
  private final boolean[] saved = new boolean[ALL.length];

  Modes() {
    reset();
  }

  void reset() {
    for (Mode mode : ALL) {
      set[mode.ordinal()] = mode.initially();
      saved[mode.ordinal()] = mode.initially();
    }
  }

  void copyFrom(Modes other) {
    System.arraycopy(other.set, 0, set, 0, set.length);
  }

  boolean get(Mode mode) {
    return set[mode.ordinal()];
  }

  void put(Mode mode, boolean on) {
    set[mode.ordinal()] = on;
  }

  boolean saved(Mode mode) {
    return saved[mode.ordinal()];
  }

  void save(Mode mode, boolean on) {
    saved[mode.ordinal()] = on;
  }
}

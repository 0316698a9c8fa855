package dev.session.cli.grammar;

/// How many arguments a positional takes. Only the last positional of a command may repeat.
public enum Arity {
  ONE(1, 1),
  OPTIONAL(0, 1),
  ANY(0, Integer.MAX_VALUE),
  SEVERAL(1, Integer.MAX_VALUE);

  private final int min;
  private final int max;

  Arity(int min, int max) {
    this.min = min;
    this.max = max;
  }

  public int min() {
    return min;
  }

  public int max() {
    return max;
  }
}

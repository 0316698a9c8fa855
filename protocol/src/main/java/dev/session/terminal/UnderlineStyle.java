package dev.session.terminal;

/// The styles of SGR 4, in the order of its subparameter.
public enum UnderlineStyle {
  NONE,
  SINGLE,
  DOUBLE,
  CURLY,
  DOTTED,
  DASHED;

  private static final UnderlineStyle[] ALL = values();

  static UnderlineStyle of(int code) {
    return ALL[code];
  }
}

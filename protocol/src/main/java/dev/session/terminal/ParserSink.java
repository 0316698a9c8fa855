package dev.session.terminal;

/// What the parser hands on: text, and sequences that are complete. The parser knows syntax only.
interface ParserSink {
  /// A run of printable ASCII, `[from, to)` of `data`.
  void ascii(byte[] data, int from, int to);

  /// One character from U+00A0 on, decoded from UTF-8.
  void character(int codePoint);

  /// Joins a zero-width character that came inside a sequence to the text before it; false if it is
  /// no such character.
  boolean joins(int codePoint);

  /// A C0 control other than ESC, CAN and SUB.
  void control(int value);

  /// CAN or SUB, which end whatever was being received.
  void cancel(int value);

  void escape(Sequence sequence);

  void csi(Sequence sequence);

  /// Whether the OSC with this number means anything; the data of others is not kept.
  boolean acceptsOsc(int number);

  void osc(int number, byte[] data, int from, int to, boolean bell);

  /// Whether this DCS means anything; the data of others is not kept.
  boolean acceptsDcs(Sequence sequence);

  void dcs(Sequence sequence, byte[] data, int to);

  void vt52(int finalByte);

  void vt52Position(int row, int column);
}

package dev.session.terminal;

/// The answers to queries, in input order, until their taker fetches them. While nobody does, at
/// most [#REPLIES_MAX_BYTES] are kept: an application that never reads loses further answers.
final class Replies {
  static final int REPLIES_MAX_BYTES = 1 << 20;

  private final boolean wanted;
  private final Bytes bytes = new Bytes(64);
  private int start;
  private final Screen screen;

  Replies(Screen screen, boolean wanted) {
    this.screen = screen;
    this.wanted = wanted;
  }

  /// Starts a reply with `ESC [`, or its one-byte form after S8C1T.
  Bytes csi() {
    return begin('[');
  }

  Bytes dcs() {
    return begin('P');
  }

  Bytes osc() {
    return begin(']');
  }

  /// Starts an answer that no control introduces.
  Bytes raw() {
    start = bytes.length();
    return bytes;
  }

  /// The reply begun last, to go on with.
  Bytes more() {
    return bytes;
  }

  private Bytes begin(int introducer) {
    start = bytes.length();
    return control(introducer);
  }

  private Bytes control(int introducer) {
    if (screen.eightBitReplies) {
      return bytes.put(introducer + 0x40);
    }
    return bytes.put(Bytes.ESC).put(introducer);
  }

  /// Ends a DCS or OSC reply, an OSC the way its query ended.
  void terminate(boolean bell) {
    if (bell) {
      bytes.put(Bytes.BEL);
    } else {
      control('\\');
    }
    end();
  }

  void end() {
    if (!wanted || bytes.length() > REPLIES_MAX_BYTES) {
      bytes.truncate(start);
    }
  }

  boolean isEmpty() {
    return bytes.length() == 0;
  }

  byte[] take() {
    byte[] taken = bytes.toArray();
    bytes.clear();
    return taken;
  }
}

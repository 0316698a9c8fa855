package dev.session.input;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Collects what a terminal sends, in its form of the control characters.
final class TerminalBytes {
  static final int ESC = 0x1b;
  private static final int CSI = 0x9b;
  private static final int SS3 = 0x8f;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final boolean eightBitControls;

  TerminalBytes(InputModes modes) {
    this.eightBitControls = modes.eightBitControls();
  }

  TerminalBytes csi(String rest) {
    return control(CSI).ascii(rest);
  }

  TerminalBytes ss3(String rest) {
    return control(SS3).ascii(rest);
  }

  // A C1 control is ESC and the character 64 below it, or one byte.
  private TerminalBytes control(int c1) {
    return eightBitControls ? octet(c1) : octet(ESC).octet(c1 - 0x40);
  }

  /// One byte as it is.
  TerminalBytes octet(int octet) {
    bytes.write(octet);
    return this;
  }

  TerminalBytes codePoint(int codePoint) {
    bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
    return this;
  }

  TerminalBytes text(CharSequence text) {
    bytes.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    return this;
  }

  private TerminalBytes ascii(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }
}

package dev.session.cli.output;

/// What a program prints, as it comes, as text that a person's terminal may be sent: characters and
/// line breaks, without the sequences that would steer it.
///
/// What moves the cursor to another place breaks the line, so that two places are not read as one.
/// This is no screen: what is painted over stays. A sequence may come in parts; a character may
/// not, which the log takes care of.
public final class FollowedText {
  private static final char ESC = '\033';
  private static final char BEL = '\007';
  private static final char CAN = '\030';
  private static final char SUB = '\032';

  /// Finals of control sequences after which what comes stands elsewhere.
  private static final String MOVING_FINALS = "ABEFHLMSTdfr";

  private enum State {
    TEXT,
    /// After ESC.
    ESCAPE,
    CONTROL_SEQUENCE,
    /// An OSC, DCS, APC, PM or SOS.
    STRING
  }

  private State state = State.TEXT;
  private boolean lineBegun;

  /// A carriage return was the last; a line feed behind it is the same line break.
  private boolean returned;

  private final StringBuilder text = new StringBuilder();

  /// The text of the next piece of output.
  public String of(String output) {
    text.setLength(0);
    for (int i = 0; i < output.length(); i++) {
      take(output.charAt(i));
    }
    return SafeText.lines(text.toString());
  }

  /// Whether what has been printed does not end with a line break.
  public boolean lineOpen() {
    return lineBegun;
  }

  private void take(char c) {
    if (c == ESC) {
      state = State.ESCAPE;
      return;
    }
    if (c == CAN || c == SUB) {
      state = State.TEXT;
      return;
    }
    switch (state) {
      case TEXT -> put(c);
      case ESCAPE -> escape(c);
      case CONTROL_SEQUENCE -> sequence(c);
      case STRING -> state = c == BEL ? State.TEXT : State.STRING;
    }
  }

  private void put(char c) {
    if (returned && c != '\n' && c != '\r') {
      breakLine();
    }
    if (c == '\r') {
      returned = true;
    } else if (c == '\n') {
      returned = false;
      lineBegun = false;
      text.append('\n');
    } else if (c == '\t') {
      character(' ');
    } else if (c >= ' ') {
      character(c);
    }
  }

  private void character(char c) {
    lineBegun = true;
    text.append(c);
  }

  private void breakLine() {
    returned = false;
    if (lineBegun) {
      lineBegun = false;
      text.append('\n');
    }
  }

  private void escape(char c) {
    switch (c) {
      case '[' -> state = State.CONTROL_SEQUENCE;
      case ']', 'P', '_', '^', 'X' -> state = State.STRING;
      default -> {
        // Bytes below 0x30 belong to a longer sequence.
        if (c >= '0') {
          state = State.TEXT;
        }
      }
    }
  }

  private void sequence(char c) {
    if (c >= '@') {
      state = State.TEXT;
      if (MOVING_FINALS.indexOf(c) >= 0) {
        breakLine();
      }
    }
  }
}

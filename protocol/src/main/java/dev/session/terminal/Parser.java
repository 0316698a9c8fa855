package dev.session.terminal;

/// Splits bytes into text, controls and sequences. The state survives any chunking.
///
/// Text is UTF-8. A malformed sequence counts as one U+FFFD the way xterm counts: overlong forms,
/// surrogates and the old five and six byte forms once, a truncated one once. C1 controls, raw or
/// encoded, are not honoured in UTF-8 mode (xterm), so raw ones are malformed and encoded ones
/// ignored.
///
/// The table covers the sequences; text in the ground state, and what most control sequences
/// consist of, take the short way in [#feed].
final class Parser {
  /// A longer OSC has no effect. Large enough for a clipboard of half a megabyte in base64.
  static final int OSC_MAX_BYTES = 1 << 20;

  /// A longer DCS has no effect.
  static final int DCS_MAX_BYTES = 1 << 16;

  private static final int REPLACEMENT = 0xfffd;
  private static final int NUMBER_MAX = 99_999;
  private static final int NO_NUMBER = -1;

  private final ParserSink sink;
  private final Sequence sequence = new Sequence();
  private int state = ParserTable.GROUND;
  private boolean vt52;

  /// Bytes still missing of a UTF-8 character, and what is known of it.
  private int utf8Missing;

  private int utf8Length;
  private int utf8Code;
  private boolean utf8Bad;

  /// The string being received. An OSC keeps its number apart once the `;` was seen.
  private final Bytes data = new Bytes(256);

  private int oscNumber = NO_NUMBER;
  private int vt52Row;

  Parser(ParserSink sink) {
    this.sink = sink;
  }

  void feed(byte[] b, int from, int to) {
    int i = from;
    while (i < to) {
      if (state == ParserTable.GROUND && utf8Missing == 0) {
        int value = b[i];
        if (value >= 0x20 && value != 0x7f) {
          int end = i + 1;
          while (end < to && b[end] >= 0x20 && b[end] != 0x7f) {
            end++;
          }
          sink.ascii(b, i, end);
          i = end;
        } else if (value < 0) {
          i = character(b, i, to);
        } else if (value == Bytes.ESC && i + 1 < to && b[i + 1] == '[' && !vt52) {
          start(value);
          state = ParserTable.CSI_ENTRY;
          i += 2;
        } else {
          step(value);
          i++;
        }
      } else if (isParameters() && isDigit(b[i])) {
        i = parameters(b, i, to);
      } else if (isData() && b[i] != Bytes.ESC) {
        i = string(b, i, to);
      } else {
        int value = b[i] & 0xff;
        if (value < 0x80 && utf8Missing == 0) {
          step(value);
          i++;
        } else {
          i += slowUtf8(value);
        }
      }
    }
  }

  /// Back to the ground state; a half-received sequence or character is dropped.
  void reset() {
    state = ParserTable.GROUND;
    utf8Missing = 0;
    data.clear();
    oscNumber = NO_NUMBER;
  }

  void setVt52(boolean on) {
    vt52 = on;
  }

  private boolean isParameters() {
    return (state == ParserTable.CSI_PARAM || state == ParserTable.CSI_ENTRY) && utf8Missing == 0;
  }

  private static boolean isDigit(byte value) {
    return value >= '0' && value <= '9';
  }

  /// Takes a sequence's parameters from a digit on, as far as there are only digits and semicolons.
  private int parameters(byte[] b, int from, int to) {
    state = ParserTable.CSI_PARAM;
    int i = from;
    while (i < to) {
      if (isDigit(b[i])) {
        i = sequence.digits(b, i, to);
      } else if (b[i] == ';') {
        sequence.separator(false);
        i++;
      } else {
        break;
      }
    }
    return i;
  }

  private boolean isData() {
    return state >= ParserTable.DCS_IGNORE
        && state <= ParserTable.TEXT_STRING
        && state != ParserTable.DCS_ESCAPE
        && state != ParserTable.OSC_ESCAPE;
  }

  /// A whole well-formed character without leaving this method; anything else byte by byte.
  private int character(byte[] b, int i, int to) {
    int lead = b[i] & 0xff;
    if (lead >= 0xe1 && lead <= 0xec && i + 2 < to && isTail(b[i + 1]) && isTail(b[i + 2])) {
      sink.character((lead & 0x0f) << 12 | (b[i + 1] & 0x3f) << 6 | (b[i + 2] & 0x3f));
      return i + 3;
    }
    if (lead >= 0xc3 && lead <= 0xdf && i + 1 < to && isTail(b[i + 1])) {
      sink.character((lead & 0x1f) << 6 | (b[i + 1] & 0x3f));
      return i + 2;
    }
    return i + slowUtf8(lead);
  }

  private static boolean isTail(byte value) {
    return (value & 0xc0) == 0x80;
  }

  /// Takes one byte of UTF-8; returns 0 when it must be looked at again, else 1.
  private int slowUtf8(int value) {
    if (utf8Missing > 0) {
      if ((value & 0xc0) != 0x80) {
        utf8Missing = 0;
        decoded(REPLACEMENT);
        return 0;
      }
      if (utf8Missing == utf8Length - 1
          && utf8Code == 0
          && (value & 0x3f) >> (7 - utf8Length) == 0) {
        utf8Bad = true;
      }
      utf8Code = utf8Code << 6 | (value & 0x3f);
      if (--utf8Missing == 0) {
        boolean valid = !utf8Bad && utf8Length <= 4 && isScalar(utf8Code);
        decoded(valid ? utf8Code : REPLACEMENT);
      }
      return 1;
    }
    utf8Length = value < 0xc0 ? 0 : Integer.numberOfLeadingZeros(~value << 24);
    if (utf8Length == 0 || utf8Length > 6) {
      decoded(REPLACEMENT);
      return 1;
    }
    utf8Missing = utf8Length - 1;
    utf8Code = value & 0x7f >> utf8Length;
    utf8Bad = utf8Length == 2 && utf8Code < 2;
    return 1;
  }

  private static boolean isScalar(int code) {
    return (code <= Character.MAX_CODE_POINT && (code < 0xd800 || code > 0xdfff) && code < 0xfffe)
        || (code > 0xffff && code <= Character.MAX_CODE_POINT);
  }

  /// A character beyond ASCII outside strings. Inside a sequence xterm reads U+00A0-U+00FF as their
  /// 7-bit counterparts, joins combining characters to the text, and lets anything else end it.
  private void decoded(int code) {
    if (state == ParserTable.GROUND) {
      if (code >= 0xa0) {
        sink.character(code);
      } else if (code < 0x80) {
        step(code);
      }
    } else if (code < 0x100) {
      if (code >= 0xa0) {
        step(code & 0x7f);
      }
    } else if (!sink.joins(code)) {
      state = ParserTable.GROUND;
    }
  }

  /// Takes string data up to the next byte that may end it.
  private int string(byte[] b, int i, int to) {
    int end = i;
    while (end < to && (b[end] < 0 || b[end] >= 0x20)) {
      end++;
    }
    if (end == i) {
      step(b[i]);
      return i + 1;
    }
    if (state == ParserTable.OSC_DATA && oscNumber == NO_NUMBER) {
      oscByte(b[i]);
      return i + 1;
    }
    if (state == ParserTable.DCS_DATA || state == ParserTable.OSC_DATA) {
      append(b, i, end);
    }
    return end;
  }

  private void append(byte[] b, int from, int to) {
    int max = state == ParserTable.OSC_DATA ? OSC_MAX_BYTES : DCS_MAX_BYTES;
    if (data.length() + to - from > max) {
      state = state == ParserTable.OSC_DATA ? ParserTable.OSC_IGNORE : ParserTable.DCS_IGNORE;
      data.clear();
    } else {
      data.put(b, from, to);
    }
  }

  /// A byte of the number that an OSC starts with.
  private void oscByte(int value) {
    if (value >= '0' && value <= '9' && data.length() < 5) {
      data.put(value);
    } else if (value == ';' && data.length() > 0 && sink.acceptsOsc(pendingNumber())) {
      oscNumber = pendingNumber();
      data.clear();
    } else {
      state = ParserTable.OSC_IGNORE;
      data.clear();
    }
  }

  private int pendingNumber() {
    int number = 0;
    for (int i = 0; i < data.length(); i++) {
      number = number * 10 + data.array()[i] - '0';
    }
    return Math.min(number, NUMBER_MAX);
  }

  private void step(int value) {
    int entry = ParserTable.entry(state, value);
    int before = state;
    state = ParserTable.next(entry);
    if (before == ParserTable.DCS_ESCAPE && value != '\\' && value != Bytes.ESC) {
      sequence.start();
      data.clear();
    }
    switch (ParserTable.action(entry)) {
      case ParserTable.IGNORE -> {}
      case ParserTable.EXECUTE -> sink.control(value);
      case ParserTable.START -> start(value);
      case ParserTable.COLLECT -> collect(value);
      case ParserTable.PREFIX -> sequence.prefix = value;
      case ParserTable.DIGIT -> sequence.digit(value - '0');
      case ParserTable.SEMICOLON -> sequence.separator(false);
      case ParserTable.COLON -> sequence.separator(true);
      case ParserTable.ESC_DISPATCH -> {
        sequence.finalByte = value;
        sink.escape(sequence);
      }
      case ParserTable.CSI_DISPATCH -> {
        sequence.finalByte = value;
        sink.csi(sequence);
      }
      case ParserTable.DCS_START -> {
        sequence.finalByte = value;
        data.clear();
        if (!sink.acceptsDcs(sequence)) {
          state = ParserTable.DCS_IGNORE;
        }
      }
      case ParserTable.OSC_START -> {
        data.clear();
        oscNumber = NO_NUMBER;
      }
      case ParserTable.DATA -> controlInString(value);
      case ParserTable.OSC_END -> oscEnd(before == ParserTable.OSC_DATA);
      case ParserTable.DCS_END -> {
        sink.dcs(sequence, data.array(), data.length());
        data.clear();
      }
      case ParserTable.VT52_DISPATCH -> sink.vt52(value);
      case ParserTable.VT52_ROW_BYTE -> vt52Row = value - ' ';
      case ParserTable.VT52_COLUMN_BYTE -> sink.vt52Position(vt52Row, value - ' ');
      case ParserTable.CANCEL -> {
        data.clear();
        sink.cancel(value);
      }
      case ParserTable.PRINT -> {
        byte[] one = {(byte) value};
        sink.ascii(one, 0, 1);
      }
      default -> throw new IllegalStateException("action of entry " + entry);
    }
  }

  private void start(int value) {
    sequence.start();
    data.clear();
    if (vt52 && value == Bytes.ESC) {
      state = ParserTable.VT52_ESCAPE;
    }
  }

  private void collect(int value) {
    boolean csi = state == ParserTable.CSI_INTERMEDIATE;
    if (!sequence.intermediate(value, csi ? 1 : 2)) {
      state =
          switch (state) {
            case ParserTable.CSI_INTERMEDIATE -> ParserTable.CSI_IGNORE;
            case ParserTable.DCS_INTERMEDIATE -> ParserTable.DCS_IGNORE;
            default -> state;
          };
      if (state == ParserTable.ESCAPE_INTERMEDIATE) {
        sequence.intermediates = 0xffff;
      }
    }
  }

  private void controlInString(int value) {
    if (state == ParserTable.OSC_DATA && oscNumber == NO_NUMBER) {
      oscByte(value);
    } else {
      byte[] one = {(byte) value};
      append(one, 0, 1);
    }
  }

  private void oscEnd(boolean bell) {
    int number = oscNumber;
    if (number == NO_NUMBER && data.length() > 0) {
      number = pendingNumber();
      data.clear();
      if (!sink.acceptsOsc(number)) {
        number = NO_NUMBER;
      }
    }
    if (number != NO_NUMBER) {
      sink.osc(number, data.array(), 0, data.length(), bell);
    }
    data.clear();
    oscNumber = NO_NUMBER;
  }

  /// Writes bytes that bring a fresh parser into this state.
  void writeReceived(Bytes out) {
    switch (state) {
      case ParserTable.GROUND -> {}
      case ParserTable.ESCAPE, ParserTable.VT52_ESCAPE -> out.put(Bytes.ESC);
      case ParserTable.ESCAPE_INTERMEDIATE -> {
        out.put(Bytes.ESC);
        if (sequence.intermediates == 0xffff) {
          out.ascii("   ");
        } else {
          sequence.writeIntermediates(out);
        }
      }
      case ParserTable.CSI_ENTRY, ParserTable.CSI_PARAM, ParserTable.CSI_INTERMEDIATE ->
          sequence.writeReceived(out.put(Bytes.ESC).put('['));
      case ParserTable.CSI_IGNORE -> out.put(Bytes.ESC).ascii("[0<");
      case ParserTable.DCS_ENTRY, ParserTable.DCS_PARAM, ParserTable.DCS_INTERMEDIATE ->
          sequence.writeReceived(out.put(Bytes.ESC).put('P'));
      case ParserTable.DCS_IGNORE -> out.put(Bytes.ESC).ascii("P0<");
      case ParserTable.DCS_DATA, ParserTable.DCS_ESCAPE -> {
        sequence.writeReceived(out.put(Bytes.ESC).put('P'));
        out.put(sequence.finalByte).put(data.array(), 0, data.length());
        if (state == ParserTable.DCS_ESCAPE) {
          out.put(Bytes.ESC);
        }
      }
      case ParserTable.OSC_DATA, ParserTable.OSC_ESCAPE -> {
        out.put(Bytes.ESC).put(']');
        if (oscNumber != NO_NUMBER) {
          out.decimal(oscNumber).put(';');
        }
        out.put(data.array(), 0, data.length());
        if (state == ParserTable.OSC_ESCAPE) {
          out.put(Bytes.ESC);
        }
      }
      case ParserTable.OSC_IGNORE -> out.put(Bytes.ESC).ascii("]?");
      case ParserTable.TEXT_STRING -> out.put(Bytes.ESC).put('X');
      case ParserTable.VT52_IGNORE -> out.put(Bytes.ESC).put(' ');
      case ParserTable.VT52_ROW -> out.put(Bytes.ESC).put('Y');
      case ParserTable.VT52_COLUMN -> out.put(Bytes.ESC).put('Y').put(vt52Row + ' ');
      default -> throw new IllegalStateException("parser state " + state);
    }
    writePartialCharacter(out);
  }

  private void writePartialCharacter(Bytes out) {
    if (utf8Missing == 0) {
      return;
    }
    int received = utf8Length - utf8Missing;
    int lead = utf8Code >>> (6 * (received - 1));
    out.put((0xff << (8 - utf8Length) & 0xff) | lead);
    for (int i = received - 2; i >= 0; i--) {
      out.put(0x80 | (utf8Code >>> (6 * i) & 0x3f));
    }
  }
}

package dev.session.terminal;

/// What the parser does with each byte in each state: one entry packs an action and the next state.
///
/// The machine is that of https://vt100.net/emu/dec_ansi_parser for 7-bit bytes. Bytes from 0x80 on
/// are UTF-8 and never reach the table. Deviations, all towards xterm: BEL ends an OSC; ESC inside
/// an OSC or DCS keeps the string until the next byte says whether it was ST (else the string is
/// dropped); C0 controls inside strings are data; VT52 mode has states of its own.
///
/// Built once; an entry defined twice or not at all is an error of this class and throws.
final class ParserTable {
  static final int GROUND = 0;
  static final int ESCAPE = 1;
  static final int ESCAPE_INTERMEDIATE = 2;
  static final int CSI_ENTRY = 3;
  static final int CSI_PARAM = 4;
  static final int CSI_INTERMEDIATE = 5;
  static final int CSI_IGNORE = 6;
  static final int DCS_ENTRY = 7;
  static final int DCS_PARAM = 8;
  static final int DCS_INTERMEDIATE = 9;
  static final int DCS_IGNORE = 10;
  static final int DCS_DATA = 11;
  static final int DCS_ESCAPE = 12;
  static final int OSC_DATA = 13;
  static final int OSC_IGNORE = 14;
  static final int OSC_ESCAPE = 15;
  static final int TEXT_STRING = 16;
  static final int VT52_ESCAPE = 17;
  static final int VT52_ROW = 18;
  static final int VT52_COLUMN = 19;
  static final int VT52_IGNORE = 20;
  static final int STATES = 21;

  static final int IGNORE = 0;
  static final int EXECUTE = 1;
  static final int PRINT = 2;
  static final int START = 3;
  static final int COLLECT = 4;
  static final int PREFIX = 5;
  static final int DIGIT = 6;
  static final int SEMICOLON = 7;
  static final int COLON = 8;
  static final int ESC_DISPATCH = 9;
  static final int CSI_DISPATCH = 10;
  static final int DCS_START = 11;
  static final int OSC_START = 12;
  static final int DATA = 13;
  static final int OSC_END = 14;
  static final int DCS_END = 15;
  static final int VT52_DISPATCH = 16;
  static final int VT52_ROW_BYTE = 17;
  static final int VT52_COLUMN_BYTE = 18;
  static final int CANCEL = 19;

  private static final int STATE_BITS = 5;
  private static final int STATE_MASK = (1 << STATE_BITS) - 1;
  private static final int BYTES = 128;

  private static final short UNDEFINED = -1;
  private static final short[] TABLE = new Builder().build();

  private ParserTable() {}

  static int entry(int state, int value) {
    return TABLE[state << 7 | value];
  }

  static int action(int entry) {
    return entry >> STATE_BITS;
  }

  static int next(int entry) {
    return entry & STATE_MASK;
  }

  private static final class Builder {
    private final short[] table = new short[STATES * BYTES];

    short[] build() {
      java.util.Arrays.fill(table, UNDEFINED);
      for (int state = 0; state < STATES; state++) {
        set(state, 0x18, CANCEL, GROUND);
        set(state, 0x1a, CANCEL, GROUND);
      }
      controls(GROUND, EXECUTE);
      range(GROUND, 0x20, 0x7e, PRINT, GROUND);
      escape();
      csi();
      dcs();
      strings();
      vt52();
      for (int i = 0; i < table.length; i++) {
        if (table[i] == UNDEFINED) {
          throw new IllegalStateException("no entry for state " + i / BYTES + " byte " + i % BYTES);
        }
      }
      return table;
    }

    private void escape() {
      controls(ESCAPE, EXECUTE);
      range(ESCAPE, 0x20, 0x2f, COLLECT, ESCAPE_INTERMEDIATE);
      escapeFinals(ESCAPE);
      controls(ESCAPE_INTERMEDIATE, EXECUTE);
      range(ESCAPE_INTERMEDIATE, 0x20, 0x2f, COLLECT, ESCAPE_INTERMEDIATE);
      range(ESCAPE_INTERMEDIATE, 0x30, 0x7e, ESC_DISPATCH, GROUND);
    }

    /// The bytes that may follow ESC, other than intermediates.
    private void escapeFinals(int state) {
      for (int value = 0x30; value <= 0x7e; value++) {
        switch (value) {
          case '[' -> set(state, value, START, CSI_ENTRY);
          case ']' -> set(state, value, OSC_START, OSC_DATA);
          case 'P' -> set(state, value, START, DCS_ENTRY);
          case 'X', '^', '_' -> set(state, value, START, TEXT_STRING);
          default -> set(state, value, ESC_DISPATCH, GROUND);
        }
      }
    }

    private void csi() {
      for (int state : new int[] {CSI_ENTRY, CSI_PARAM, CSI_INTERMEDIATE, CSI_IGNORE}) {
        controls(state, EXECUTE);
        boolean ignored = state == CSI_IGNORE;
        range(state, 0x40, 0x7e, ignored ? IGNORE : CSI_DISPATCH, GROUND);
        if (ignored) {
          range(state, 0x20, 0x3f, IGNORE, CSI_IGNORE);
        } else {
          range(state, 0x20, 0x2f, COLLECT, CSI_INTERMEDIATE);
        }
      }
      parameters(CSI_ENTRY, CSI_PARAM);
      range(CSI_ENTRY, 0x3c, 0x3f, PREFIX, CSI_PARAM);
      parameters(CSI_PARAM, CSI_PARAM);
      range(CSI_PARAM, 0x3c, 0x3f, IGNORE, CSI_IGNORE);
      range(CSI_INTERMEDIATE, 0x30, 0x3f, IGNORE, CSI_IGNORE);
    }

    private void dcs() {
      for (int state : new int[] {DCS_ENTRY, DCS_PARAM, DCS_INTERMEDIATE}) {
        controls(state, IGNORE);
        range(state, 0x20, 0x2f, COLLECT, DCS_INTERMEDIATE);
        range(state, 0x40, 0x7e, DCS_START, DCS_DATA);
      }
      parameters(DCS_ENTRY, DCS_PARAM);
      range(DCS_ENTRY, 0x3c, 0x3f, PREFIX, DCS_PARAM);
      parameters(DCS_PARAM, DCS_PARAM);
      range(DCS_PARAM, 0x3c, 0x3f, IGNORE, DCS_IGNORE);
      range(DCS_INTERMEDIATE, 0x30, 0x3f, IGNORE, DCS_IGNORE);
      controls(DCS_IGNORE, IGNORE);
      range(DCS_IGNORE, 0x20, 0x7e, IGNORE, DCS_IGNORE);
    }

    private void strings() {
      data(DCS_DATA, DCS_ESCAPE);
      set(DCS_DATA, Bytes.BEL, DATA, DCS_DATA);
      data(OSC_DATA, OSC_ESCAPE);
      set(OSC_DATA, Bytes.BEL, OSC_END, GROUND);
      stringEscape(DCS_ESCAPE, DCS_END);
      stringEscape(OSC_ESCAPE, OSC_END);
      for (int state : new int[] {OSC_IGNORE, TEXT_STRING}) {
        for (int value = 0; value < BYTES; value++) {
          if (value == Bytes.BEL && state == OSC_IGNORE) {
            set(state, value, IGNORE, GROUND);
          } else if (value == Bytes.ESC) {
            set(state, value, START, ESCAPE);
          } else if (value != 0x18 && value != 0x1a) {
            set(state, value, IGNORE, state);
          }
        }
      }
    }

    private void data(int state, int escape) {
      for (int value = 0; value < BYTES; value++) {
        if (value == Bytes.ESC) {
          set(state, value, IGNORE, escape);
        } else if (value != 0x18 && value != 0x1a && value != Bytes.BEL) {
          set(state, value, DATA, state);
        }
      }
    }

    /// ESC was seen in a string: a backslash ends it, anything else drops it.
    private void stringEscape(int state, int end) {
      for (int value = 0; value < 0x20; value++) {
        if (value == Bytes.ESC) {
          set(state, value, IGNORE, state);
        } else if (value != 0x18 && value != 0x1a) {
          set(state, value, EXECUTE, ESCAPE);
        }
      }
      set(state, 0x7f, IGNORE, ESCAPE);
      range(state, 0x20, 0x2f, COLLECT, ESCAPE_INTERMEDIATE);
      escapeFinals(state);
      table[state << 7 | '\\'] = UNDEFINED;
      set(state, '\\', end, GROUND);
    }

    private void vt52() {
      controls(VT52_ESCAPE, EXECUTE);
      range(VT52_ESCAPE, 0x20, 0x2f, IGNORE, VT52_IGNORE);
      for (int value = 0x30; value <= 0x7e; value++) {
        set(
            VT52_ESCAPE,
            value,
            value == 'Y' ? IGNORE : VT52_DISPATCH,
            value == 'Y' ? VT52_ROW : GROUND);
      }
      controls(VT52_IGNORE, EXECUTE);
      range(VT52_IGNORE, 0x20, 0x2f, IGNORE, VT52_IGNORE);
      range(VT52_IGNORE, 0x30, 0x7e, IGNORE, GROUND);
      controls(VT52_ROW, EXECUTE);
      range(VT52_ROW, 0x20, 0x7e, VT52_ROW_BYTE, VT52_COLUMN);
      controls(VT52_COLUMN, EXECUTE);
      range(VT52_COLUMN, 0x20, 0x7e, VT52_COLUMN_BYTE, GROUND);
    }

    private void parameters(int state, int next) {
      range(state, '0', '9', DIGIT, next);
      set(state, ';', SEMICOLON, next);
      set(state, ':', COLON, next);
    }

    /// The C0 controls but CAN and SUB; ESC starts a sequence; DEL is ignored.
    private void controls(int state, int action) {
      for (int value = 0; value < 0x20; value++) {
        if (value == Bytes.ESC) {
          set(state, value, START, ESCAPE);
        } else if (value != 0x18 && value != 0x1a) {
          set(state, value, action, state);
        }
      }
      set(state, 0x7f, IGNORE, state);
    }

    private void range(int state, int from, int to, int action, int next) {
      for (int value = from; value <= to; value++) {
        set(state, value, action, next);
      }
    }

    private void set(int state, int value, int action, int next) {
      int at = state << 7 | value;
      if (table[at] != UNDEFINED) {
        throw new IllegalStateException("second entry for state " + state + " byte " + value);
      }
      table[at] = (short) (action << STATE_BITS | next);
    }
  }
}

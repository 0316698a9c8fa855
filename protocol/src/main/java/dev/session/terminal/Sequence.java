package dev.session.terminal;

/// A control sequence while it is being received and when it is dispatched: prefix, parameters,
/// intermediates, final byte. One instance is reused for every sequence.
final class Sequence {
  /// Further parameters are ignored, as xterm does from its thirtieth on.
  static final int PARAMETERS_MAX = 32;

  /// Larger values count as this one.
  static final int VALUE_MAX = 65_535;

  static final int ABSENT = -1;

  /// `<`, `=`, `>`, `?` or 0.
  int prefix;

  /// Up to two intermediate bytes, the later one in the low byte.
  int intermediates;

  int finalByte;

  private final int[] values = new int[PARAMETERS_MAX];
  private int subparameters;
  private int count;

  void start() {
    prefix = 0;
    intermediates = 0;
    finalByte = 0;
    count = 0;
    subparameters = 0;
  }

  void digit(int digit) {
    if (count == 0) {
      open(false);
    }
    if (count <= PARAMETERS_MAX) {
      values[count - 1] = appended(Math.max(values[count - 1], 0), digit);
    }
  }

  /// Takes all digits from `b[from]` on; where they end.
  int digits(byte[] b, int from, int to) {
    if (count == 0) {
      open(false);
    }
    boolean counts = count <= PARAMETERS_MAX;
    int value = counts ? Math.max(values[count - 1], 0) : 0;
    int i = from;
    while (i < to && b[i] >= '0' && b[i] <= '9') {
      value = appended(value, b[i++] - '0');
    }
    if (counts) {
      values[count - 1] = value;
    }
    return i;
  }

  private static int appended(int value, int digit) {
    return Math.min(value * 10 + digit, VALUE_MAX);
  }

  void separator(boolean sub) {
    if (count == 0) {
      open(false);
    }
    open(sub);
  }

  private void open(boolean sub) {
    if (count < PARAMETERS_MAX) {
      values[count] = ABSENT;
      if (sub) {
        subparameters |= 1 << count;
      }
      count++;
    } else {
      count = PARAMETERS_MAX + 1;
    }
  }

  /// Adds an intermediate byte; false if there is no room for one more.
  boolean intermediate(int value, int max) {
    if (intermediates > (max == 1 ? 0 : 0xff)) {
      return false;
    }
    intermediates = intermediates << Byte.SIZE | value;
    return true;
  }

  int count() {
    return Math.min(count, PARAMETERS_MAX);
  }

  boolean hasSubparameters() {
    return subparameters != 0;
  }

  boolean isSubparameter(int i) {
    return (subparameters >>> i & 1) != 0;
  }

  /// The value of parameter `i`, or [#ABSENT].
  int value(int i) {
    return i < count() ? values[i] : ABSENT;
  }

  int value(int i, int absent) {
    int value = value(i);
    return value == ABSENT ? absent : value;
  }

  /// A count or position: absent and 0 mean 1.
  int atLeastOne(int i) {
    return Math.max(1, value(i));
  }

  /// Writes what has been received after the introducer, so that a dump can repeat it.
  void writeReceived(Bytes out) {
    if (prefix != 0) {
      out.put(prefix);
    }
    for (int i = 0; i < count(); i++) {
      if (i > 0) {
        out.put(isSubparameter(i) ? ':' : ';');
      }
      if (values[i] != ABSENT) {
        out.decimal(values[i]);
      }
    }
    if (count > PARAMETERS_MAX) {
      out.put(';');
    }
    writeIntermediates(out);
  }

  void writeIntermediates(Bytes out) {
    if (intermediates > 0xff) {
      out.put(intermediates >> Byte.SIZE);
    }
    if (intermediates != 0) {
      out.put(intermediates & 0xff);
    }
  }
}

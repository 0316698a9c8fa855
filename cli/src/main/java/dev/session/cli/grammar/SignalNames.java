package dev.session.cli.grammar;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The signals that the command line knows by name. What number a name has is the host's to say.
public final class SignalNames {
  private static final String NAMES =
      " HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP"
          + " TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS ";
  private static final int SIGNAL_MAX = 64;
  private static final int REALTIME_OFFSET_MAX = 30;

  private SignalNames() {}

  /// All names without `SIG`, the realtime signals aside.
  public static List<String> all() {
    var all = new ArrayList<String>();
    int start = 1;
    for (int end = NAMES.indexOf(' ', start); end > 0; end = NAMES.indexOf(' ', start)) {
      all.add(NAMES.substring(start, end));
      start = end + 1;
    }
    return all;
  }

  /// `SIGTERM` for `term`, `TERM` and `SIGTERM`, `15` for `15`; null for what is no signal.
  static @Nullable String canonical(String text) {
    var number = Kind.number(text, 1, SIGNAL_MAX);
    if (number != null) {
      return number.toString();
    }
    var name = Words.upper(text);
    if (name.startsWith("SIG")) {
      name = name.substring("SIG".length());
    }
    boolean known = name.indexOf(' ') < 0 && NAMES.contains(" " + name + " ");
    return known || isRealtime(name, "RTMIN", '+') || isRealtime(name, "RTMAX", '-')
        ? "SIG" + name
        : null;
  }

  private static boolean isRealtime(String name, String base, char sign) {
    if (!name.startsWith(base)) {
      return false;
    }
    var offset = name.substring(base.length());
    return offset.isEmpty()
        || (offset.charAt(0) == sign
            && Kind.number(offset.substring(1), 1, REALTIME_OFFSET_MAX) != null);
  }
}

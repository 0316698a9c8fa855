package dev.session.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// The signals of Linux by name and number, as `signal(7)` lists them for x86 and ARM.
///
/// Names are canonical with the prefix (`SIGTERM`); reading takes them with or without it, in any
/// case, or as a number. Real-time signals count from the 34 that glibc leaves to programs
/// (`SIGRTMIN`, `SIGRTMIN+3`, `SIGRTMAX-1`). 0 is not a signal: it only probes.
///
/// Deviation: MIPS, SPARC, Alpha and PA-RISC number some signals otherwise; they are not supported.
public final class Signals {
  public static final int HUP = 1;
  public static final int INT = 2;
  public static final int QUIT = 3;
  public static final int KILL = 9;
  public static final int USR1 = 10;
  public static final int USR2 = 12;
  public static final int TERM = 15;
  public static final int CHLD = 17;
  public static final int CONT = 18;
  public static final int STOP = 19;
  public static final int TSTP = 20;
  public static final int WINCH = 28;

  /// The first and the last real-time signal a program may use; glibc keeps 32 and 33 to itself.
  public static final int RTMIN = 34;

  public static final int RTMAX = 64;

  private static final String PREFIX = "SIG";

  /// Names of the signals 1 to 31, in order.
  private static final List<String> STANDARD =
      List.of(
          "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
          "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
          "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  private Signals() {}

  /// The number of a signal given by name or number; empty if there is no such signal.
  public static OptionalInt number(String text) {
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      var number = text.length() <= 3 ? Integer.parseInt(text) : 0;
      return number >= 1 && number <= RTMAX ? OptionalInt.of(number) : OptionalInt.empty();
    }
    var upper = text.toUpperCase(Locale.ROOT);
    var name = upper.startsWith(PREFIX) ? upper.substring(PREFIX.length()) : upper;
    if (name.startsWith("RT")) {
      return realTime(name);
    }
    var index = STANDARD.indexOf(unaliased(name));
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index + 1);
  }

  /// The canonical name of a signal; `SIG32` and `SIG33` are what glibc keeps to itself.
  public static String name(int number) {
    if (number < 1 || number > RTMAX) {
      throw new IllegalArgumentException("there is no signal " + number);
    }
    if (number <= STANDARD.size()) {
      return PREFIX + STANDARD.get(number - 1);
    }
    if (number < RTMIN) {
      return PREFIX + number;
    }
    if (number == RTMAX) {
      return "SIGRTMAX";
    }
    return number == RTMIN ? "SIGRTMIN" : "SIGRTMIN+" + (number - RTMIN);
  }

  /// Every canonical name in the order of the numbers, for help and completion.
  public static List<String> names() {
    var names = new ArrayList<String>();
    for (var number = 1; number <= RTMAX; number++) {
      if (number <= STANDARD.size() || number >= RTMIN) {
        names.add(name(number));
      }
    }
    return List.copyOf(names);
  }

  private static String unaliased(String name) {
    return switch (name) {
      case "IOT" -> "ABRT";
      case "CLD" -> "CHLD";
      case "POLL" -> "IO";
      case "UNUSED" -> "SYS";
      default -> name;
    };
  }

  private static OptionalInt realTime(String name) {
    int base;
    int direction;
    if (name.startsWith("RTMIN")) {
      base = RTMIN;
      direction = 1;
    } else if (name.startsWith("RTMAX")) {
      base = RTMAX;
      direction = -1;
    } else {
      return OptionalInt.empty();
    }
    var rest = name.substring("RTMIN".length());
    if (rest.isEmpty()) {
      return OptionalInt.of(base);
    }
    var sign = direction > 0 ? '+' : '-';
    var digits = rest.substring(1);
    if (rest.charAt(0) != sign || !digits.matches("[0-9]{1,2}")) {
      return OptionalInt.empty();
    }
    var offset = Integer.parseInt(digits);
    return offset <= RTMAX - RTMIN
        ? OptionalInt.of(base + direction * offset)
        : OptionalInt.empty();
  }
}

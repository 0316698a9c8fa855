package dev.session.terminal.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The string expressions of libvterm's scripts, which are Perl's: `"text"` with escapes, joined by
/// `.` and repeated by `x n`.
final class PerlString {
  private static final Pattern TERM =
      Pattern.compile(" *\"((?:[^\"\\\\]|\\\\.)*)\" *(?:x *(\\d+))? *\\.?");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(x\\{([0-9A-Fa-f]+)\\}|x(..)|(.))");

  private PerlString() {}

  static String text(String expression) {
    return new String(bytes(expression), StandardCharsets.UTF_8);
  }

  static byte[] bytes(String expression) {
    var bytes = new ByteArrayOutputStream();
    Matcher term = TERM.matcher(expression);
    int at = 0;
    while (at < expression.length()) {
      if (!term.find(at) || term.start() != at) {
        throw new IllegalArgumentException("not a string expression: " + expression);
      }
      byte[] once = unescaped(term.group(1));
      String times = term.group(2);
      for (int i = times == null ? 1 : Integer.parseInt(times); i > 0; i--) {
        bytes.writeBytes(once);
      }
      at = term.end();
    }
    return bytes.toByteArray();
  }

  private static byte[] unescaped(String literal) {
    var bytes = new ByteArrayOutputStream();
    Matcher escape = ESCAPE.matcher(literal);
    int at = 0;
    while (escape.find(at)) {
      bytes.writeBytes(literal.substring(at, escape.start()).getBytes(StandardCharsets.UTF_8));
      if (escape.group(2) != null) {
        bytes.write(Integer.parseInt(escape.group(2), 16));
      } else if (escape.group(3) != null) {
        bytes.write(Integer.parseInt(escape.group(3), 16));
      } else {
        bytes.write(control(escape.group(4).charAt(0)));
      }
      at = escape.end();
    }
    bytes.writeBytes(literal.substring(at).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  private static int control(char letter) {
    return switch (letter) {
      case 'e' -> 0x1B;
      case 'a' -> 0x07;
      case 'b' -> 0x08;
      case 't' -> 0x09;
      case 'n' -> 0x0A;
      case 'f' -> 0x0C;
      case 'r' -> 0x0D;
      case '0' -> 0x00;
      default -> letter;
    };
  }
}

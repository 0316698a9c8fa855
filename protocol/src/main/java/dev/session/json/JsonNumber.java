package dev.session.json;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A number, kept as the text it was written with, so that nothing is rounded on the way through.
///
/// Deviation from JavaScript: a number made from a subnormal `double` may print one digit more.
public final class JsonNumber implements Json {

  /// Where ECMAScript changes from positional to exponent notation, as powers of ten.
  private static final int POSITIONAL_MAX_EXPONENT = 21;

  private static final int POSITIONAL_MIN_EXPONENT = -6;

  private final String text;

  private JsonNumber(String text) {
    this.text = text;
  }

  public static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  /// The shortest text that reads back as `value`, in JavaScript's notation.
  ///
  /// @throws IllegalArgumentException for NaN and infinities, which JSON does not have
  public static JsonNumber of(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("JSON has no number for " + value);
    }
    return new JsonNumber(javascriptText(value));
  }

  public static JsonNumber of(BigDecimal value) {
    return new JsonNumber(value.toString());
  }

  /// `text` must be a number by JSON's grammar; only the parser calls this.
  static JsonNumber ofParsed(String text) {
    return new JsonNumber(text);
  }

  /// The value if it is written as an integer (no point, no exponent) that a `long` holds, else
  /// null.
  public @Nullable Long asLong() {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' || c == 'e' || c == 'E') {
        return null;
      }
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException _) {
      return null; // an integer, but too large
    }
  }

  /// The nearest `double`; infinite if it is too large for one.
  public double asDouble() {
    return Double.parseDouble(text);
  }

  public BigDecimal asBigDecimal() {
    return new BigDecimal(text);
  }

  /// ECMAScript's Number::toString over the digits that Java found.
  private static String javascriptText(double value) {
    if (value == 0) {
      return "0"; // of negative zero too
    }
    var decimal = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
    String digits = decimal.unscaledValue().toString();
    int count = digits.length();
    int point = count - decimal.scale();
    var out = new StringBuilder();
    if (value < 0) {
      out.append('-');
    }
    if (point > POSITIONAL_MAX_EXPONENT || point <= POSITIONAL_MIN_EXPONENT) {
      out.append(digits.charAt(0));
      if (count > 1) {
        out.append('.').append(digits, 1, count);
      }
      int exponent = point - 1;
      out.append('e').append(exponent < 0 ? '-' : '+').append(Math.abs(exponent));
    } else if (point <= 0) {
      out.append("0.").repeat('0', -point).append(digits);
    } else if (point < count) {
      out.append(digits, 0, point).append('.').append(digits, point, count);
    } else {
      out.append(digits).repeat('0', point - count);
    }
    return out.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonNumber number && text.equals(number.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}

package dev.session.render;

import java.util.HexFormat;

/// What SVG and HTML have in common: text and colours that mean nothing else.
public final class Markup {
  private static final HexFormat HEX = HexFormat.of();

  private Markup() {}

  /// `text` as content or attribute value: every character with a meaning is escaped, every one
  /// that may not stand in a document replaced.
  public static String escape(String text) {
    var out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            code -> {
              switch (code) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isAllowed(code) ? code : 0xfffd);
              }
            });
    return out.toString();
  }

  private static boolean isAllowed(int code) {
    boolean control = code < ' ' || (code >= 0x7f && code < 0xa0);
    boolean surrogate = code >= 0xd800 && code < 0xe000;
    boolean noCharacter = (code & 0xfffe) == 0xfffe || (code >= 0xfdd0 && code < 0xfdf0);
    return !control && !surrogate && !noCharacter;
  }

  public static String color(int argb) {
    return "#" + HEX.toHexDigits(argb & 0xff_ffff, 6);
  }
}

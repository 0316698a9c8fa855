import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacter.IndicConjunctBreak;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.UnicodeSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/// Writes `dev.session.terminal.UnicodeTable` from the Unicode character database, as ICU4J carries
/// it. No part of the build: the table is checked in, and this program runs when a new Unicode
/// version comes out. From the repository root, with `icu4j-78.3.jar` from Maven Central:
///
/// ```
/// java -cp icu4j-78.3.jar protocol/src/generator/UnicodeTableGenerator.java
/// ```
///
/// Each code point gets one byte: its grapheme class, its width and whether a presentation selector
/// changes that width (`UnicodeTable` documents the layout). Code points are cut into blocks, equal
/// blocks are kept once, and both stages are written as run-length encoded strings.
class UnicodeTableGenerator {
  private static final Path TARGET =
      Path.of("protocol/src/main/java/dev/session/terminal/UnicodeTable.java");
  private static final int CODE_POINTS = 0x110000;
  private static final int BLOCK_SHIFT = 7;
  private static final int BLOCK_SIZE = 1 << BLOCK_SHIFT;

  // The classes, in the order in which GraphemeBreak names them.
  private static final int OTHER = 0;
  private static final int CR = 1;
  private static final int LF = 2;
  private static final int CONTROL = 3;
  private static final int EXTEND = 4;
  private static final int CONJUNCT_EXTEND = 5;
  private static final int CONJUNCT_LINKER = 6;
  private static final int ZWJ = 7;
  private static final int REGIONAL_INDICATOR = 8;
  private static final int PREPEND = 9;
  private static final int SPACING_MARK = 10;
  private static final int HANGUL_L = 11;
  private static final int HANGUL_V = 12;
  private static final int HANGUL_T = 13;
  private static final int HANGUL_LV = 14;
  private static final int HANGUL_LVT = 15;
  private static final int PICTOGRAPH = 16;
  private static final int CONSONANT = 17;

  private static final int WIDTH_SHIFT = 5;
  private static final int SELECTABLE = 0x80;

  /// Emoji shown as emoji by default that have a standardised text presentation, above the basic
  /// plane (`emoji-variation-sequences.txt`, unchanged since Unicode 15). In the basic plane all of
  /// them have one since Unicode 16. ICU does not carry this file.
  private static final UnicodeSet ASTRAL_EMOJI_WITH_TEXT_STYLE =
      new UnicodeSet(
          """
          [\\U0001F004 \\U0001F21A \\U0001F22F \\U0001F30D-\\U0001F30F \\U0001F315 \\U0001F31C
           \\U0001F378 \\U0001F393 \\U0001F3A7 \\U0001F3AC-\\U0001F3AE \\U0001F3C2 \\U0001F3C4
           \\U0001F3C6 \\U0001F3CA \\U0001F3E0 \\U0001F3ED \\U0001F408 \\U0001F415 \\U0001F41F
           \\U0001F426 \\U0001F442 \\U0001F446-\\U0001F449 \\U0001F44D-\\U0001F44E \\U0001F453
           \\U0001F46A \\U0001F47D \\U0001F4A3 \\U0001F4B0 \\U0001F4B3 \\U0001F4BB \\U0001F4BF
           \\U0001F4CB \\U0001F4DA \\U0001F4DF \\U0001F4E4-\\U0001F4E6 \\U0001F4EA-\\U0001F4ED
           \\U0001F4F7 \\U0001F4F9-\\U0001F4FB \\U0001F508 \\U0001F50D \\U0001F512-\\U0001F513
           \\U0001F550-\\U0001F567 \\U0001F610 \\U0001F687 \\U0001F68D \\U0001F691 \\U0001F694
           \\U0001F698 \\U0001F6AD \\U0001F6B2 \\U0001F6B9-\\U0001F6BA \\U0001F6BC]
          """);

  public static void main(String[] args) throws IOException {
    var bytes = new byte[CODE_POINTS];
    for (int codePoint = 0; codePoint < CODE_POINTS; codePoint++) {
      bytes[codePoint] = (byte) properties(codePoint);
    }
    var blocks = new ArrayList<byte[]>();
    var blockNumbers = new HashMap<String, Integer>();
    var index = new byte[CODE_POINTS >> BLOCK_SHIFT];
    for (int i = 0; i < index.length; i++) {
      byte[] block = Arrays.copyOfRange(bytes, i << BLOCK_SHIFT, (i + 1) << BLOCK_SHIFT);
      Integer number = blockNumbers.putIfAbsent(Arrays.toString(block), blocks.size());
      if (number == null) {
        number = blocks.size();
        blocks.add(block);
      }
      index[i] = (byte) (int) number;
    }
    if (blocks.size() > 256) {
      throw new IllegalStateException(blocks.size() + " blocks; a block number is a byte");
    }
    var data = new byte[blocks.size() << BLOCK_SHIFT];
    for (int i = 0; i < blocks.size(); i++) {
      System.arraycopy(blocks.get(i), 0, data, i << BLOCK_SHIFT, BLOCK_SIZE);
    }
    Files.writeString(TARGET, source(index, data));
    System.out.println(TARGET + ": " + blocks.size() + " blocks of " + BLOCK_SIZE);
  }

  private static int properties(int codePoint) {
    int width = width(codePoint);
    return graphemeClass(codePoint)
        | width << WIDTH_SHIFT
        | (selectable(codePoint, width) ? SELECTABLE : 0);
  }

  /// The columns of a code point that stands alone, as xterm counts them through the C library's
  /// `wcwidth`.
  private static int width(int codePoint) {
    boolean emoji = UCharacter.hasBinaryProperty(codePoint, UProperty.EMOJI_PRESENTATION);
    boolean flagHalf = UCharacter.hasBinaryProperty(codePoint, UProperty.REGIONAL_INDICATOR);
    boolean hangulVowelOrFinal =
        switch (UCharacter.getIntPropertyValue(codePoint, UProperty.HANGUL_SYLLABLE_TYPE)) {
          case UCharacter.HangulSyllableType.VOWEL_JAMO,
              UCharacter.HangulSyllableType.TRAILING_JAMO ->
              true;
          default -> false;
        };
    if (codePoint == 0x00AD) {
      return 1; // The soft hyphen is drawn.
    }
    if (codePoint >= 0x3248 && codePoint <= 0x324F) {
      return 2; // Circled numbers on black squares: ambiguous, but the C library's are wide.
    }
    if (hangulVowelOrFinal) {
      return 0;
    }
    boolean drawnFormat =
        UCharacter.hasBinaryProperty(codePoint, UProperty.PREPENDED_CONCATENATION_MARK);
    int zero =
        1 << UCharacter.NON_SPACING_MARK
            | 1 << UCharacter.ENCLOSING_MARK
            | 1 << UCharacter.FORMAT
            | 1 << UCharacter.LINE_SEPARATOR
            | 1 << UCharacter.PARAGRAPH_SEPARATOR;
    if (!drawnFormat && (zero & 1 << UCharacter.getType(codePoint)) != 0) {
      return 0;
    }
    int eastAsian = UCharacter.getIntPropertyValue(codePoint, UProperty.EAST_ASIAN_WIDTH);
    boolean wide =
        eastAsian == UCharacter.EastAsianWidth.WIDE
            || eastAsian == UCharacter.EastAsianWidth.FULLWIDTH;
    return wide || (emoji && !flagHalf) ? 2 : 1;
  }

  /// Whether U+FE0E or U+FE0F behind this code point decides its width: it has a text and an emoji
  /// presentation. That of an ideograph such as U+3297 is wide only as an emoji or alone.
  private static boolean selectable(int codePoint, int width) {
    if (!UCharacter.hasBinaryProperty(codePoint, UProperty.EMOJI)) {
      return false;
    }
    boolean emoji = UCharacter.hasBinaryProperty(codePoint, UProperty.EMOJI_PRESENTATION);
    if (!emoji) {
      return true;
    }
    return width == 2 && (codePoint < 0x10000 || ASTRAL_EMOJI_WITH_TEXT_STYLE.contains(codePoint));
  }

  private static int graphemeClass(int codePoint) {
    IndicConjunctBreak conjunct =
        IndicConjunctBreak.values()[
            UCharacter.getIntPropertyValue(codePoint, UProperty.INDIC_CONJUNCT_BREAK)];
    boolean extendsConjunct = conjunct == IndicConjunctBreak.EXTEND;
    int graphemeClass =
        switch (UCharacter.getIntPropertyValue(codePoint, UProperty.GRAPHEME_CLUSTER_BREAK)) {
          case UCharacter.GraphemeClusterBreak.CR -> CR;
          case UCharacter.GraphemeClusterBreak.LF -> LF;
          case UCharacter.GraphemeClusterBreak.CONTROL -> CONTROL;
          case UCharacter.GraphemeClusterBreak.EXTEND ->
              conjunct == IndicConjunctBreak.LINKER
                  ? CONJUNCT_LINKER
                  : extendsConjunct ? CONJUNCT_EXTEND : EXTEND;
          case UCharacter.GraphemeClusterBreak.ZWJ -> ZWJ;
          case UCharacter.GraphemeClusterBreak.REGIONAL_INDICATOR -> REGIONAL_INDICATOR;
          case UCharacter.GraphemeClusterBreak.PREPEND -> PREPEND;
          case UCharacter.GraphemeClusterBreak.SPACING_MARK -> SPACING_MARK;
          case UCharacter.GraphemeClusterBreak.L -> HANGUL_L;
          case UCharacter.GraphemeClusterBreak.V -> HANGUL_V;
          case UCharacter.GraphemeClusterBreak.T -> HANGUL_T;
          case UCharacter.GraphemeClusterBreak.LV -> HANGUL_LV;
          case UCharacter.GraphemeClusterBreak.LVT -> HANGUL_LVT;
          default -> {
            if (conjunct == IndicConjunctBreak.CONSONANT) {
              yield CONSONANT;
            }
            yield UCharacter.hasBinaryProperty(codePoint, UProperty.EXTENDED_PICTOGRAPHIC)
                ? PICTOGRAPH
                : OTHER;
          }
        };
    // GraphemeBreak relies on these: only the classes that exist as its own carry a conjunct role.
    boolean extending =
        graphemeClass == CONJUNCT_EXTEND || graphemeClass == ZWJ || graphemeClass == EXTEND;
    if (extendsConjunct && !extending
        || conjunct == IndicConjunctBreak.LINKER && graphemeClass != CONJUNCT_LINKER
        || conjunct == IndicConjunctBreak.CONSONANT && graphemeClass != CONSONANT) {
      throw new IllegalStateException("no class for U+" + Integer.toHexString(codePoint));
    }
    return graphemeClass;
  }

  private static String source(byte[] index, byte[] blocks) {
    return """
    package dev.session.terminal;

    import java.util.Arrays;

    /// What Unicode %d says of each code point, one byte each: bits 0–4 the grapheme class
    /// (`GraphemeBreak`), bits 5–6 the width, bit 7 whether a presentation selector changes the
    /// width (`UnicodeWidth`). Written by `protocol/src/generator/UnicodeTableGenerator.java`; do
    /// not edit.
    ///
    /// Two stages: the high bits of a code point choose a block, the low bits a byte in it. Both are
    /// run-length encoded here (a value, then its count) and are unpacked when the first character
    /// beyond ASCII arrives.
    final class UnicodeTable {
      private static final int BLOCK_SHIFT = %d;
      private static final int BLOCK_MASK = (1 << BLOCK_SHIFT) - 1;
      private static final byte[] INDEX =
          unpacked(
              %d,
    %s);
      private static final byte[] BLOCKS =
          unpacked(
              %d,
    %s);

      private UnicodeTable() {}

      static int of(int codePoint) {
        int block = INDEX[codePoint >> BLOCK_SHIFT] & 0xFF;
        return BLOCKS[(block << BLOCK_SHIFT) | (codePoint & BLOCK_MASK)] & 0xFF;
      }

      private static byte[] unpacked(int length, String runs) {
        var bytes = new byte[length];
        int end = 0;
        for (int i = 0; i < runs.length(); i += 2) {
          int start = end;
          end += runs.charAt(i + 1);
          Arrays.fill(bytes, start, end, (byte) runs.charAt(i));
        }
        return bytes;
      }
    }
    """
        .formatted(
            UCharacter.getUnicodeVersion().getMajor(),
            BLOCK_SHIFT,
            index.length,
            literal(index),
            blocks.length,
            literal(blocks));
  }

  /// A Java string literal over several lines that holds `bytes` as pairs of a value and its count.
  private static String literal(byte[] bytes) {
    var runs = new StringBuilder();
    for (int i = 0; i < bytes.length; ) {
      int end = i;
      while (end < bytes.length && bytes[end] == bytes[i]) {
        end++;
      }
      runs.append((char) (bytes[i] & 0xFF)).append((char) (end - i));
      i = end;
    }
    List<String> lines = new ArrayList<>();
    var line = new StringBuilder();
    for (int i = 0; i < runs.length(); i++) {
      String escaped = escaped(runs.charAt(i));
      if (line.length() + escaped.length() > 84) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(escaped);
    }
    lines.add(line.toString());
    return "              \"" + String.join("\"\n                  + \"", lines) + "\"";
  }

  private static String escaped(char c) {
    if (c == '"' || c == '\\') {
      return "\\" + c;
    }
    if (c >= ' ' && c < 0x7F) {
      return String.valueOf(c);
    }
    return (c < 0x100 ? "\\%03o" : "\\u%04X").formatted((int) c);
  }
}

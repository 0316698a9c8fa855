package dev.session.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.terminal.conformance.ConformanceData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnicodeWidthTest {
  @ParameterizedTest(name = "U+{0} is {1} wide: {2}")
  @CsvSource(
      textBlock =
          """
          0041,   1, letter
          00AD,   1, soft hyphen
          00E9,   1, accented letter
          0301,   0, combining acute
          0600,   1, sign that is drawn under the digits that follow
          0903,   1, spacing mark
          1100,   2, Hangul initial
          1160,   0, Hangul medial
          11A8,   0, Hangul final
          D7B0,   0, Hangul medial of the extension
          200B,   0, zero width space
          200D,   0, zero width joiner
          2028,   0, line separator
          20DD,   0, enclosing circle
          2500,   1, box drawing (ambiguous)
          263A,   1, smiley as text
          2705,   2, check mark as emoji
          2E80,   2, CJK radical
          3000,   2, ideographic space
          3248,   2, circled number on a black square
          4E00,   2, ideograph
          AC00,   2, Hangul syllable
          E000,   1, private use
          FE0F,   0, emoji selector
          FEFF,   0, byte order mark
          FF21,   2, fullwidth A
          FF71,   1, halfwidth katakana
          FFFD,   1, replacement character
          1F1E6,  1, half of a flag
          1F3FD,  2, skin tone
          1F600,  2, emoji
          20000,  2, ideograph of the supplementary plane
          3FFFD,  2, unassigned ideograph
          E0100,  0, variation selector
          10FFFF, 1, last code point
          """)
  void aCharacterTakesTheColumnsOfXterm(String hex, int width, String what) {
    assertEquals(width, UnicodeWidth.of(Integer.parseInt(hex, 16)), what);
  }

  @ParameterizedTest(name = "{0} is {1} wide: {2}")
  @CsvSource(
      textBlock =
          """
          0065 0301,                         1, letter and accent
          263A FE0F,                         2, emoji selector widens
          2705 FE0E,                         1, text selector narrows
          3297,                              2, an ideograph
          3297 FE0E,                         1, and narrow as text
          3297 FE0F,                         2, and wide as an emoji
          1F202 FE0E,                        1, so is one in a square
          0061 FE0F,                         1, a letter has no emoji presentation
          0061 FE0E,                         1, nor another text presentation
          1F602 FE0E,                        2, an emoji without a text presentation stays wide
          0031 FE0F 20E3,                    2, keycap
          1F1E9 1F1EA,                       2, flag
          1F1E9,                             1, half of a flag
          1F44D 1F3FD,                       2, skin tone
          261D 1F3FD,                        2, skin tone on a text symbol
          1F468 200D 1F469 200D 1F467,       2, family
          2764 FE0F 200D 1F525,              2, heart on fire
          1100 1161 11A8,                    2, Hangul syllable in parts
          0915 094D 0937,                    1, conjunct
          1F3F4 E0067 E0062 E0065 E007F,     2, tag sequence
          """)
  void aClusterTakesTheColumnsOfTerminalsWithMode2027(String cluster, int width, String what) {
    assertEquals(width, clusterWidth(cluster), what);
  }

  /// What Unicode changed after the version of the data: it made groups of symbols wide (16.0) and
  /// made one mark a spacing one (16.0).
  private static final List<Range> CHANGED_SINCE_15 =
      List.of(
          new Range(0x2630, 0x2637),
          new Range(0x268A, 0x268F),
          new Range(0x4DC0, 0x4DFF),
          new Range(0x1171E, 0x1171E),
          new Range(0x1D300, 0x1D356),
          new Range(0x1D360, 0x1D376));

  @Test
  void everyCodePointThatUnicode15AssignsAgreesWithItsPropertyFiles() {
    var eastAsian = new Properties("unicode/EastAsianWidth-15.0.txt.gz", "N");
    var category = new Properties("unicode/DerivedGeneralCategory-15.0.txt.gz", "Cn");
    var wrong = new ArrayList<String>();
    int compared = 0;
    for (int codePoint = 0xA0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      int at = codePoint;
      boolean changed = CHANGED_SINCE_15.stream().anyMatch(range -> range.contains(at));
      if (!changed && !category.of(codePoint).equals("Cn")) {
        compared++;
        int expected = width(codePoint, eastAsian.of(codePoint), category.of(codePoint));
        if (UnicodeWidth.of(codePoint) != expected) {
          wrong.add("U+%04X is not %d wide".formatted(codePoint, expected));
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(compared > 280_000, "only " + compared + " were compared");
  }

  /// The rules of `wcwidth` in words of the property files; the exceptions are its own.
  private static int width(int codePoint, String eastAsian, String category) {
    boolean drawnFormat =
        codePoint == 0xAD
            || (codePoint >= 0x600 && codePoint <= 0x605)
            || List.of(0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD).contains(codePoint);
    boolean hangulVowelOrFinal =
        (codePoint >= 0x1160 && codePoint <= 0x11FF)
            || (codePoint >= 0xD7B0 && codePoint <= 0xD7FB);
    if (drawnFormat) {
      return 1;
    }
    if (hangulVowelOrFinal || List.of("Mn", "Me", "Cf", "Zl", "Zp").contains(category)) {
      return 0;
    }
    boolean wide = eastAsian.equals("W") || eastAsian.equals("F");
    return wide || (codePoint >= 0x3248 && codePoint <= 0x324F) ? 2 : 1;
  }

  @Test
  void everyBaseOfAnEmojiVariationSequenceIsSelectable() {
    var eastAsian = new Properties("unicode/EastAsianWidth-15.0.txt.gz", "N");
    List<String> rows = ConformanceData.lines("unicode/emoji-variation-sequences-15.0.txt.gz");
    int compared = 0;
    for (String row : rows) {
      if (row.contains("; emoji style;")) {
        int base = Integer.parseInt(row.substring(0, row.indexOf(' ')), 16);
        compared++;
        assertTrue(UnicodeWidth.isSelectable(base), row);
        assertEquals(2, clusterWidth("%04X FE0F".formatted(base)), row);
        assertEquals(1, clusterWidth("%04X FE0E".formatted(base)), row);
        assertEquals(eastAsian.of(base).equals("W") ? 2 : 1, UnicodeWidth.of(base), row);
      }
    }
    assertEquals(354, compared);
  }

  @Test
  void everyFullyQualifiedEmojiIsTwoColumnsWide() {
    int compared = 0;
    for (String row : ConformanceData.lines("unicode/emoji-test-15.0.txt.gz")) {
      if (row.contains("; fully-qualified")) {
        compared++;
        assertEquals(2, clusterWidth(row.substring(0, row.indexOf(';')).strip()), row);
      }
    }
    assertTrue(compared > 3000, "only " + compared + " emoji were found");
  }

  private static int clusterWidth(String hexCodePoints) {
    int[] codePoints =
        Stream.of(hexCodePoints.split(" ")).mapToInt(hex -> Integer.parseInt(hex, 16)).toArray();
    int width = UnicodeWidth.of(codePoints[0]);
    for (int i = 1; i < codePoints.length; i++) {
      width = UnicodeWidth.inCluster(width, codePoints[i - 1], codePoints[i]);
    }
    return width;
  }

  private record Range(int first, int last) {
    boolean contains(int codePoint) {
      return codePoint >= first && codePoint <= last;
    }
  }

  /// A property file of the Unicode database: the value of each code point.
  private static final class Properties {
    private final String[] values = new String[Character.MAX_CODE_POINT + 1];

    Properties(String file, String absent) {
      Arrays.fill(values, absent);
      for (String line : ConformanceData.lines(file)) {
        String row = line.split("#", 2)[0].strip();
        if (!row.isEmpty()) {
          String[] fields = row.split("\\s*;\\s*", 2);
          String[] range = fields[0].split("\\.\\.", 2);
          int first = Integer.parseInt(range[0], 16);
          int last = Integer.parseInt(range[range.length - 1], 16);
          Arrays.fill(values, first, last + 1, fields[1]);
        }
      }
    }

    String of(int codePoint) {
      return values[codePoint];
    }
  }
}

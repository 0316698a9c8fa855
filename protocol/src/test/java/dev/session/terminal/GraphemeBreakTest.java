package dev.session.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.terminal.conformance.ConformanceData;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GraphemeBreakTest {
  /// One line per rule, `|` where a cluster ends.
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      textBlock =
          """
          GB3 CR LF,                    000D 000A
          GB4 after a control,          000A | 0308
          GB5 before a control,         0061 | 000A
          GB6 L V,                      1100 1160
          GB6 L LV,                     1100 AC00
          GB7 LV T,                     AC00 11A8
          GB8 LVT T,                    AC01 11A8
          GB8 not T V,                  AC01 11A8 | 1160
          GB9 combining marks,          0065 0301 0323
          GB9 joiner after text,        0061 200D | 0062
          GB9a spacing mark,            0915 093E
          GB9b prepended sign,          0600 0031
          GB9b not before a control,    0600 | 000D
          GB9c conjunct,                0915 094D 0937
          GB9c conjunct with nukta,     0915 093C 094D 200D 0937
          GB9c no linker,               0915 | 0937
          GB9c three consonants,        0915 094D 0937 094D 0923
          GB11 family,                  1F468 200D 1F469 200D 1F467
          GB11 selector before joiner,  2764 FE0F 200D 1F525
          GB11 skin tone,               1F44D 1F3FD
          GB11 not after text,          0061 200D | 1F525
          GB11 two joiners,             1F468 200D 200D | 1F469
          GB12 flag,                    1F1E9 1F1EA
          GB13 two flags,               1F1E9 1F1EA | 1F1EB 1F1F7
          GB13 three halves,            0061 | 1F1E9 1F1EA | 1F1EB
          keycap,                       0031 FE0F 20E3
          tag flag,                     1F3F4 E0067 E0062 E0065 E006E E0067 E007F
          GB999,                        0061 | 0062
          """)
  void aClusterEndsWhereTheRuleSays(String rule, String clusters) {
    assertEquals(clusters, marked(codePoints(clusters)), rule);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unicodeRows")
  void unicodesOwnTestRow(String row) {
    assertEquals(row, marked(codePoints(row)));
  }

  /// Unicode 17 took U+2701 out of the pictographs, so its row of Unicode 15 no longer holds.
  private static Stream<String> unicodeRows() {
    return ConformanceData.lines("unicode/GraphemeBreakTest-15.0.txt.gz").stream()
        .filter(line -> line.startsWith("÷"))
        .map(line -> line.substring(0, line.indexOf('#')))
        .map(line -> line.replace('÷', '|').replace("×", "").replaceAll("\\s+", " ").strip())
        .map(line -> line.substring(1, line.length() - 1).strip())
        .filter(line -> !line.equals("2701 200D 2701"));
  }

  @Test
  void everyEmojiZwjSequenceIsOneCluster() {
    List<String> sequences =
        ConformanceData.lines("unicode/emoji-zwj-sequences-15.0.txt.gz").stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> line.substring(0, line.indexOf(';')).strip())
            .toList();
    assertTrue(sequences.size() > 1000, "only " + sequences.size() + " sequences were found");
    for (String sequence : sequences) {
      assertEquals(sequence, marked(codePoints(sequence)));
    }
  }

  @Test
  void everyHangulSyllableIsTheSameClusterComposedAndInParts() {
    for (int syllable = 0xAC00; syllable <= 0xD7A3; syllable++) {
      String parts = Normalizer.normalize(Character.toString(syllable), Normalizer.Form.NFD);
      assertEquals(List.of(true, false, false).subList(0, parts.length()), breaks(parts));
    }
  }

  @Test
  void anyCodePointInAnyStateLeadsToAState() {
    Set<Integer> states = new TreeSet<>(Set.of(GraphemeBreak.START));
    var open = new ArrayList<>(states);
    while (!open.isEmpty()) {
      int state = open.removeLast();
      for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
        int next = GraphemeBreak.next(state, codePoint);
        if (states.add(next)) {
          open.add(next);
        }
      }
    }
    assertTrue(states.stream().allMatch(state -> state >= 0 && state < 0x20), states.toString());
  }

  private static List<Boolean> breaks(String text) {
    var breaks = new ArrayList<Boolean>();
    int state = GraphemeBreak.START;
    for (int codePoint : text.codePoints().toArray()) {
      state = GraphemeBreak.next(state, codePoint);
      breaks.add(GraphemeBreak.breaks(state));
    }
    return breaks;
  }

  private static List<Integer> codePoints(String row) {
    return Stream.of(row.split("[ |]+")).map(hex -> Integer.parseInt(hex, 16)).toList();
  }

  private static String marked(List<Integer> codePoints) {
    var marked = new StringBuilder();
    int state = GraphemeBreak.START;
    for (int codePoint : codePoints) {
      state = GraphemeBreak.next(state, codePoint);
      if (!marked.isEmpty()) {
        marked.append(GraphemeBreak.breaks(state) ? " | " : " ");
      }
      marked.append("%04X".formatted(codePoint));
    }
    return marked.toString();
  }
}

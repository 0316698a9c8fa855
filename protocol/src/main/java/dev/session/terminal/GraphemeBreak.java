package dev.session.terminal;

/// Where one user-perceived character ends and the next begins: the extended grapheme clusters of
/// UAX #29, conjuncts of Indic scripts (GB9c) included, as a state machine over code points that
/// allocates nothing.
///
/// Begin with `START`, pass each code point through `next`, and ask `breaks` whether it opened a
/// cluster. A state is a small number and says all about the text so far, so it may be stored.
///
/// Spec: https://www.unicode.org/reports/tr29/#Grapheme_Cluster_Boundary_Rules. Deviations: none.
final class GraphemeBreak {
  /// Nothing came before (GB1).
  static final int START = 0;

  /// Set in a state if its code point does not belong to what came before.
  private static final int BREAK = 0x10;

  private static final int STATE_MASK = 0x0F;
  private static final int CLASS_MASK = 0x1F;
  private static final int CLASS_BITS = 5;

  // The classes of code points, as in UnicodeTable. The order is the generator's.
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
  private static final int CLASSES = 18;

  // What the text so far ends in, as far as any rule looks back.
  private static final int AFTER_OTHER = 1;
  private static final int AFTER_CR = 2;
  private static final int AFTER_CONTROL = 3;
  private static final int AFTER_PREPEND = 4;
  private static final int AFTER_HANGUL_L = 5;
  private static final int AFTER_HANGUL_V = 6;
  private static final int AFTER_HANGUL_T = 7;
  private static final int AFTER_ONE_REGIONAL_INDICATOR = 8;
  private static final int AFTER_PICTOGRAPH = 9;
  private static final int AFTER_PICTOGRAPH_ZWJ = 10;
  private static final int AFTER_CONSONANT = 11;
  private static final int AFTER_CONSONANT_LINKER = 12;
  private static final int STATES = 13;

  private static final byte[] TRANSITIONS = transitions();

  private GraphemeBreak() {}

  /// The state after `codePoint`, given the state before it.
  static int next(int state, int codePoint) {
    int graphemeClass = UnicodeTable.of(codePoint) & CLASS_MASK;
    return TRANSITIONS[((state & STATE_MASK) << CLASS_BITS) | graphemeClass];
  }

  /// Whether the code point that led to `state` opened a new cluster.
  static boolean breaks(int state) {
    return (state & BREAK) != 0;
  }

  private static byte[] transitions() {
    var table = new byte[STATES << CLASS_BITS];
    for (int state = 0; state < STATES; state++) {
      for (int graphemeClass = 0; graphemeClass < CLASSES; graphemeClass++) {
        int next = stateAfter(state, graphemeClass) | (joins(state, graphemeClass) ? 0 : BREAK);
        table[(state << CLASS_BITS) | graphemeClass] = (byte) next;
      }
    }
    return table;
  }

  /// The rules GB3 to GB13; what no rule joins is apart (GB1, GB999).
  private static boolean joins(int state, int graphemeClass) {
    if (state == AFTER_CR && graphemeClass == LF) {
      return true; // GB3
    }
    if (state == START || state == AFTER_CR || state == AFTER_CONTROL) {
      return false; // GB1, GB4
    }
    return switch (graphemeClass) {
      case CR, LF, CONTROL -> false; // GB5
      case EXTEND, CONJUNCT_EXTEND, CONJUNCT_LINKER, ZWJ, SPACING_MARK -> true; // GB9, GB9a
      case HANGUL_L, HANGUL_LV, HANGUL_LVT ->
          state == AFTER_HANGUL_L || state == AFTER_PREPEND; // GB6, GB9b
      case HANGUL_V ->
          state == AFTER_HANGUL_L || state == AFTER_HANGUL_V || state == AFTER_PREPEND; // GB6, GB7
      case HANGUL_T ->
          state == AFTER_HANGUL_V || state == AFTER_HANGUL_T || state == AFTER_PREPEND; // GB7, GB8
      case CONSONANT -> state == AFTER_CONSONANT_LINKER || state == AFTER_PREPEND; // GB9c
      case PICTOGRAPH -> state == AFTER_PICTOGRAPH_ZWJ || state == AFTER_PREPEND; // GB11
      case REGIONAL_INDICATOR ->
          state == AFTER_ONE_REGIONAL_INDICATOR || state == AFTER_PREPEND; // GB12, GB13
      case OTHER, PREPEND -> state == AFTER_PREPEND; // GB9b
      default -> throw new IllegalArgumentException("grapheme class " + graphemeClass);
    };
  }

  private static int stateAfter(int state, int graphemeClass) {
    return switch (graphemeClass) {
      case CR -> AFTER_CR;
      case LF, CONTROL -> AFTER_CONTROL;
      case PREPEND -> AFTER_PREPEND;
      case HANGUL_L -> AFTER_HANGUL_L;
      case HANGUL_V, HANGUL_LV -> AFTER_HANGUL_V;
      case HANGUL_T, HANGUL_LVT -> AFTER_HANGUL_T;
      case PICTOGRAPH -> AFTER_PICTOGRAPH;
      case CONSONANT -> AFTER_CONSONANT;
      case REGIONAL_INDICATOR ->
          state == AFTER_ONE_REGIONAL_INDICATOR ? AFTER_OTHER : AFTER_ONE_REGIONAL_INDICATOR;
      case EXTEND -> state == AFTER_PICTOGRAPH ? AFTER_PICTOGRAPH : AFTER_OTHER;
      case CONJUNCT_EXTEND -> state == AFTER_PICTOGRAPH || inConjunct(state) ? state : AFTER_OTHER;
      case CONJUNCT_LINKER -> {
        if (inConjunct(state)) {
          yield AFTER_CONSONANT_LINKER;
        }
        yield state == AFTER_PICTOGRAPH ? AFTER_PICTOGRAPH : AFTER_OTHER;
      }
      case ZWJ -> {
        if (state == AFTER_PICTOGRAPH) {
          yield AFTER_PICTOGRAPH_ZWJ;
        }
        yield inConjunct(state) ? state : AFTER_OTHER;
      }
      case OTHER, SPACING_MARK -> AFTER_OTHER;
      default -> throw new IllegalArgumentException("grapheme class " + graphemeClass);
    };
  }

  private static boolean inConjunct(int state) {
    return state == AFTER_CONSONANT || state == AFTER_CONSONANT_LINKER;
  }
}

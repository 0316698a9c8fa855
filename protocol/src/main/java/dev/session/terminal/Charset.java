package dev.session.terminal;

import org.jspecify.annotations.Nullable;

/// The character sets that G0-G3 can hold, with the final bytes that designate them (SCS).
///
/// A national set replaces some ASCII characters; the string lists them in the order of
/// [#NATIONAL_POSITIONS]. Spec: VT510 manual, chapter 7, and DEC STD 070. They apply to 7-bit
/// characters only, since text is UTF-8.
enum Charset {
  ASCII("B", null),
  DEC_SPECIAL("0", null),
  DEC_TECHNICAL(">", null),
  DEC_SUPPLEMENTAL("<", null),
  DEC_SUPPLEMENTAL_GRAPHIC("%5", null),
  LATIN_1("A", null, true),
  BRITISH("A", "£@[\\]^_`{|}~"),
  DUTCH("4", "£¾ĳ½|^_`¨ƒ¼´"),
  FINNISH("C", "#@ÄÖÅÜ_éäöåü"),
  FRENCH("R", "£à°ç§^_`éùè¨"),
  FRENCH_CANADIAN("Q", "#àâçêî_ôéùèû"),
  GERMAN("K", "#§ÄÖÜ^_`äöüß"),
  ITALIAN("Y", "£§°çé^_ùàòèì"),
  NORWEGIAN_DANISH("E", "#ÄÆØÅÜ_äæøåü"),
  PORTUGUESE("%6", "#@ÃÇÕ^_`ãçõ~"),
  SPANISH("Z", "£§¡Ñ¿^_`°ñç~"),
  SWEDISH("H", "#ÉÄÖÅÜ_éäöåü"),
  SWISS("=", "ùàéçêîèôäöüû");

  static final String NATIONAL_POSITIONS = "#@[\\]^_`{|}~";

  /// A space at `_`; the rest from `` ` `` to `~`. Spec: VT100 manual, table 3-9.
  private static final String SPECIAL = " ◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";

  private static final String TECHNICAL =
      "⎷┌─⌠⌡│⎡⎣⎤⎦⎛⎝⎞⎠⎨⎬￰￰￰￰￰￰￰￰￰￰￰≤≠≥∫∴∝∞÷Δ∇ΦΓ∼≃Θ×Λ⇔⇒≡ΠΨ￰Σ￰￰√ΩΞΥ⊂⊃∩∪∧∨¬αβχδεφγηιθκλ￰ν∂πψρστ￰ƒωξυζ←↑→↓";
  private static final char NONE = '￰';

  private final String designator;
  private final @Nullable String replacements;
  private final boolean has96;

  Charset(String designator, @Nullable String replacements) {
    this(designator, replacements, false);
  }

  Charset(String designator, @Nullable String replacements, boolean has96) {
    this.designator = designator;
    this.replacements = replacements;
    this.has96 = has96;
  }

  String designator() {
    return designator;
  }

  /// A number that stands for the set in a dump, made of its designator.
  int number() {
    int name = designator.charAt(0);
    if (designator.length() > 1) {
      name = (name << Byte.SIZE) | designator.charAt(1);
    }
    return has96 ? -name : name;
  }

  static @Nullable Charset ofNumber(long number) {
    for (Charset set : values()) {
      if (set.number() == number) {
        return set;
      }
    }
    return null;
  }

  boolean has96() {
    return has96;
  }

  boolean isNational() {
    return replacements != null;
  }

  /// The set that a designating sequence names by everything after its first intermediate.
  static @Nullable Charset of(int secondIntermediate, int finalByte, boolean has96) {
    for (Charset set : values()) {
      String name = set.designator;
      boolean matches =
          secondIntermediate == 0
              ? name.length() == 1 && name.charAt(0) == canonical(finalByte)
              : name.length() == 2
                  && name.charAt(0) == secondIntermediate
                  && name.charAt(1) == finalByte;
      if (matches && set.has96 == has96) {
        return set;
      }
    }
    return null;
  }

  /// Some national sets have two or three final bytes.
  private static char canonical(int finalByte) {
    return switch (finalByte) {
      case '5' -> 'C';
      case 'f' -> 'R';
      case '9' -> 'Q';
      case '6', '`' -> 'E';
      case '7' -> 'H';
      case '1', '2' -> 'B';
      default -> (char) finalByte;
    };
  }

  /// What the 7-bit character `value` shows in this set.
  int map(int value) {
    return switch (this) {
      case ASCII -> value;
      case DEC_SPECIAL -> value >= 0x5f && value < 0x7f ? SPECIAL.charAt(value - 0x5f) : value;
      case DEC_TECHNICAL -> {
        char mapped = value > 0x20 && value < 0x7f ? TECHNICAL.charAt(value - 0x21) : NONE;
        yield value == 0x20 ? value : mapped == NONE ? 0xfffd : mapped;
      }
      case DEC_SUPPLEMENTAL, DEC_SUPPLEMENTAL_GRAPHIC -> supplemental(value);
      case LATIN_1 -> value + 0x80;
      case BRITISH,
          DUTCH,
          FINNISH,
          FRENCH,
          FRENCH_CANADIAN,
          GERMAN,
          ITALIAN,
          NORWEGIAN_DANISH,
          PORTUGUESE,
          SPANISH,
          SWEDISH,
          SWISS -> {
        int at = NATIONAL_POSITIONS.indexOf(value);
        yield at < 0 || replacements == null ? value : replacements.charAt(at);
      }
    };
  }

  /// DEC Supplemental is Latin-1 but for these positions.
  private static int supplemental(int value) {
    return switch (value + 0x80) {
      case 0xa0 -> ' ';
      case 0xa8 -> 0xa4;
      case 0xd7 -> 0x152;
      case 0xdd -> 0x178;
      case 0xf7 -> 0x153;
      case 0xfd -> 0xff;
      case 0xa4, 0xa6, 0xac, 0xad, 0xae, 0xaf, 0xb4, 0xb8, 0xbe, 0xd0, 0xde, 0xf0, 0xfe, 0xff ->
          0xfffd;
      default -> value + 0x80;
    };
  }
}

package dev.session.render;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The bundled fonts (`fonts/README.md` says where each comes from) and which of them is asked for
/// which character. A font is read when a character first needs it, once in a process.
@SuppressWarnings("ImmutableEnumChecker") // each reads its font when it is first needed, once
enum Typefaces {
  REGULAR("JetBrainsMono-Regular.ttf", Fit.GRID),
  BOLD("JetBrainsMono-Bold.ttf", Fit.GRID),
  ITALIC("JetBrainsMono-Italic.ttf", Fit.GRID),
  BOLD_ITALIC("JetBrainsMono-BoldItalic.ttf", Fit.GRID),
  SYMBOLS("NotoSansSymbols-subset.ttf", Fit.SYMBOL),
  MORE_SYMBOLS("NotoSansSymbols2-subset.ttf", Fit.SYMBOL),
  EMOJI("NotoEmoji.ttf", Fit.SYMBOL),
  CHINESE_JAPANESE("NotoSansSC-subset.ttf", Fit.IDEOGRAPH),
  KOREAN("NotoSansKR-subset.ttf", Fit.IDEOGRAPH),
  OTHER_SCRIPTS("Unifont-subset.ttf", Fit.PIXELS);

  /// How glyphs come into cells.
  enum Fit {
    /// Made for a grid of our proportions.
    GRID,
    /// Made as large as the cells allow, in their middle.
    SYMBOL,
    /// A square on the baseline, two cells wide.
    IDEOGRAPH,
    /// Drawn of squares that should fall on pixels.
    PIXELS
  }

  private static final int SYMBOLS_FROM = 0x2000;

  /// Behind the signs that are no pictures by themselves.
  static final int SYMBOLS_END = 0x2c00;

  private static final int RADICALS_FROM = 0x2e80;
  private static final int HANGUL_FROM = 0xac00;
  private static final int HANGUL_END = 0xd7a4;
  private static final int COMPATIBILITY_FORMS_FROM = 0xfe30;
  private static final int PICTURES_FROM = 0x1f000;

  private static final List<Typefaces> PICTURES = List.of(EMOJI, MORE_SYMBOLS, SYMBOLS);
  private static final List<Typefaces> SIGNS = List.of(SYMBOLS, MORE_SYMBOLS, EMOJI, OTHER_SCRIPTS);
  private static final List<Typefaces> IDEOGRAPHS = List.of(CHINESE_JAPANESE, OTHER_SCRIPTS);
  private static final List<Typefaces> SYLLABLES = List.of(KOREAN);
  private static final List<Typefaces> OTHERS = List.of(OTHER_SCRIPTS);

  private final String resource;
  private final Fit fit;
  private @Nullable TrueTypeFont font;

  Typefaces(String resource, Fit fit) {
    this.resource = resource;
    this.fit = fit;
  }

  Fit fit() {
    return fit;
  }

  synchronized TrueTypeFont font() {
    var loaded = font;
    if (loaded == null) {
      loaded = TrueTypeFont.load(resource);
      font = loaded;
    }
    return loaded;
  }

  /// The font of plain text in this look.
  static Typefaces text(boolean bold, boolean italic) {
    if (bold) {
      return italic ? BOLD_ITALIC : BOLD;
    }
    return italic ? ITALIC : REGULAR;
  }

  /// The fonts that may have a character that the text fonts lack, or shall not draw: in this
  /// order.
  static List<Typefaces> fallbacks(int codePoint) {
    if (codePoint >= PICTURES_FROM) {
      return PICTURES;
    }
    if (codePoint >= SYMBOLS_FROM && codePoint < SYMBOLS_END) {
      return SIGNS;
    }
    if (codePoint >= HANGUL_FROM && codePoint < HANGUL_END) {
      return SYLLABLES;
    }
    boolean ideographic =
        codePoint >= RADICALS_FROM && codePoint < HANGUL_FROM
            || codePoint >= COMPATIBILITY_FORMS_FROM;
    return ideographic ? IDEOGRAPHS : OTHERS;
  }
}

package dev.session.render;

import dev.session.render.Typefaces.Fit;
import dev.session.terminal.CellReader;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The shapes of clusters at one size: drawn when first asked for, then kept.
///
/// A cluster is drawn as its composed form where Unicode has one (é as one character); else as its
/// base with its marks set over or under it. Of a joined emoji sequence the first emoji is drawn
/// and the whole is told as missing; of a flag its two letters are drawn. Frame and block
/// characters are drawn by geometry ([CellDrawing]).
final class Glyphs {
  private static final int ASCII = 128;
  private static final int LOOKS = 4;

  /// Glyphs kept; beyond it, all are dropped and drawn again as needed.
  private static final int KEPT_MAX = 20_000;

  private static final int EMOJI_VARIANT = 0xfe0f;
  private static final int TEXT_VARIANT = 0xfe0e;
  private static final int JOINER = 0x200d;
  private static final int SKIN_TONES_FROM = 0x1f3fb;
  private static final int SKIN_TONES_END = 0x1f400;
  private static final int FLAG_LETTERS_FROM = 0x1f1e6;
  private static final int FLAG_LETTERS_END = 0x1f200;

  /// With them a flag says which part of a country it is of.
  private static final int TAGS_FROM = 0xe0020;

  private static final int TAGS_END = 0xe0080;

  /// Letters before it may be drawn as a letter and marks that the font has.
  private static final int DECOMPOSED_END = 0x2000;

  private static final double SLANT = 0.2;
  private static final int UNIFONT_PIXELS = 16;

  private final CellSize cell;
  private final CellDrawing drawing;
  private final @Nullable GlyphMask[] ascii = new @Nullable GlyphMask[ASCII * LOOKS];
  private final Map<Key, GlyphMask> others = new HashMap<>();
  private final SortedSet<String> missing = new TreeSet<>();

  private record Key(String cluster, boolean bold, boolean italic, int cells) {}

  Glyphs(CellSize cell) {
    this.cell = cell;
    drawing = new CellDrawing(cell);
  }

  SortedSet<String> missing() {
    return missing;
  }

  /// The shape of the reader's cell, which is not blank.
  GlyphMask of(CellReader reader) {
    boolean bold = reader.isBold();
    boolean italic = reader.isItalic();
    var cluster = reader.cluster();
    if (cluster.length() == 1 && cluster.charAt(0) < ASCII) {
      int at = cluster.charAt(0) * LOOKS + (bold ? 1 : 0) + (italic ? 2 : 0);
      var mask = ascii[at];
      if (mask == null) {
        mask = draw(cluster, bold, italic, 1);
        ascii[at] = mask;
      }
      return mask;
    }
    if (others.size() >= KEPT_MAX) {
      others.clear();
    }
    return others.computeIfAbsent(
        new Key(cluster, bold, italic, reader.width()),
        key -> draw(key.cluster, key.bold, key.italic, key.cells));
  }

  private GlyphMask draw(String cluster, boolean bold, boolean italic, int cells) {
    var drawn = drawing.draw(cluster.codePointAt(0));
    if (drawn != null) {
      return drawn;
    }
    int[] codes = visibleCodes(cluster, Typefaces.text(bold, italic).font());
    if (codes.length == 0) {
      return GlyphMask.EMPTY;
    }
    if (isSequence(cluster)) {
      missing.add(name(cluster));
    }
    boolean asEmoji = isEmoji(cluster, cells);
    var canvas = new Canvas(cell, cells);
    var base = choose(codes[0], bold, italic, asEmoji);
    if (base == null) {
      missing.add(name(codes[0]));
      return HexBox.draw(cell, cells, codes[0]);
    }
    boolean flag = isFlagLetter(codes[0]) && codes.length > 1;
    canvas.base(base, flag ? 0 : -1);
    for (int i = 1; i < codes.length; i++) {
      var mark = choose(codes[i], bold, italic, asEmoji);
      if (mark == null) {
        missing.add(name(codes[i]));
      } else if (flag && isFlagLetter(codes[i])) {
        canvas.base(mark, 1);
      } else {
        canvas.mark(mark);
      }
    }
    return canvas.mask();
  }

  /// Whether a cluster is a picture rather than a sign: it says so, or takes two cells.
  private static boolean isEmoji(String cluster, int cells) {
    return cluster.indexOf(EMOJI_VARIANT) >= 0
        || (cells == 2 && cluster.length() == 1 && cluster.charAt(0) < Typefaces.SYMBOLS_END);
  }

  private static boolean isFlagLetter(int code) {
    return code >= FLAG_LETTERS_FROM && code < FLAG_LETTERS_END;
  }

  /// Whether a cluster is more than its first emoji, of which the rest is not drawn.
  private static boolean isSequence(String cluster) {
    int joiner = cluster.indexOf(JOINER);
    return (joiner >= 0 && joiner < cluster.length() - 1)
        || cluster.codePoints().anyMatch(code -> code >= TAGS_FROM && code < TAGS_END);
  }

  private static String name(int code) {
    return String.format(Locale.ROOT, "U+%04X", code);
  }

  private static String name(String cluster) {
    return cluster.codePoints().mapToObj(Glyphs::name).collect(Collectors.joining(" "));
  }

  /// The code points to draw: composed, without what only selects a form, up to the first joiner.
  private static int[] visibleCodes(String cluster, TrueTypeFont font) {
    char first = cluster.charAt(0);
    boolean drawn = !Character.isSurrogate(first) && font.glyph(first) != 0;
    if (cluster.length() == 1 && (drawn || first >= DECOMPOSED_END)) {
      return new int[] {first};
    }
    var text = cluster;
    if (!Character.isSurrogate(first)) {
      text = Normalizer.normalize(cluster, Normalizer.Form.NFC);
      if (font.glyph(text.codePointAt(0)) == 0) {
        var parts = Normalizer.normalize(cluster, Normalizer.Form.NFD);
        text = font.glyph(parts.codePointAt(0)) == 0 ? text : parts;
      }
    }
    return text.codePoints()
        .takeWhile(code -> code != JOINER)
        .filter(
            code ->
                code != EMOJI_VARIANT
                    && code != TEXT_VARIANT
                    && (code < SKIN_TONES_FROM || code >= SKIN_TONES_END || isAlone(cluster, code)))
        .filter(code -> Character.getType(code) != Character.FORMAT)
        .toArray();
  }

  private static boolean isAlone(String cluster, int code) {
    return cluster.codePointAt(0) == code;
  }

  /// A glyph and how it comes into its cells.
  record Chosen(Typefaces face, int glyph, boolean embolden, boolean slant) {}

  private static @Nullable Chosen choose(int code, boolean bold, boolean italic, boolean asEmoji) {
    var text = Typefaces.text(bold, italic);
    if (!asEmoji) {
      int glyph = text.font().glyph(code);
      if (glyph != 0) {
        return new Chosen(text, glyph, false, false);
      }
    } else {
      int glyph = Typefaces.EMOJI.font().glyph(code);
      if (glyph != 0 && code >= ASCII) {
        return new Chosen(Typefaces.EMOJI, glyph, bold, italic);
      }
    }
    for (var face : Typefaces.fallbacks(code)) {
      int glyph = face.font().glyph(code);
      if (glyph != 0) {
        return new Chosen(face, glyph, bold, italic && face.fit() != Fit.PIXELS);
      }
    }
    int glyph = text.font().glyph(code);
    return glyph == 0 ? null : new Chosen(text, glyph, false, false);
  }

  /// Where the glyphs of one cluster are drawn: its cells and as much around them, for what leans
  /// or hangs over.
  private static final class Canvas {
    private final CellSize cell;
    private final int width;
    private final int margin;
    private final int fieldWidth;
    private final Rasterizer rasterizer;
    private final byte[] coverage;
    private double baseTop;
    private double baseBottom;
    private double baseMiddle;
    private boolean embolden;

    Canvas(CellSize cell, int cells) {
      this.cell = cell;
      width = cell.width() * Math.max(1, cells);
      margin = cell.width();
      fieldWidth = width + 2 * margin;
      rasterizer = new Rasterizer(fieldWidth, cell.height());
      coverage = new byte[fieldWidth * cell.height()];
      baseMiddle = width / 2.0;
    }

    /// @param half 0 or 1 to use only that half of the cells, negative for all
    void base(Chosen chosen, int half) {
      var font = chosen.face().font();
      var bounds = font.bounds(chosen.glyph());
      if (bounds == null) {
        return;
      }
      double room = half < 0 ? width : width / 2.0;
      double from = half == 1 ? width / 2.0 : 0;
      double scale = scale(chosen, font, bounds, room);
      double advance = font.advance(chosen.glyph()) * scale;
      double left =
          switch (chosen.face().fit()) {
            case GRID, IDEOGRAPH -> (room - advance) / 2;
            case SYMBOL -> (room - (bounds.left() + bounds.right()) * scale) / 2;
            case PIXELS -> Math.floor((room - advance) / 2 + 0.5);
          };
      double baseline =
          switch (chosen.face().fit()) {
            case GRID, PIXELS -> cell.baseline();
            case IDEOGRAPH -> cell.baseline() + cell.stroke(); // in the middle of the cell
            case SYMBOL -> centred(bounds, scale);
          };
      baseTop = baseline - bounds.top() * scale;
      baseBottom = baseline - bounds.bottom() * scale;
      baseMiddle = from + left + (bounds.left() + bounds.right()) * scale / 2;
      embolden |= chosen.embolden();
      draw(chosen, scale, from + left, baseline);
    }

    /// The baseline at which a symbol stands in the middle of the text's height, if it is tall.
    private double centred(TrueTypeFont.Bounds bounds, double scale) {
      double top = cell.baseline() - bounds.top() * scale;
      double bottom = cell.baseline() - bounds.bottom() * scale;
      if (top >= 0 && bottom <= cell.height()) {
        return cell.baseline();
      }
      return cell.height() / 2.0 + (bounds.top() + bounds.bottom()) * scale / 2;
    }

    private double scale(
        Chosen chosen, TrueTypeFont font, TrueTypeFont.Bounds bounds, double room) {
      double em = cell.em() / (double) font.unitsPerEm();
      return switch (chosen.face().fit()) {
        case GRID -> em;
        case IDEOGRAPH -> Math.min(em * 17 / 15, room / font.advance(chosen.glyph()));
        case PIXELS -> UNIFONT_PIXELS * cell.stroke() / (double) font.unitsPerEm();
        case SYMBOL -> {
          double wide = room / Math.max(1, bounds.right() - bounds.left());
          double high = cell.height() / (double) Math.max(1, bounds.top() - bounds.bottom());
          yield Math.min(em * 1.1, 0.97 * Math.min(wide, high));
        }
      };
    }

    /// Sets a mark over or under what is there, in its middle.
    void mark(Chosen chosen) {
      var font = chosen.face().font();
      var bounds = font.bounds(chosen.glyph());
      if (bounds == null) {
        return;
      }
      double scale = cell.em() / (double) font.unitsPerEm();
      double left = baseMiddle - (bounds.left() + bounds.right()) * scale / 2;
      double baseline = cell.baseline();
      double bottom = baseline - bounds.bottom() * scale;
      double top = baseline - bounds.top() * scale;
      boolean above = bottom < cell.baseline() - cell.em() * 0.4;
      boolean below = top > cell.baseline() - cell.stroke();
      if (above && bottom > baseTop - cell.stroke()) {
        baseline += Math.max(baseTop - cell.stroke() - bottom, -top);
      } else if (below && top < baseBottom + cell.stroke()) {
        baseline += Math.min(baseBottom + cell.stroke() - top, cell.height() - bottom);
      }
      if (above) {
        baseTop = baseline - bounds.top() * scale;
      } else if (below) {
        baseBottom = baseline - bounds.bottom() * scale;
      }
      draw(chosen, scale, left, baseline);
    }

    private void draw(Chosen chosen, double scale, double left, double baseline) {
      double slant = chosen.slant() ? SLANT * scale : 0;
      chosen
          .face()
          .font()
          .draw(
              chosen.glyph(),
              new TrueTypeFont.Transform(scale, slant, 0, -scale, left + margin, baseline),
              rasterizer);
      byte[] more = rasterizer.coverage();
      for (int at = 0; at < coverage.length; at++) {
        coverage[at] = (byte) Math.max(coverage[at], more[at]);
      }
    }

    GlyphMask mask() {
      if (embolden) {
        thicken();
      }
      return cropped();
    }

    private void thicken() {
      for (int line = 0; line < cell.height(); line++) {
        for (int x = fieldWidth - 1; x >= cell.stroke(); x--) {
          int at = line * fieldWidth + x;
          coverage[at] = (byte) Math.max(coverage[at], coverage[at - cell.stroke()]);
        }
      }
    }

    private GlyphMask cropped() {
      int left = fieldWidth;
      int right = -1;
      for (int at = 0; at < coverage.length; at++) {
        if (coverage[at] != 0) {
          left = Math.min(left, at % fieldWidth);
          right = Math.max(right, at % fieldWidth);
        }
      }
      if (right < 0) {
        return GlyphMask.EMPTY;
      }
      int columns = right - left + 1;
      var cropped = new byte[columns * cell.height()];
      for (int line = 0; line < cell.height(); line++) {
        System.arraycopy(coverage, line * fieldWidth + left, cropped, line * columns, columns);
      }
      return new GlyphMask(left - margin, 0, columns, cell.height(), cropped);
    }
  }
}

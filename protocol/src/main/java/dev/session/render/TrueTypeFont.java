package dev.session.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// A TrueType font of ours: which glyph a code point has, its width, its outline.
///
/// Spec: https://learn.microsoft.com/typography/opentype/spec/ (`cmap` formats 4 and 12, `glyf`,
/// `loca`, `hmtx`). No hinting, no substitution, no positioning: terminals have a grid. Reads only
/// fonts that are bundled with the program, so a damaged one is a defect and throws whatever it
/// throws.
final class TrueTypeFont {
  private static final int TABLES_AT = 12;
  private static final int TABLE_ENTRY_BYTES = 16;
  private static final int COMPOUND_DEPTH_MAX = 5;
  private static final double F2DOT14 = 1 << 14;

  private final ByteBuffer data;
  private final int glyphs;
  private final int locations;
  private final boolean longLocations;
  private final int metrics;
  private final int metricCount;
  private final int unitsPerEm;
  private final int mapping;
  private final int mappingFormat;

  private TrueTypeFont(byte[] bytes) {
    data = ByteBuffer.wrap(bytes);
    int head = table("head");
    unitsPerEm = unsigned(head + 18);
    longLocations = unsigned(head + 50) == 1;
    glyphs = table("glyf");
    locations = table("loca");
    metrics = table("hmtx");
    metricCount = unsigned(table("hhea") + 34);
    mapping = mapping();
    mappingFormat = unsigned(mapping);
  }

  /// The font in this resource beside the class.
  static TrueTypeFont load(String resource) {
    try (var in = TrueTypeFont.class.getResourceAsStream("fonts/" + resource)) {
      if (in == null) {
        throw new AssertionError("no font " + resource);
      }
      return new TrueTypeFont(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int table(String tag) {
    int count = unsigned(4);
    for (int i = 0; i < count; i++) {
      int entry = TABLES_AT + i * TABLE_ENTRY_BYTES;
      boolean found = true;
      for (int c = 0; c < tag.length(); c++) {
        found &= data.get(entry + c) == tag.charAt(c);
      }
      if (found) {
        return data.getInt(entry + 8);
      }
    }
    throw new AssertionError("no table " + tag);
  }

  // The mapping of all code points where there is one, else that of the first plane.
  private int mapping() {
    int cmap = table("cmap");
    int found = -1;
    for (int i = 0; i < unsigned(cmap + 2); i++) {
      int candidate = cmap + data.getInt(cmap + 4 + i * 8 + 4);
      int format = unsigned(candidate);
      if (format == 12 || (format == 4 && found < 0)) {
        found = candidate;
      }
    }
    if (found < 0) {
      throw new AssertionError("no mapping of a known format");
    }
    return found;
  }

  int unitsPerEm() {
    return unitsPerEm;
  }

  /// The glyph of a code point, 0 for none.
  int glyph(int codePoint) {
    return mappingFormat == 12 ? glyphByGroup(codePoint) : glyphBySegment(codePoint);
  }

  private int glyphByGroup(int codePoint) {
    int low = 0;
    int high = data.getInt(mapping + 12) - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int group = mapping + 16 + middle * 12;
      if (codePoint < data.getInt(group)) {
        high = middle - 1;
      } else if (codePoint > data.getInt(group + 4)) {
        low = middle + 1;
      } else {
        return data.getInt(group + 8) + codePoint - data.getInt(group);
      }
    }
    return 0;
  }

  private int glyphBySegment(int codePoint) {
    if (codePoint > 0xffff) {
      return 0;
    }
    int doubled = unsigned(mapping + 6);
    int ends = mapping + 14;
    int starts = ends + doubled + 2;
    int at = 0;
    while (at < doubled && unsigned(ends + at) < codePoint) {
      at += 2;
    }
    if (at == doubled || unsigned(starts + at) > codePoint) {
      return 0;
    }
    int delta = unsigned(starts + doubled + at);
    int offsetAt = starts + 2 * doubled + at;
    int offset = unsigned(offsetAt);
    if (offset == 0) {
      return codePoint + delta & 0xffff;
    }
    int glyph = unsigned(offsetAt + offset + 2 * (codePoint - unsigned(starts + at)));
    return glyph == 0 ? 0 : glyph + delta & 0xffff;
  }

  /// How far the next character of running text would stand, in font units.
  int advance(int glyph) {
    return unsigned(metrics + 4 * Math.min(glyph, metricCount - 1));
  }

  /// The box that holds the outline, in font units with y upwards; null for a blank glyph.
  @org.jspecify.annotations.Nullable
  Bounds bounds(int glyph) {
    int at = location(glyph);
    if (at == location(glyph + 1)) {
      return null;
    }
    return new Bounds(
        data.getShort(glyphs + at + 2),
        data.getShort(glyphs + at + 4),
        data.getShort(glyphs + at + 6),
        data.getShort(glyphs + at + 8));
  }

  record Bounds(int left, int bottom, int right, int top) {}

  private int location(int glyph) {
    return longLocations ? data.getInt(locations + 4 * glyph) : 2 * unsigned(locations + 2 * glyph);
  }

  /// Draws the outline of a glyph.
  void draw(int glyph, Transform transform, Rasterizer target) {
    draw(glyph, transform, target, 0);
  }

  private void draw(int glyph, Transform transform, Rasterizer target, int depth) {
    int at = location(glyph);
    if (at == location(glyph + 1)) {
      return;
    }
    int contours = data.getShort(glyphs + at);
    int body = glyphs + at + 10;
    if (contours >= 0) {
      drawSimple(body, contours, transform, target);
    } else if (depth < COMPOUND_DEPTH_MAX) {
      drawCompound(body, transform, target, depth);
    }
  }

  private void drawCompound(int body, Transform transform, Rasterizer target, int depth) {
    int at = body;
    int flags;
    do {
      flags = unsigned(at);
      final int glyph = unsigned(at + 2);
      at += 4;
      boolean words = (flags & 1) != 0;
      double dx = words ? data.getShort(at) : data.get(at);
      double dy = words ? data.getShort(at + 2) : data.get(at + 1);
      at += words ? 4 : 2;
      double xx = 1;
      double xy = 0;
      double yx = 0;
      double yy = 1;
      if ((flags & 0x08) != 0) {
        xx = data.getShort(at) / F2DOT14;
        yy = xx;
        at += 2;
      } else if ((flags & 0x40) != 0) {
        xx = data.getShort(at) / F2DOT14;
        yy = data.getShort(at + 2) / F2DOT14;
        at += 4;
      } else if ((flags & 0x80) != 0) {
        xx = data.getShort(at) / F2DOT14;
        yx = data.getShort(at + 2) / F2DOT14;
        xy = data.getShort(at + 4) / F2DOT14;
        yy = data.getShort(at + 6) / F2DOT14;
        at += 8;
      }
      // Placing by matching points (flag 2 clear) does not occur in the bundled fonts.
      draw(glyph, transform.after(new Transform(xx, xy, yx, yy, dx, dy)), target, depth + 1);
    } while ((flags & 0x20) != 0);
  }

  private void drawSimple(int body, int contours, Transform transform, Rasterizer target) {
    if (contours == 0) {
      return;
    }
    int points = unsigned(body + 2 * (contours - 1)) + 1;
    var flags = new byte[points];
    int at = body + 2 * contours + 2 + unsigned(body + 2 * contours);
    for (int i = 0; i < points; i++) {
      byte flag = data.get(at++);
      flags[i] = flag;
      if ((flag & 8) != 0) {
        for (int repeat = data.get(at++) & 0xff; repeat > 0; repeat--) {
          flags[++i] = flag;
        }
      }
    }
    var xs = new double[points];
    var ys = new double[points];
    at = coordinates(flags, at, 2, 16, xs);
    coordinates(flags, at, 4, 32, ys);
    for (int i = 0; i < points; i++) {
      double px = transform.x(xs[i], ys[i]);
      ys[i] = transform.y(xs[i], ys[i]);
      xs[i] = px;
    }
    int from = 0;
    for (int contour = 0; contour < contours; contour++) {
      int end = unsigned(body + 2 * contour) + 1;
      contour(flags, xs, ys, from, end, target);
      from = end;
    }
  }

  private int coordinates(byte[] flags, int from, int shortFlag, int sameFlag, double[] values) {
    int at = from;
    int value = 0;
    for (int i = 0; i < flags.length; i++) {
      if ((flags[i] & shortFlag) != 0) {
        int step = data.get(at++) & 0xff;
        value += (flags[i] & sameFlag) != 0 ? step : -step;
      } else if ((flags[i] & sameFlag) == 0) {
        value += data.getShort(at);
        at += 2;
      }
      values[i] = value;
    }
    return at;
  }

  // Points are on the curve (flag 1) or control it; between two of the latter is one on the curve.
  private static void contour(
      byte[] flags, double[] xs, double[] ys, int from, int end, Rasterizer target) {
    int count = end - from;
    if (count < 2) {
      return;
    }
    int last = end - 1;
    boolean startsOn = (flags[from] & 1) != 0;
    boolean endsOn = (flags[last] & 1) != 0;
    double startX = startsOn ? xs[from] : endsOn ? xs[last] : (xs[from] + xs[last]) / 2;
    double startY = startsOn ? ys[from] : endsOn ? ys[last] : (ys[from] + ys[last]) / 2;
    target.moveTo(startX, startY);
    int first = startsOn ? 1 : 0;
    for (int i = first; i < count; i++) {
      int point = from + i;
      if ((flags[point] & 1) != 0) {
        target.lineTo(xs[point], ys[point]);
        continue;
      }
      int next = from + (i + 1) % count;
      if (i + 1 == count) {
        target.quadTo(xs[point], ys[point], startX, startY);
      } else if ((flags[next] & 1) != 0) {
        target.quadTo(xs[point], ys[point], xs[next], ys[next]);
        i++;
      } else {
        double middleX = (xs[point] + xs[next]) / 2;
        double middleY = (ys[point] + ys[next]) / 2;
        target.quadTo(xs[point], ys[point], middleX, middleY);
      }
    }
    target.close();
  }

  private int unsigned(int at) {
    return data.getShort(at) & 0xffff;
  }

  /// Maps font units to pixels: `x' = xx·x + xy·y + dx`, `y' = yx·x + yy·y + dy`.
  record Transform(double xx, double xy, double yx, double yy, double dx, double dy) {
    double x(double x, double y) {
      return xx * x + xy * y + dx;
    }

    double y(double x, double y) {
      return yx * x + yy * y + dy;
    }

    /// This one applied to what `first` gives.
    Transform after(Transform first) {
      return new Transform(
          xx * first.xx + xy * first.yx,
          xx * first.xy + xy * first.yy,
          yx * first.xx + yy * first.yx,
          yx * first.xy + yy * first.yy,
          x(first.dx, first.dy),
          y(first.dx, first.dy));
    }
  }
}

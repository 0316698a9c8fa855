package dev.session.render;

/// One cell to draw a shape on. Shapes add to each other; coordinates are pixels from the upper
/// left.
final class CellCanvas {
  final CellSize cell;
  final int width;
  final int height;

  /// The thickness of a light line.
  final int light;

  private final byte[] coverage;

  CellCanvas(CellSize cell) {
    this.cell = cell;
    width = cell.width();
    height = cell.height();
    light = cell.stroke();
    coverage = new byte[width * height];
  }

  /// Fills a rectangle, its right and bottom edges excluded.
  void rect(int left, int top, int right, int bottom) {
    shade(left, top, right, bottom, GlyphMask.FULL);
  }

  /// Covers a rectangle in part.
  void shade(int left, int top, int right, int bottom, int part) {
    for (int y = Math.max(0, top); y < Math.min(height, bottom); y++) {
      for (int x = Math.max(0, left); x < Math.min(width, right); x++) {
        int at = y * width + x;
        coverage[at] = (byte) Math.max(coverage[at], part);
      }
    }
  }

  /// Fills a polygon of x and y in turn.
  void polygon(double... points) {
    var rasterizer = new Rasterizer(width, height);
    rasterizer.polygon(points);
    add(rasterizer);
  }

  /// Draws a straight line with square ends.
  void line(double fromX, double fromY, double toX, double toY, double thickness) {
    double dx = toX - fromX;
    double dy = toY - fromY;
    double length = Math.sqrt(dx * dx + dy * dy);
    double acrossX = -dy / length * thickness / 2;
    double acrossY = dx / length * thickness / 2;
    polygon(
        fromX + acrossX,
        fromY + acrossY,
        toX + acrossX,
        toY + acrossY,
        toX - acrossX,
        toY - acrossY,
        fromX - acrossX,
        fromY - acrossY);
  }

  /// Adds what was drawn there.
  void add(Rasterizer rasterizer) {
    byte[] more = rasterizer.coverage();
    for (int at = 0; at < coverage.length; at++) {
      coverage[at] = (byte) Math.max(coverage[at], more[at]);
    }
  }

  /// Leaves open what was covered, and the other way round.
  void invert() {
    for (int at = 0; at < coverage.length; at++) {
      coverage[at] = (byte) (GlyphMask.FULL - coverage[at]);
    }
  }

  GlyphMask mask() {
    return new GlyphMask(0, 0, width, height, coverage);
  }
}

package dev.session.render;

import java.util.Arrays;

/// Fills outlines with exact anti-aliasing: how much of each pixel the outline covers.
///
/// Each edge adds, in every line of pixels that it crosses, its height to the pixel it runs through
/// (weighted with the part of the pixel to its right) and to the one behind; the running sum of a
/// line is then the covered area. Edges of opposite directions cancel out, so holes stay open;
/// overlapping parts of one direction are simply covered. Only `+ - * /` on doubles, which are the
/// same on every machine.
///
/// Coordinates are pixels from the upper left corner. What lies left of or right of the field is
/// counted at its edge; above and below it is cut off.
final class Rasterizer {
  /// Of a quadratic curve. Enough for curves of a few hundred pixels.
  private static final int CURVE_STEPS_MAX = 24;

  private static final double STEP_PIXELS = 2;

  private final int width;
  private final int height;
  private final int stride;
  private final double[] area;
  private double startX;
  private double startY;
  private double x;
  private double y;

  Rasterizer(int width, int height) {
    this.width = width;
    this.height = height;
    stride = width + 2;
    area = new double[stride * height];
  }

  /// Begins a contour.
  void moveTo(double toX, double toY) {
    startX = toX;
    startY = toY;
    x = toX;
    y = toY;
  }

  void lineTo(double toX, double toY) {
    edge(x, y, toX, toY);
    x = toX;
    y = toY;
  }

  void quadTo(double controlX, double controlY, double toX, double toY) {
    double fromX = x;
    double fromY = y;
    double length =
        Math.abs(controlX - fromX)
            + Math.abs(controlY - fromY)
            + Math.abs(toX - controlX)
            + Math.abs(toY - controlY);
    int steps = (int) Math.min(CURVE_STEPS_MAX, 3 + length / STEP_PIXELS);
    for (int step = 1; step < steps; step++) {
      double t = (double) step / steps;
      double u = 1 - t;
      lineTo(
          u * u * fromX + 2 * u * t * controlX + t * t * toX,
          u * u * fromY + 2 * u * t * controlY + t * t * toY);
    }
    lineTo(toX, toY);
  }

  /// Ends the contour where it began.
  void close() {
    lineTo(startX, startY);
  }

  /// Fills a polygon of x and y in turn.
  void polygon(double... points) {
    moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      lineTo(points[i], points[i + 1]);
    }
    close();
  }

  private void edge(double fromX, double fromY, double toX, double toY) {
    if (fromY == toY) {
      return;
    }
    double sign = fromY < toY ? 1 : -1;
    double topX = sign > 0 ? fromX : toX;
    double topY = sign > 0 ? fromY : toY;
    double bottomX = sign > 0 ? toX : fromX;
    double bottomY = sign > 0 ? toY : fromY;
    double slope = (bottomX - topX) / (bottomY - topY);
    int last = (int) Math.min(height, Math.ceil(bottomY));
    for (int line = (int) Math.max(0, Math.floor(topY)); line < last; line++) {
      double y0 = Math.max(topY, line);
      double y1 = Math.min(bottomY, line + 1);
      if (y1 > y0) {
        double x0 = topX + (y0 - topY) * slope;
        double x1 = topX + (y1 - topY) * slope;
        segment(line * stride, clamp(x0), clamp(x1), sign * (y1 - y0));
      }
    }
  }

  private double clamp(double value) {
    return Math.max(0, Math.min(width, value));
  }

  /// An edge within one line of pixels, whatever its direction there.
  private void segment(int at, double x0, double x1, double rise) {
    double left = Math.min(x0, x1);
    double right = Math.max(x0, x1);
    int first = (int) left;
    if (right <= first + 1) {
      double behind = (left + right) / 2 - first;
      area[at + first] += rise * (1 - behind);
      area[at + first + 1] += rise * behind;
      return;
    }
    double perPixel = rise / (right - left);
    for (int pixel = first; pixel < right; pixel++) {
      double from = Math.max(left, pixel);
      double to = Math.min(right, pixel + 1);
      double part = perPixel * (to - from);
      double behind = (from + to) / 2 - pixel;
      area[at + pixel] += part * (1 - behind);
      area[at + pixel + 1] += part * behind;
    }
  }

  /// How much of each pixel is covered, 0 to [GlyphMask#FULL], and begins anew.
  byte[] coverage() {
    var coverage = new byte[width * height];
    for (int line = 0; line < height; line++) {
      double sum = 0;
      for (int pixel = 0; pixel < width; pixel++) {
        sum += area[line * stride + pixel];
        double covered = Math.min(1, Math.abs(sum));
        coverage[line * width + pixel] = (byte) (covered * GlyphMask.FULL + 0.5);
      }
    }
    Arrays.fill(area, 0);
    return coverage;
  }
}

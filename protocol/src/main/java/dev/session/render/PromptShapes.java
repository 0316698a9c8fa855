package dev.session.render;

/// U+E0B0-E0BF: the arrows, half circles and triangles between the parts of a prompt.
final class PromptShapes {
  private static final int FIRST = 0xe0b0;
  private static final int STEPS = 24;

  private PromptShapes() {}

  static boolean draw(int code, CellCanvas canvas) {
    double w = canvas.width;
    double h = canvas.height;
    double line = 1.2 * canvas.light;
    switch (code - FIRST) {
      case 0 -> canvas.polygon(0, 0, w, h / 2, 0, h);
      case 1 -> chevron(canvas, 0, w - line / 2, line);
      case 2 -> canvas.polygon(w, 0, 0, h / 2, w, h);
      case 3 -> chevron(canvas, w, line / 2, line);
      case 4 -> halfDisc(canvas, 0, w, 0);
      case 5 -> halfDisc(canvas, 0, w, line);
      case 6 -> halfDisc(canvas, w, -w, 0);
      case 7 -> halfDisc(canvas, w, -w, line);
      case 8 -> canvas.polygon(0, 0, w, h, 0, h);
      case 9, 15 -> canvas.line(-w / 10, -h / 10, w * 1.1, h * 1.1, line);
      case 10 -> canvas.polygon(w, 0, w, h, 0, h);
      case 11, 13 -> canvas.line(w * 1.1, -h / 10, -w / 10, h * 1.1, line);
      case 12 -> canvas.polygon(0, 0, w, 0, 0, h);
      case 14 -> canvas.polygon(0, 0, w, 0, w, h);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void chevron(CellCanvas canvas, double from, double tip, double line) {
    double middle = canvas.height / 2.0;
    canvas.line(from, 0, tip, middle, line);
    canvas.line(tip, middle, from, canvas.height, line);
  }

  /// Half an ellipse over the whole height, filled, or its rim only.
  ///
  /// @param reach how far it bulges from `x`, to the right or, negative, to the left
  private static void halfDisc(CellCanvas canvas, double x, double reach, double rim) {
    var shape = new Rasterizer(canvas.width, canvas.height);
    double middle = canvas.height / 2.0;
    shape.moveTo(x, 0);
    bulge(shape, x, reach, middle, middle, 1);
    if (rim > 0) {
      double inner = reach > 0 ? reach - rim : reach + rim;
      shape.lineTo(x, middle + middle - rim);
      bulge(shape, x, inner, middle, middle - rim, -1);
    }
    shape.close();
    canvas.add(shape);
  }

  private static void bulge(
      Rasterizer shape, double x, double reach, double middle, double radius, int direction) {
    for (int step = -STEPS; step <= STEPS; step++) {
      double t = (double) step / STEPS;
      double along = 2 * t / (1 + t * t);
      double across = (1 - t * t) / (1 + t * t);
      shape.lineTo(x + reach * across, middle + direction * radius * along);
    }
  }
}

package dev.session.render;

/// U+2500-257F: lines that run from the middle of a cell to its edges.
///
/// A character is four arms (up, right, down, left), each absent, light, heavy or double. A double
/// arm is two rails, one light line to each side of the middle. How far a rail runs beyond the
/// cell's middle line follows from the arms across it: to the near rail where an arm leaves on its
/// side, through where its line goes on opposite, else around the corner to the far rail.
final class BoxDrawing {
  private static final int FIRST = 0x2500;
  private static final int NONE = 0;
  private static final int HEAVY = 2;
  private static final int DOUBLE = 3;

  /// Where a rail stops that meets one from the other side.
  private static final int MIDDLE = 9;

  private static final int ARC_STEPS = 16;

  /// Each character's arms: up, right, down, left; 1 is light. What is not made of arms has dots.
  private static final String ARMS =
      // 2500: ─ ━ │ ┃ and dashes
      "0101 0202 1010 2020 .... .... .... .... .... .... .... .... "
          // 250C: corners
          + "0110 0210 0120 0220 0011 0012 0021 0022 1100 1200 2100 2200 1001 1002 2001 2002 "
          // 251C: to the right
          + "1110 1210 2110 1120 2120 2210 1220 2220 "
          // 2524: to the left
          + "1011 1012 2011 1021 2021 2012 1022 2022 "
          // 252C: downwards
          + "0111 0112 0211 0212 0121 0122 0221 0222 "
          // 2534: upwards
          + "1101 1102 1201 1202 2101 2102 2201 2202 "
          // 253C: crossings
          + "1111 1112 1211 1212 2111 1121 2121 2112 2211 1122 1221 2212 1222 2122 2221 2222 "
          // 254C: dashes
          + ".... .... .... .... "
          // 2550: double lines
          + "0303 3030 0310 0130 0330 0013 0031 0033 1300 3100 3300 1003 3001 3003 "
          // 255E: and their junctions
          + "1310 3130 3330 1013 3031 3033 0313 0131 0333 1303 3101 3303 1313 3131 3333 "
          // 256D: arcs and diagonals
          + ".... .... .... .... .... .... .... "
          // 2574: half lines
          + "0001 1000 0100 0010 0002 2000 0200 0020 0201 1020 0102 2010 ";

  private static final int ENTRY = 5;
  private static final int ARCS_FROM = 0x256d;
  private static final int DIAGONALS_FROM = 0x2571;
  private static final int DIAGONALS_END = 0x2574;

  private final CellCanvas canvas;
  private final int up;
  private final int right;
  private final int down;
  private final int left;

  private BoxDrawing(CellCanvas canvas, String arms) {
    this.canvas = canvas;
    up = arms.charAt(0) - '0';
    right = arms.charAt(1) - '0';
    down = arms.charAt(2) - '0';
    left = arms.charAt(3) - '0';
  }

  /// False for a character that is none of these.
  static boolean draw(int code, CellCanvas canvas) {
    if (code >= ARCS_FROM && code < DIAGONALS_FROM) {
      arc(code - ARCS_FROM, canvas);
      return true;
    }
    if (code >= DIAGONALS_FROM && code < DIAGONALS_END) {
      diagonals(code - DIAGONALS_FROM, canvas);
      return true;
    }
    int at = (code - FIRST) * ENTRY;
    var arms = ARMS.substring(at, at + 4);
    if (arms.charAt(0) == '.') {
      dashes(code, canvas);
    } else {
      new BoxDrawing(canvas, arms).draw();
    }
    return true;
  }

  private void draw() {
    for (int rail : rails(left)) {
      int stop = stop(rail, right, up, down, -1);
      int top = across(rail, left, canvas.height);
      int end = stop == MIDDLE ? (canvas.width + 1) / 2 : far(stop, canvas.width, up, down);
      canvas.rect(0, top, end, top + thickness(left));
    }
    for (int rail : rails(right)) {
      int stop = stop(rail, left, up, down, 1);
      int top = across(rail, right, canvas.height);
      int from = stop == MIDDLE ? canvas.width / 2 : near(stop, canvas.width, up, down);
      canvas.rect(from, top, canvas.width, top + thickness(right));
    }
    for (int rail : rails(up)) {
      int stop = stop(rail, down, left, right, -1);
      int from = across(rail, up, canvas.width);
      int end = stop == MIDDLE ? (canvas.height + 1) / 2 : far(stop, canvas.height, left, right);
      canvas.rect(from, 0, from + thickness(up), end);
    }
    for (int rail : rails(down)) {
      int stop = stop(rail, up, left, right, 1);
      int from = across(rail, down, canvas.width);
      int begin = stop == MIDDLE ? canvas.height / 2 : near(stop, canvas.height, left, right);
      canvas.rect(from, begin, from + thickness(down), canvas.height);
    }
  }

  private static int[] rails(int arm) {
    return switch (arm) {
      case NONE -> new int[0];
      case DOUBLE -> new int[] {-1, 1};
      default -> new int[] {0};
    };
  }

  private int thickness(int arm) {
    return arm == HEAVY ? 2 * canvas.light : canvas.light;
  }

  /// Where a rail of an arm begins across the arm.
  private int across(int rail, int arm, int length) {
    return (length - thickness(arm)) / 2 + rail * canvas.light;
  }

  /// The rail across at which this one stops, or [#MIDDLE] where it goes on opposite.
  ///
  /// @param before the arm across on the side of negative rails, `behind` the other
  /// @param side where this arm is: -1 for left and up
  private static int stop(int rail, int opposite, int before, int behind, int side) {
    boolean doubled = before == DOUBLE || behind == DOUBLE;
    if (rail == 0) {
      if (opposite != NONE || (before == NONE && behind == NONE)) {
        return doubled || opposite == NONE ? MIDDLE : 0;
      }
      return doubled ? (before != NONE && behind != NONE ? side : -side) : 0;
    }
    int onSide = rail < 0 ? before : behind;
    if (onSide != NONE) {
      return onSide == DOUBLE ? side : 0;
    }
    if (opposite != NONE) {
      return MIDDLE;
    }
    return doubled ? -side : 0;
  }

  /// The far edge of the line across, at its rail.
  private int far(int rail, int length, int before, int behind) {
    return near(rail, length, before, behind) + crossing(before, behind);
  }

  private int near(int rail, int length, int before, int behind) {
    return (length - crossing(before, behind)) / 2 + rail * canvas.light;
  }

  private int crossing(int before, int behind) {
    return Math.max(thickness(before), thickness(behind));
  }

  /// Two, three or four dashes; each cell begins and ends with half a gap.
  private static void dashes(int code, CellCanvas canvas) {
    boolean two = code >= 0x254c;
    int index = two ? code - 0x254c : code - 0x2504;
    int count = two ? 2 : index < 4 ? 3 : 4;
    boolean heavy = (index & 1) == 1;
    boolean vertical = (index & 2) == 2;
    int length = vertical ? canvas.height : canvas.width;
    int thickness = heavy ? 2 * canvas.light : canvas.light;
    int from = ((vertical ? canvas.width : canvas.height) - thickness) / 2;
    int gap = Math.max(canvas.light, length / (count * 4));
    for (int dash = 0; dash < count; dash++) {
      int begin = dash * length / count + gap / 2;
      int end = (dash + 1) * length / count - (gap - gap / 2);
      if (vertical) {
        canvas.rect(from, begin, from + thickness, end);
      } else {
        canvas.rect(begin, from, end, from + thickness);
      }
    }
  }

  /// A quarter of a circle with a straight piece to the upper or lower edge.
  ///
  /// @param corner 0 where the arms go down and right, then down-left, up-left, up-right
  private static void arc(int corner, CellCanvas canvas) {
    int light = canvas.light;
    int x = (canvas.width - light) / 2;
    int y = (canvas.height - light) / 2;
    boolean toRight = corner == 0 || corner == 3;
    boolean toBottom = corner < 2;
    // The circle's centre lies where both straight lines end; the stroke between two radii.
    double radius = Math.min(canvas.width, canvas.height) / 2.0;
    double middleX = x + light / 2.0;
    double middleY = y + light / 2.0;
    double signX = toRight ? 1 : -1;
    double signY = toBottom ? 1 : -1;
    double centreX = middleX + signX * radius;
    double centreY = middleY + signY * radius;
    var stroke = new Rasterizer(canvas.width, canvas.height);
    quarter(stroke, centreX, centreY, -signX, -signY, radius + light / 2.0, false);
    quarter(stroke, centreX, centreY, -signX, -signY, radius - light / 2.0, true);
    stroke.close();
    canvas.add(stroke);
    int end = (int) centreY;
    if (toBottom) {
      canvas.rect(x, end, x + light, canvas.height);
    } else {
      canvas.rect(x, 0, x + light, (int) Math.ceil(centreY));
    }
    if (toRight) {
      canvas.rect((int) centreX, y, canvas.width, y + light);
    } else {
      canvas.rect(0, y, (int) Math.ceil(centreX), y + light);
    }
  }

  /// Points of a quarter circle from its vertical tangent to its horizontal one, or back.
  private static void quarter(
      Rasterizer stroke, double x, double y, double signX, double signY, double r, boolean back) {
    for (int step = 0; step <= ARC_STEPS; step++) {
      // Rational points of the circle: no sine needed, so the same on every machine.
      double t = (double) (back ? ARC_STEPS - step : step) / ARC_STEPS;
      double across = (1 - t * t) / (1 + t * t);
      double along = 2 * t / (1 + t * t);
      double px = x + signX * r * across;
      double py = y + signY * r * along;
      if (step == 0 && !back) {
        stroke.moveTo(px, py);
      } else {
        stroke.lineTo(px, py);
      }
    }
  }

  /// ╱ ╲ ╳
  private static void diagonals(int which, CellCanvas canvas) {
    double thickness = 1.2 * canvas.light;
    // Longer than the cell, so that the ends are cut along its edges.
    double moreX = canvas.width / 10.0;
    double moreY = canvas.height / 10.0;
    if (which != 1) {
      canvas.line(canvas.width + moreX, -moreY, -moreX, canvas.height + moreY, thickness);
    }
    if (which != 0) {
      canvas.line(-moreX, -moreY, canvas.width + moreX, canvas.height + moreY, thickness);
    }
  }
}

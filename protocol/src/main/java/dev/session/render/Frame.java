package dev.session.render;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.screen.Region;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The measures of a picture: which cells it shows, and the window around them, if any: a title bar
/// above, padding to all sides, round corners, a shadow. All pixels, already scaled.
///
/// @param region what of the screen is shown; all of it lies on the screen
/// @param left where the screen begins
record Frame(
    Region region, int scale, int left, int top, int width, int height, @Nullable String title) {
  private static final int MARGIN = 24;
  private static final int SHADOW_DOWN = 6;
  private static final int BAR = 30;
  private static final int PADDING = 10;
  private static final int RADIUS = 9;
  private static final int BUTTON = 6;
  private static final int BUTTON_STEP = 20;
  private static final int TITLE_COLS_MAX = 120;

  /// Close, minimise, maximise.
  static final List<Integer> BUTTONS = List.of(0xff5f57, 0xfebc2e, 0x28c840);

  /// How dark the shadow is where it is darkest, of 255; in few steps, for a small palette.
  private static final int SHADOW = 96;

  private static final int SHADOW_STEPS = 24;

  static Frame of(Terminal terminal, PictureOptions options) {
    var wanted = options.region();
    int endRow = wanted.endRow(terminal.rows());
    int endCol = wanted.endCol(terminal.cols());
    if (endRow <= wanted.row() || endCol <= wanted.col()) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "The region "
              + wanted
              + " lies outside of the screen, which has "
              + terminal.rows()
              + " rows and "
              + terminal.cols()
              + " columns.",
          JsonObject.builder().put("region", wanted.toString()).build());
    }
    var region =
        new Region(wanted.row(), wanted.col(), endRow - wanted.row(), endCol - wanted.col());
    int scale = options.scale();
    boolean window = options.windowTitle() != null;
    int side = window ? (MARGIN + PADDING) * scale : 0;
    int above = window ? (MARGIN + BAR + PADDING) * scale : 0;
    long width = (long) region.cols() * Painter.CELL_WIDTH * scale + 2L * side;
    long height = (long) region.rows() * Painter.CELL_HEIGHT * scale + above + side;
    if (width * height > Picture.PIXELS_MAX) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "The picture would have "
              + width
              + "x"
              + height
              + " pixels, more than "
              + Picture.PIXELS_MAX
              + "; take a smaller scale or a region.",
          JsonObject.builder().put("pixelWidth", width).put("pixelHeight", height).build());
    }
    return new Frame(region, scale, side, above, (int) width, (int) height, options.windowTitle());
  }

  boolean hasWindow() {
    return title != null;
  }

  /// The edges of the window, its title bar included.
  int windowLeft() {
    return MARGIN * scale;
  }

  int windowWidth() {
    return width - 2 * MARGIN * scale;
  }

  int windowHeight() {
    return height - 2 * MARGIN * scale;
  }

  int bar() {
    return BAR * scale;
  }

  int padding() {
    return PADDING * scale;
  }

  int radius() {
    return RADIUS * scale;
  }

  int shadowDown() {
    return SHADOW_DOWN * scale;
  }

  int buttonRadius() {
    return BUTTON * scale;
  }

  /// The middle of a button, from the window's left edge.
  int buttonMiddle(int button) {
    return (BAR / 2 + 1 + button * BUTTON_STEP) * scale;
  }

  /// The title as it fits the bar, without characters that mean something to a terminal.
  String shownTitle() {
    var clean = new StringBuilder();
    if (title != null) {
      title
          .codePoints()
          .filter(code -> !Character.isISOControl(code))
          .limit(TITLE_COLS_MAX)
          .forEach(clean::appendCodePoint);
    }
    int room = titleRoom();
    if (clean.length() > room) {
      clean.setLength(Math.max(0, room - 1));
      return clean.isEmpty() ? "" : clean.append('…').toString();
    }
    return clean.toString();
  }

  /// How many columns there are between the buttons and as much on the other side.
  private int titleRoom() {
    int buttons = buttonMiddle(BUTTONS.size());
    return (windowWidth() - 2 * buttons) / (Painter.CELL_WIDTH * scale);
  }

  /// The colour of the title bar for a screen on this ground.
  static int barColor(CellInk ink) {
    return GlyphMask.blend(ink.screenBackground(), ink.screenForeground(), 3);
  }

  static int titleColor(CellInk ink) {
    return GlyphMask.blend(ink.screenBackground(), ink.screenForeground(), 22);
  }

  /// The pixels of the whole picture.
  Bitmap paint(Painter painter, Terminal terminal) {
    var screen = new Bitmap(painter.width(region.cols()), painter.height(region.rows()));
    for (int row = region.row(); row < region.row() + region.rows(); row++) {
      painter.paintRow(
          terminal, row, screen, -painter.width(region.col()), -painter.height(region.row()));
    }
    return hasWindow() ? window(painter, terminal, screen) : screen;
  }

  private Bitmap window(Painter painter, Terminal terminal, Bitmap screen) {
    var ink = painter.ink(terminal);
    var window = new Bitmap(windowWidth(), windowHeight());
    window.fill(0, 0, window.width(), window.height(), ink.screenBackground());
    window.fill(0, 0, window.width(), bar(), barColor(ink));
    for (int button = 0; button < BUTTONS.size(); button++) {
      disc(window, buttonMiddle(button), bar() / 2, buttonRadius(), BUTTONS.get(button));
    }
    title(window, ink, painter);
    copy(screen, window, padding(), bar() + padding());
    return withShadow(window);
  }

  private void title(Bitmap window, CellInk ink, Painter painter) {
    var text = shownTitle();
    if (text.isEmpty() || titleRoom() < 1) {
      return;
    }
    var line = new Terminal(2 * TITLE_COLS_MAX, 1, TerminalOptions.defaults().withReplies(false));
    line.feed(text.getBytes(StandardCharsets.UTF_8));
    var theme =
        new Theme(
            "title", titleColor(ink) & 0xff_ffff, barColor(ink) & 0xff_ffff, 0, Theme.blackOnly());
    var writer = new Painter(theme, new PaintOptions(scale, false, List.of()));
    int cols = Math.clamp(line.cursorCol(), 1, Math.max(1, titleRoom()));
    var strip = new Bitmap(writer.width(cols), writer.height(1));
    writer.paintRow(line, 0, strip, 0, 0);
    copy(strip, window, (window.width() - strip.width()) / 2, (bar() - painter.height(1)) / 2);
  }

  private static void disc(Bitmap bitmap, int x, int y, int radius, int color) {
    int size = 2 * radius;
    var rasterizer = new Rasterizer(size, size);
    rasterizer.moveTo(size, radius);
    for (int quarter = 0; quarter < 4; quarter++) {
      for (int step = 1; step <= 12; step++) {
        double t = step / 12.0;
        double along = (1 - t * t) / (1 + t * t) * radius;
        double across = 2 * t / (1 + t * t) * radius;
        double dx = quarter == 0 ? along : quarter == 1 ? -across : quarter == 2 ? -along : across;
        double dy = quarter == 0 ? across : quarter == 1 ? along : quarter == 2 ? -across : -along;
        rasterizer.lineTo(radius + dx, radius + dy);
      }
    }
    rasterizer.close();
    new GlyphMask(0, 0, size, size, rasterizer.coverage())
        .draw(
            bitmap,
            x - radius,
            y - radius,
            CellInk.OPAQUE | color,
            new GlyphMask.Clip(0, 0, bitmap.width(), bitmap.height()));
  }

  private static void copy(Bitmap from, Bitmap to, int left, int top) {
    for (int y = 0; y < from.height(); y++) {
      System.arraycopy(
          from.argb(), y * from.width(), to.argb(), (top + y) * to.width() + left, from.width());
    }
  }

  /// The window with round corners on its shadow on nothing.
  private Bitmap withShadow(Bitmap window) {
    var picture = new Bitmap(width, height);
    int margin = windowLeft();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        double outside = distance(x - margin, y - margin);
        double covered = Math.max(0, Math.min(1, 0.5 - outside));
        int shade = 0;
        if (covered < 1) {
          double far =
              Math.max(0, distance(x - margin, y - margin - shadowDown()))
                  / (MARGIN * scale - shadowDown());
          double strength = Math.max(0, 1 - far);
          int step = (int) (strength * strength * SHADOW_STEPS + 0.5);
          shade = step * SHADOW / SHADOW_STEPS;
        }
        if (covered == 0) {
          picture.argb()[at] = shade << 24;
        } else {
          int color =
              window
                  .argb()[
                  Math.clamp(y - margin, 0, window.height() - 1) * window.width()
                      + Math.clamp(x - margin, 0, window.width() - 1)];
          picture.argb()[at] = over(color, (int) (covered * 255 + 0.5), shade);
        }
      }
    }
    return picture;
  }

  /// `color`, covering a pixel in part, over a black of this opacity.
  private static int over(int color, int part, int shade) {
    if (part == 255) {
      return color;
    }
    int alpha = part + shade * (255 - part) / 255;
    int red = (color >> 16 & 0xff) * part / alpha;
    int green = (color >> 8 & 0xff) * part / alpha;
    int blue = (color & 0xff) * part / alpha;
    return alpha << 24 | red << 16 | green << 8 | blue;
  }

  /// How far a pixel's middle lies outside of the window with its round corners; negative inside.
  private double distance(int x, int y) {
    double radius = radius();
    double dx = Math.abs(x + 0.5 - windowWidth() / 2.0) - windowWidth() / 2.0 + radius;
    double dy = Math.abs(y + 0.5 - windowHeight() / 2.0) - windowHeight() / 2.0 + radius;
    if (dx > 0 && dy > 0) {
      return Math.sqrt(dx * dx + dy * dy) - radius;
    }
    return Math.max(dx, dy) - radius;
  }
}

package dev.session.render;

import dev.session.screen.Region;
import dev.session.terminal.LineSize;
import dev.session.terminal.Terminal;
import dev.session.terminal.UnderlineStyle;
import java.util.Map;
import java.util.TreeMap;

/// A screen as SVG: no script, no link, nothing loaded from elsewhere.
///
/// Text stays text, stretched to its cells whatever font the viewer has. What must fill its cells
/// to the edge ([CellDrawing]) is a shape, defined once and used where it occurs.
final class SvgFrame {
  private static final String FONTS =
      "JetBrains Mono,DejaVu Sans Mono,Menlo,Consolas,Liberation Mono,monospace";

  /// The shapes are traced on a grid this much finer than the picture's.
  private static final int FINE = 4;

  private static final int CELL_WIDTH = Painter.CELL_WIDTH;
  private static final int CELL_HEIGHT = Painter.CELL_HEIGHT;
  private static final int BASELINE = 15;

  /// Characters of which a viewer's font surely has one of the cell's width.
  private static final int PLAIN_END = 0x2000;

  /// The shadow is a thing of its own: a viewer that cannot blur still shows the window.
  private static final String SHADOW = " opacity=\"0.4\" filter=\"url(#shadow)\"";

  private final Terminal terminal;
  private final PictureOptions options;
  private final PaintOptions paint;
  private final Frame frame;
  private final CellInk ink;
  private final CellDrawing drawing = new CellDrawing(CellSize.at(FINE));
  private final Map<Integer, String> shapes = new TreeMap<>();
  private final StringBuilder body = new StringBuilder();

  SvgFrame(Terminal terminal, PictureOptions options, PaintOptions paint, Frame frame) {
    this.terminal = terminal;
    this.options = options;
    this.paint = paint;
    this.frame = frame;
    ink = new CellInk(options.theme(), terminal);
  }

  String write() {
    for (int row = 0; row < frame.region().rows(); row++) {
      row(row);
    }
    var out = new StringBuilder();
    int scale = options.scale();
    int width = frame.width() / scale;
    int height = frame.height() / scale;
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(frame.width());
    out.append("\" height=\"").append(frame.height()).append("\" viewBox=\"0 0 ");
    out.append(width).append(' ').append(height).append("\">\n");
    if (!shapes.isEmpty()) {
      out.append("<defs>\n");
      shapes.forEach((_, shape) -> out.append(shape));
      out.append("</defs>\n");
    }
    if (frame.hasWindow()) {
      window(out, width, height);
    } else {
      rect(out, 0, 0, width, height, ink.screenBackground());
    }
    out.append("<g font-family=\"")
        .append(FONTS)
        .append("\" font-size=\"15\" style=\"font-variant-ligatures:none\"")
        .append(" xml:space=\"preserve\" fill=\"");
    out.append(Markup.color(ink.screenForeground())).append('"');
    if (frame.hasWindow()) {
      out.append(" transform=\"translate(").append(frame.left() / scale).append(' ');
      out.append(frame.top() / scale).append(")\"");
    }
    return out.append(">\n").append(body).append("</g>\n</svg>\n").toString();
  }

  /// Writes a row of the region.
  private void row(int row) {
    var region = frame.region();
    var size = terminal.cells().row(region.row() + row).lineSize();
    if (size == LineSize.SINGLE) {
      runs(row, region, row * CELL_HEIGHT);
      return;
    }
    // The left half, stretched: a picture within the picture, which is cut off at its edges.
    int width = region.cols() * CELL_WIDTH;
    body.append("<svg y=\"").append(row * CELL_HEIGHT).append("\" width=\"").append(width);
    body.append("\" height=\"").append(CELL_HEIGHT).append("\" preserveAspectRatio=\"none\"");
    body.append(" viewBox=\"").append(region.col() * CELL_WIDTH / 2.0);
    body.append(' ').append(size == LineSize.DOUBLE_HEIGHT_BOTTOM ? CELL_HEIGHT / 2 : 0);
    body.append(' ').append(width / 2.0);
    body.append(' ').append(size == LineSize.DOUBLE_WIDTH ? CELL_HEIGHT : CELL_HEIGHT / 2);
    body.append("\">\n");
    runs(row, new Region(0, 0, 1, (terminal.cols() + 1) / 2), 0);
    body.append("</svg>\n");
  }

  /// Writes what of a row is in these columns, the first of them at 0.
  private void runs(int row, Region columns, int y) {
    int terminalRow = frame.region().row() + row;
    for (var run : Run.of(terminal, terminalRow, columns, ink, paint)) {
      run(run, (run.col() - columns.col()) * CELL_WIDTH, y);
    }
    if (paint.cursor() && terminal.cursorRow() == terminalRow) {
      cursorLine((terminal.cursorCol() - columns.col()) * CELL_WIDTH, y);
    }
  }

  private void run(Run run, int x, int y) {
    var look = run.look();
    if (look.background() != ink.screenBackground()) {
      rect(body, x, y, run.cols() * CELL_WIDTH, CELL_HEIGHT, look.background());
    }
    var plain = new StringBuilder();
    int at = x;
    int plainFrom = x;
    for (var cell : run.cells()) {
      boolean isPlain =
          cell.width() == 1 && cell.cluster().length() == 1 && cell.code() < PLAIN_END;
      if (isPlain) {
        if (plain.isEmpty()) {
          plainFrom = at;
        }
        plain.append(cell.cluster());
      } else {
        text(plain, plainFrom, y, plain.length(), look);
        single(cell, at, y, look);
      }
      at += cell.width() * CELL_WIDTH;
    }
    text(plain, plainFrom, y, plain.length(), look);
    decorations(look, x, y, run.cols() * CELL_WIDTH);
  }

  private void single(Run.Cell cell, int x, int y, Run.Look look) {
    int code = cell.code();
    if (shapes.containsKey(code) || isShape(code)) {
      body.append("<use href=\"#u").append(Integer.toHexString(code)).append("\" x=\"").append(x);
      body.append("\" y=\"").append(y).append('"');
      fill(look.text());
      body.append("/>\n");
    } else {
      text(new StringBuilder(cell.cluster()), x, y, cell.width(), look);
    }
  }

  private void fill(int color) {
    if (color != ink.screenForeground()) {
      body.append(" fill=\"").append(Markup.color(color)).append('"');
    }
  }

  /// Writes a text over so many cells and empties it; its outer blanks are not needed.
  private void text(StringBuilder text, int x, int y, int cols, Run.Look look) {
    int from = 0;
    int end = text.length();
    while (from < end && text.charAt(from) == ' ') {
      from++;
    }
    while (end > from && text.charAt(end - 1) == ' ') {
      end--;
    }
    if (from < end) {
      int shown = cols - from - (text.length() - end);
      body.append("<text x=\"").append(x + from * CELL_WIDTH);
      body.append("\" y=\"").append(y + BASELINE);
      body.append("\" textLength=\"").append(shown * CELL_WIDTH);
      body.append("\" lengthAdjust=\"spacingAndGlyphs\"");
      fill(look.text());
      body.append(look.bold() ? " font-weight=\"bold\"" : "");
      body.append(look.italic() ? " font-style=\"italic\"" : "");
      body.append('>').append(Markup.escape(text.substring(from, end))).append("</text>\n");
    }
    text.setLength(0);
  }

  private void decorations(Run.Look look, int x, int y, int width) {
    int under = y + BASELINE + 2;
    if (look.hidden()) {
      return;
    }
    switch (look.underline()) {
      case NONE -> {}
      case SINGLE -> rect(body, x, under, width, 1, look.line());
      case DOUBLE -> {
        rect(body, x, under - 1, width, 1, look.line());
        rect(body, x, under + 1, width, 1, look.line());
      }
      case DOTTED, DASHED -> {
        boolean dotted = look.underline() == UnderlineStyle.DOTTED;
        body.append("<path d=\"M").append(x).append(' ').append(under).append(".5h").append(width);
        body.append("\" stroke=\"").append(Markup.color(look.line()));
        body.append("\" stroke-dasharray=\"").append(dotted ? "1 2" : "4 2").append("\"/>\n");
      }
      case CURLY -> {
        body.append("<path d=\"M").append(x).append(' ').append(under + 1);
        for (int wave = 0; wave < width / CELL_WIDTH; wave++) {
          body.append("q2.25-3 4.5 0t4.5 0");
        }
        body.append("\" fill=\"none\" stroke=\"")
            .append(Markup.color(look.line()))
            .append("\"/>\n");
      }
    }
    if (look.struckOut()) {
      rect(body, x, y + BASELINE - 5, width, 1, look.text());
    }
    if (look.overlined()) {
      rect(body, x, y, width, 1, look.text());
    }
  }

  private void cursorLine(int x, int y) {
    switch (terminal.cursorStyle()) {
      case BLOCK -> {} // the look of its cell
      case UNDERLINE -> rect(body, x, y + CELL_HEIGHT - 2, CELL_WIDTH, 2, ink.cursor());
      case BAR -> rect(body, x, y, 2, CELL_HEIGHT, ink.cursor());
    }
  }

  private static void rect(StringBuilder out, int x, int y, int width, int height, int color) {
    out.append("<rect x=\"").append(x).append("\" y=\"").append(y).append("\" width=\"");
    out.append(width).append("\" height=\"").append(height).append("\" fill=\"");
    out.append(Markup.color(color)).append("\"/>\n");
  }

  private boolean isShape(int code) {
    var mask = drawing.draw(code);
    if (mask == null) {
      return false;
    }
    shapes.put(code, shape(code, mask));
    return true;
  }

  /// The outline of a mask as rectangles; of one that covers all its pixels in part, with that
  /// opacity.
  private static String shape(int code, GlyphMask mask) {
    int most = 0;
    for (byte part : mask.coverage) {
      most = Math.max(most, part);
    }
    int threshold = most == GlyphMask.FULL ? GlyphMask.FULL / 2 : 1;
    var out = new StringBuilder("<path id=\"u").append(Integer.toHexString(code)).append('"');
    if (most < GlyphMask.FULL) {
      out.append(" opacity=\"").append((double) most / GlyphMask.FULL).append('"');
    }
    out.append(" d=\"");
    var done = new boolean[mask.coverage.length];
    for (int at = 0; at < done.length; at++) {
      if (!done[at] && mask.coverage[at] >= threshold) {
        int columns = columns(mask, done, at, threshold);
        int lines = 1;
        while (at + lines * mask.width < done.length
            && columns(mask, done, at + lines * mask.width, threshold) == columns) {
          lines++;
        }
        for (int line = 0; line < lines; line++) {
          for (int column = 0; column < columns; column++) {
            done[at + line * mask.width + column] = true;
          }
        }
        out.append('M').append(fine(at % mask.width)).append(' ').append(fine(at / mask.width));
        out.append('h').append(fine(columns)).append('v').append(fine(lines));
        out.append('h').append(fine(-columns)).append('z');
      }
    }
    return out.append("\"/>\n").toString();
  }

  private static int columns(GlyphMask mask, boolean[] done, int at, int threshold) {
    int end = (at / mask.width + 1) * mask.width;
    int to = at;
    while (to < end && !done[to] && mask.coverage[to] >= threshold) {
      to++;
    }
    return to - at;
  }

  private static String fine(int length) {
    var text = String.valueOf(length / (double) FINE);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private void window(StringBuilder out, int width, int height) {
    int scale = options.scale();
    int left = frame.windowLeft() / scale;
    int inner = width - 2 * left;
    int bar = frame.bar() / scale;
    int radius = frame.radius() / scale;
    int down = frame.shadowDown() / scale;
    out.append("<filter id=\"shadow\" filterUnits=\"userSpaceOnUse\" x=\"0\" y=\"0\" width=\"");
    out.append(width).append("\" height=\"").append(height).append("\">");
    out.append("<feGaussianBlur stdDeviation=\"7\"/></filter>\n");
    var place = "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\" fill=\"%s\"%s/>\n";
    int high = height - 2 * left;
    out.append(place.formatted(left, left + down, inner, high, radius, "#000", SHADOW));
    var ground = Markup.color(ink.screenBackground());
    out.append(place.formatted(left, left, inner, high, radius, ground, ""));
    out.append("<path d=\"M").append(left).append(' ').append(left + bar);
    out.append('v').append(radius - bar).append('q').append("0 ").append(-radius).append(' ');
    out.append(radius).append(' ').append(-radius).append('h').append(inner - 2 * radius);
    out.append('q').append(radius).append(" 0 ").append(radius).append(' ').append(radius);
    out.append('v').append(bar - radius).append("z\" fill=\"");
    out.append(Markup.color(Frame.barColor(ink))).append("\"/>\n");
    for (int button = 0; button < Frame.BUTTONS.size(); button++) {
      out.append("<circle cx=\"").append(left + frame.buttonMiddle(button) / scale);
      out.append("\" cy=\"").append(left + bar / 2).append("\" r=\"");
      out.append(frame.buttonRadius() / scale).append("\" fill=\"");
      out.append(Markup.color(Frame.BUTTONS.get(button))).append("\"/>\n");
    }
    var title = frame.shownTitle();
    if (!title.isEmpty()) {
      out.append("<text x=\"").append(width / 2).append("\" y=\"").append(left + bar / 2 + 5);
      out.append("\" text-anchor=\"middle\" font-family=\"").append(FONTS);
      out.append("\" font-size=\"15\" fill=\"").append(Markup.color(Frame.titleColor(ink)));
      out.append("\">").append(Markup.escape(title)).append("</text>\n");
    }
  }
}

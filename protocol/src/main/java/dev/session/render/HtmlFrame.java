package dev.session.render;

import dev.session.terminal.CursorStyle;
import dev.session.terminal.Terminal;
import dev.session.terminal.UnderlineStyle;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A screen as a page of its own: text that can be searched, marked and copied. No script, nothing
/// loaded from elsewhere; of links only those to the web lead anywhere.
final class HtmlFrame {
  private static final String FONTS =
      "'JetBrains Mono','DejaVu Sans Mono',Menlo,Consolas,'Liberation Mono',monospace";

  private final Terminal terminal;
  private final PictureOptions options;
  private final PaintOptions paint;
  private final Frame frame;
  private final CellInk ink;

  /// The rules of the looks, and the class of each.
  private final Map<String, String> classes = new LinkedHashMap<>();

  HtmlFrame(Terminal terminal, PictureOptions options, PaintOptions paint, Frame frame) {
    this.terminal = terminal;
    this.options = options;
    this.paint = paint;
    this.frame = frame;
    ink = new CellInk(options.theme(), terminal);
  }

  String write() {
    var screen = new StringBuilder();
    var region = frame.region();
    for (int row = region.row(); row < region.row() + region.rows(); row++) {
      for (var run : Run.of(terminal, row, region, ink, paint)) {
        run(run, screen);
      }
      screen.append('\n');
    }
    var title = frame.hasWindow() ? frame.shownTitle() : "session";
    var out = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n");
    out.append("<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\"");
    out.append(" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    out.append("<title>").append(Markup.escape(title)).append("</title>\n<style>\n");
    style(out);
    out.append("</style>\n</head>\n<body>\n");
    if (frame.hasWindow()) {
      out.append("<div class=\"window\"><div class=\"bar\">");
      out.append("<i></i><i></i><i></i><b>").append(Markup.escape(title)).append("</b></div>");
    }
    out.append("<pre>").append(screen).append(lineCursor()).append("</pre>");
    out.append(frame.hasWindow() ? "</div>" : "");
    return out.append("\n</body>\n</html>\n").toString();
  }

  private void style(StringBuilder out) {
    int size = CellSize.EM * options.scale();
    out.append("body{margin:0;background:").append(background()).append("}\n");
    out.append("pre{margin:0;position:relative;width:").append(frame.region().cols());
    out.append("ch;overflow:hidden;font:").append(size).append("px/").append("1.3333 ");
    out.append(FONTS).append(";font-variant-ligatures:none;color:");
    out.append(Markup.color(ink.screenForeground())).append(";background:");
    out.append(Markup.color(ink.screenBackground())).append("}\n");
    out.append("pre a{color:inherit}\n.w{display:inline-block;width:2ch;overflow:hidden;");
    out.append("vertical-align:top}\n");
    if (frame.hasWindow()) {
      out.append(".window{display:inline-block;margin:24px;border-radius:9px;overflow:hidden;");
      out.append("box-shadow:0 6px 18px #0006;background:");
      out.append(Markup.color(ink.screenBackground())).append("}\n.window pre{margin:10px}\n");
      out.append(".bar{position:relative;height:30px;font:15px/30px ").append(FONTS);
      out.append(";text-align:center;color:").append(Markup.color(Frame.titleColor(ink)));
      out.append(";background:").append(Markup.color(Frame.barColor(ink))).append("}\n");
      out.append(".bar b{font-weight:normal}\n");
      out.append(".bar i{position:absolute;top:9px;width:12px;height:12px;border-radius:6px}\n");
      for (int button = 0; button < Frame.BUTTONS.size(); button++) {
        out.append(".bar i:nth-child(").append(button + 1).append("){left:");
        out.append(frame.buttonMiddle(button) / options.scale() - 6).append("px;background:");
        out.append(Markup.color(Frame.BUTTONS.get(button))).append("}\n");
      }
    }
    classes.forEach((rule, name) -> out.append('.').append(name).append(rule).append('\n'));
  }

  private String background() {
    return frame.hasWindow() ? "transparent" : Markup.color(ink.screenBackground());
  }

  private void run(Run run, StringBuilder out) {
    var rule = rule(run.look());
    var link = safeLink(run.look().link());
    if (link != null) {
      out.append("<a href=\"").append(Markup.escape(link)).append("\" rel=\"noopener\">");
    }
    if (!rule.isEmpty()) {
      var name = classes.computeIfAbsent(rule, _ -> "s" + classes.size());
      out.append("<span class=\"").append(name).append("\">");
    }
    for (var cell : run.cells()) {
      if (cell.width() == 2) {
        out.append("<span class=\"w\">").append(Markup.escape(cell.cluster())).append("</span>");
      } else {
        out.append(Markup.escape(cell.cluster()));
      }
    }
    out.append(rule.isEmpty() ? "" : "</span>").append(link == null ? "" : "</a>");
  }

  private String rule(Run.Look look) {
    var rule = new StringBuilder();
    if (look.text() != ink.screenForeground()) {
      rule.append("color:").append(Markup.color(look.text())).append(';');
    }
    if (look.background() != ink.screenBackground()) {
      rule.append("background:").append(Markup.color(look.background())).append(';');
    }
    rule.append(look.bold() ? "font-weight:bold;" : "");
    rule.append(look.italic() ? "font-style:italic;" : "");
    var lines = new StringBuilder();
    lines.append(look.underline() == UnderlineStyle.NONE ? "" : " underline");
    lines
        .append(look.struckOut() ? " line-through" : "")
        .append(look.overlined() ? " overline" : "");
    if (!lines.isEmpty() && !look.hidden()) {
      rule.append("text-decoration:").append(lines.substring(1));
      rule.append(
          switch (look.underline()) {
            case NONE, SINGLE -> "";
            case CURLY -> " wavy";
            case DOUBLE, DOTTED, DASHED -> " " + look.underline().name().toLowerCase(Locale.ROOT);
          });
      rule.append(' ').append(Markup.color(look.line())).append(';');
    }
    return rule.isEmpty() ? "" : "{" + rule + "}";
  }

  /// The address if it is one of the web, so that no link runs a script.
  private static @Nullable String safeLink(@Nullable String uri) {
    if (uri == null) {
      return null;
    }
    boolean web =
        uri.regionMatches(true, 0, "https://", 0, 8) || uri.regionMatches(true, 0, "http://", 0, 7);
    return web ? uri : null;
  }

  // A block cursor is the look of its cell.
  private String lineCursor() {
    if (!paint.cursor() || terminal.cursorStyle() == CursorStyle.BLOCK) {
      return "";
    }
    int col = terminal.cursorCol() - frame.region().col();
    int row = terminal.cursorRow() - frame.region().row();
    int height = Painter.CELL_HEIGHT * options.scale();
    boolean bar = terminal.cursorStyle() == CursorStyle.BAR;
    return "<span style=\"position:absolute;left:"
        + col
        + "ch;top:"
        + (row * height + (bar ? 0 : height - 2))
        + "px;width:"
        + (bar ? "2px" : "1ch")
        + ";height:"
        + (bar ? height : 2)
        + "px;background:"
        + Markup.color(ink.cursor())
        + "\"></span>";
  }
}

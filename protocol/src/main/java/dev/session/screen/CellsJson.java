package dev.session.screen;

import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import dev.session.terminal.CellColor;
import dev.session.terminal.CellReader;
import dev.session.terminal.Terminal;
import dev.session.terminal.UnderlineStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;

/// The cells of a snapshot: for each row the cells of all columns, in order. What is as usual (one
/// column wide, default colours, no attribute) is left out.
///
/// Colours stand twice: `fg`, `bg`, `underlineColor` as they look (`#rrggbb`), and, where the
/// application gave a palette entry, its number in `fgIndex`, `bgIndex`, `underlineIndex`. Inverse
/// is told, not applied.
///
/// Most cells of a screen are equal to others, and are one object: a large screen would else take a
/// hundred times the memory of its text.
final class CellsJson {
  private static final HexFormat HEX = HexFormat.of();
  private static final int RGB_DIGITS = 6;

  private CellsJson() {}

  static JsonArray of(Terminal terminal, Region region) {
    var rows = new ArrayList<Json>();
    var distinct = new HashMap<JsonObject, JsonObject>();
    var reader = terminal.cells();
    for (int row = region.row(); row < region.endRow(terminal.rows()); row++) {
      reader.row(row);
      var cells = new ArrayList<Json>();
      for (int col = region.col(); col < region.endCol(terminal.cols()); col++) {
        var cell = cell(reader.cell(col), terminal);
        var equal = distinct.putIfAbsent(cell, cell);
        cells.add(equal == null ? cell : equal);
      }
      rows.add(
          JsonObject.builder().put("lineNumber", row).put("cells", new JsonArray(cells)).build());
    }
    return new JsonArray(rows);
  }

  private static JsonObject cell(CellReader cell, Terminal terminal) {
    var builder = JsonObject.builder().put("char", cell.cluster());
    if (cell.width() != 1) {
      builder.put("width", cell.width());
    }
    color(builder, "fg", "fgIndex", cell.foreground(), terminal);
    color(builder, "bg", "bgIndex", cell.background(), terminal);
    var underline = cell.underline();
    builder
        .flag("bold", cell.isBold())
        .flag("dim", cell.isDim())
        .flag("italic", cell.isItalic())
        .flag("underline", underline != UnderlineStyle.NONE);
    if (underline != UnderlineStyle.NONE && underline != UnderlineStyle.SINGLE) {
      builder.put("underlineStyle", underline.name().toLowerCase(Locale.ROOT));
    }
    color(builder, "underlineColor", "underlineIndex", cell.underlineColor(), terminal);
    return builder
        .flag("blink", cell.isBlinking())
        .flag("inverse", cell.isInverse())
        .flag("hidden", cell.isHidden())
        .flag("strikethrough", cell.isStruckOut())
        .flag("overline", cell.isOverlined())
        .flag("protected", cell.isProtected())
        .put("link", cell.linkUri())
        .build();
  }

  private static void color(
      JsonObject.Builder builder, String name, String indexName, int color, Terminal terminal) {
    if (CellColor.isRgb(color)) {
      builder.put(name, hex(CellColor.rgb(color)));
    } else if (CellColor.isIndexed(color)) {
      int index = CellColor.index(color);
      builder.put(name, hex(terminal.paletteColor(index))).put(indexName, index);
    }
  }

  private static String hex(int rgb) {
    return "#" + HEX.toHexDigits(rgb, RGB_DIGITS);
  }
}

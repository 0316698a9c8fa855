package dev.session.screen;

import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import dev.session.json.JsonString;
import dev.session.message.Message;
import dev.session.terminal.CellReader;
import dev.session.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A screen at one moment, as `snapshot` and `render` give it.
public final class Snapshot implements Message {
  private final JsonObject json;

  private Snapshot(JsonObject json) {
    this.json = json;
  }

  @Override
  public JsonObject toJson() {
    return json;
  }

  /// The text of a text or ANSI snapshot; empty for a structured one.
  public String text() {
    return json.get("text") instanceof JsonString text ? text.value() : "";
  }

  /// Reads `terminal`.
  ///
  /// @param sessionId null where there is no session
  /// @param sequence the number of the last event that the screen shows; null where there are none
  public static Snapshot of(
      Terminal terminal,
      @Nullable String sessionId,
      @Nullable Long sequence,
      SnapshotOptions options) {
    var builder =
        JsonObject.builder()
            .put("format", options.format().word())
            .put("sessionId", sessionId)
            .put("capturedAtSeq", sequence)
            .put("cols", terminal.cols())
            .put("rows", terminal.rows())
            .put("cursorRow", terminal.cursorRow())
            .put("cursorCol", terminal.cursorCol());
    if (!options.region().isAll()) {
      builder.put("region", options.region().toJson());
    }
    switch (options.format()) {
      case STRUCTURED -> structure(builder, terminal, options);
      case TEXT -> builder.put("text", text(terminal, options));
      case ANSI -> builder.put("text", AnsiText.of(terminal, options));
    }
    return new Snapshot(builder.put("screenHash", ScreenText.of(terminal).hash()).build());
  }

  private static void structure(
      JsonObject.Builder builder, Terminal terminal, SnapshotOptions options) {
    var region = options.region();
    var lines = new ArrayList<Json>();
    var reader = terminal.cells();
    for (int row = region.row(); row < region.endRow(terminal.rows()); row++) {
      lines.add(line(row, text(reader.row(row), region), reader.isWrapped()));
    }
    builder
        .put("isAltScreen", terminal.isAlternateScreen())
        .put("visibleLines", new JsonArray(lines));
    if (options.scrollback()) {
      builder.put("scrollbackLines", scrollback(terminal));
    }
    if (options.cells()) {
      builder.put("cells", CellsJson.of(terminal, region));
    }
    builder
        .put("cursorVisible", terminal.isCursorVisible())
        .put("cursorStyle", terminal.cursorStyle().name().toLowerCase(Locale.ROOT))
        .put("cursorBlinking", terminal.isCursorBlinking())
        .put("wrapPending", terminal.isWrapPending())
        .put("title", terminal.title())
        .put("cwd", terminal.workingDirectory().isEmpty() ? null : terminal.workingDirectory())
        .put("modes", JsonArray.ofStrings(ModesReading.names(terminal)))
        .put("links", links(terminal, region));
  }

  private static JsonObject line(int row, String text, boolean wrapped) {
    return JsonObject.builder().put("row", row).put("text", text).flag("wrapped", wrapped).build();
  }

  private static JsonArray scrollback(Terminal terminal) {
    var lines = new ArrayList<Json>();
    var reader = terminal.cells();
    for (int line = 0; line < terminal.scrollbackSize(); line++) {
      lines.add(line(line, reader.scrollback(line).text(), reader.isWrapped()));
    }
    return new JsonArray(lines);
  }

  /// Each run of cells with one link.
  private static JsonArray links(Terminal terminal, Region region) {
    var links = new ArrayList<Json>();
    var reader = terminal.cells();
    for (int row = region.row(); row < region.endRow(terminal.rows()); row++) {
      reader.row(row);
      int end = region.endCol(terminal.cols());
      int col = region.col();
      while (col < end) {
        int number = reader.cell(col).linkNumber();
        int from = col++;
        while (col < end && reader.cell(col).linkNumber() == number) {
          col++;
        }
        if (number != 0) {
          links.add(
              JsonObject.builder()
                  .put("row", row)
                  .put("col", from)
                  .put("cols", col - from)
                  .put("uri", reader.cell(from).linkUri())
                  .build());
        }
      }
    }
    return new JsonArray(links);
  }

  private static String text(Terminal terminal, SnapshotOptions options) {
    List<String> lines = new ArrayList<>();
    var reader = terminal.cells();
    if (options.scrollback()) {
      for (int line = 0; line < terminal.scrollbackSize(); line++) {
        lines.add(reader.scrollback(line).text());
      }
    }
    var region = options.region();
    for (int row = region.row(); row < region.endRow(terminal.rows()); row++) {
      lines.add(text(reader.row(row), region));
    }
    return String.join("\n", lines);
  }

  /// The part of the reader's row that lies in `region`, without the spaces at its end.
  private static String text(CellReader reader, Region region) {
    if (region.col() == 0 && region.cols() >= reader.end()) {
      return reader.text();
    }
    var text = new StringBuilder();
    int end = region.endCol(reader.end());
    for (int col = region.col(); col < end; col++) {
      text.append(reader.cell(col).isHidden() ? " " : reader.cluster());
    }
    int length = text.length();
    while (length > 0 && text.charAt(length - 1) == ' ') {
      length--;
    }
    text.setLength(length);
    return text.toString();
  }
}

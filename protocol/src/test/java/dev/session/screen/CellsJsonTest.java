package dev.session.screen;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The cells of a snapshot.
class CellsJsonTest {
  @Test
  void equalCellsAreOneObject() {
    var terminal = new Terminal(4, 2, TerminalOptions.defaults());
    terminal.feed("\033[31mab\r\nca".getBytes(StandardCharsets.UTF_8));
    var rows = CellsJson.of(terminal, Region.ALL).values();
    var json = rows.get(1).compact();
    assertEquals("{\"lineNumber\":1,\"cells\":[", json.substring(0, json.indexOf('[') + 1));
    var first = cells(rows.get(0));
    var second = cells(rows.get(1));
    assertSame(first.get(0), second.get(1));
    assertSame(first.get(2), second.get(3));
  }

  private static List<Json> cells(Json row) {
    return ((JsonArray) requireNonNull(((JsonObject) row).get("cells"))).values();
  }
}

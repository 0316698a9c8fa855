package dev.session.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a player may expect of an asciicast v3 file, checked with another JSON parser than ours.
final class AsciicastRules {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private AsciicastRules() {}

  static void check(String file) {
    assertTrue(file.endsWith("\n"), "the last line has an end");
    var lines = file.split("\n", -1);
    var header = JSON.readTree(lines[0]);
    assertEquals(3, header.get("version").intValue());
    assertTrue(header.get("term").get("cols").intValue() > 0);
    assertTrue(header.get("term").get("rows").intValue() > 0);
    assertTrue(header.get("timestamp").isIntegralNumber());
    for (int i = 1; i < lines.length - 1; i++) {
      if (!lines[i].startsWith("#")) {
        checkEvent(JSON.readTree(lines[i]), lines[i]);
      }
    }
  }

  private static void checkEvent(JsonNode event, String line) {
    assertTrue(event.isArray() && event.size() == 3, line);
    assertTrue(event.get(0).isNumber() && event.get(0).doubleValue() >= 0, line);
    assertTrue(event.get(1).isString() && event.get(1).stringValue().length() == 1, line);
    assertTrue(event.get(2).isString(), line);
    String data = event.get(2).stringValue();
    switch (event.get(1).stringValue()) {
      case "r" -> assertTrue(data.matches("[1-9][0-9]*x[1-9][0-9]*"), line);
      case "x" -> assertTrue(data.matches("[0-9]+"), line);
      default -> {}
    }
  }
}

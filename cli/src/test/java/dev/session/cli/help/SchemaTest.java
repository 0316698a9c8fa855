package dev.session.cli.help;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.cli.grammar.Command;
import dev.session.error.ErrorCode;
import dev.session.json.JsonObject;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private final JsonObject schema = JsonObject.parse(Schema.document().indented());

  @Test
  void everyCommandAndCodeIsThere() {
    var names =
        schema.fields("").eachFields("commands").stream().map(c -> c.string("name")).toList();
    assertEquals(Command.values().length, names.size());
    assertTrue(names.contains("record export"));
    var codes = schema.fields("").eachFields("errors");
    assertEquals(ErrorCode.values().length, codes.size());
    assertEquals("INTERNAL_ERROR", codes.getFirst().string("code"));
    assertEquals(1, codes.getFirst().integer("exitCode"));
    assertEquals(
        "[\"running\",\"exiting\",\"exited\",\"failed\",\"destroying\",\"destroyed\"]",
        schema.fields("").array("statuses").compact());
  }

  @Test
  void optionTellsWhatItTakes() {
    var resize =
        schema.fields("").eachFields("commands").stream()
            .filter(command -> command.string("name").equals("resize"))
            .findFirst()
            .orElseThrow();
    assertEquals(
        JsonObject.parse(
            """
            {"name": "cols", "label": "--cols", "kind": "dimension",
             "expects": "a whole number from 1 to 10000", "meaning": "Columns",
             "required": true, "repeatable": false}
            """),
        resize.array("options").values().getFirst());
  }
}

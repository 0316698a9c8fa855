package dev.session.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JsonFieldsTest {

  private static JsonFields fields(String text) {
    return JsonObject.parse(text).fields("");
  }

  private static void assertRefused(String text, Consumer<JsonFields> reading, String message) {
    var error = assertThrows(JsonFieldException.class, () -> reading.accept(fields(text)));
    assertEquals(message, error.getMessage());
  }

  @Test
  void membersAreReadByType() {
    var f =
        fields(
            """
            {"name":"n","count":3,"size":5000000000,"ratio":0.5,"on":true,"args":["a","b"],
             "term":{"cols":80},"steps":[{"text":"x"}],"any":null}\
            """);
    assertEquals("n", f.string("name"));
    assertEquals(3, f.integer("count"));
    assertEquals(5_000_000_000L, f.longInteger("size"));
    assertEquals(0.5, f.number("ratio"));
    assertTrue(f.bool("on"));
    assertTrue(f.flag("on"));
    assertEquals(List.of("a", "b"), f.strings("args"));
    assertEquals(80, f.fields("term").integer("cols"));
    assertEquals("x", f.eachFields("steps").getFirst().string("text"));
    assertEquals(JsonNull.NULL, f.value("any"));
    f.end();
  }

  @Test
  void absentMembersAreNullOrFalseWhereTheyAreOptional() {
    var f = fields("{}");
    assertNull(f.optionalString("a"));
    assertNull(f.optionalInteger("a"));
    assertNull(f.optionalLong("a"));
    assertNull(f.optionalNumber("a"));
    assertNull(f.optionalBool("a"));
    assertNull(f.optionalObject("a"));
    assertNull(f.optionalFields("a"));
    assertNull(f.optionalArray("a"));
    assertNull(f.optionalStrings("a"));
    assertFalse(f.flag("a"));
    assertFalse(f.has("a"));
  }

  @Test
  void errorsNameThePathAndWhatWasExpected() {
    assertRefused("{}", f -> f.string("name"), "\"name\": missing, expected a string.");
    assertRefused(
        "{\"name\":1}", f -> f.string("name"), "\"name\": expected a string, found a number.");
    assertRefused(
        "{\"name\":null}",
        f -> f.optionalString("name"),
        "\"name\": expected a string, found null.");
    assertRefused(
        "{\"n\":1.5}",
        f -> f.optionalLong("n"),
        "\"n\": expected an integer of at most 64 bits, found 1.5.");
    assertRefused(
        "{\"n\":3000000000}",
        f -> f.integer("n"),
        "\"n\": expected an integer from -2147483648 to 2147483647, found 3000000000.");
    assertRefused("{\"n\":1e999}", f -> f.number("n"), "\"n\": the number is too large.");
    assertRefused(
        "{\"a\":[\"x\",{}]}", f -> f.strings("a"), "\"a[1]\": expected a string, found an object.");
    assertRefused(
        "{\"steps\":[{\"text\":\"x\"},{\"text\":true}]}",
        f -> f.eachFields("steps").get(1).string("text"),
        "\"steps[1].text\": expected a string, found a boolean.");
    assertRefused(
        "{\"a\":{\"b\":{\"c\":1}}}",
        f -> f.fields("a").fields("b").end(),
        "\"a.b.c\": unknown member.");
  }

  @Test
  void theEndRefusesWhatNobodyTook() {
    assertRefused(
        "{\"a\":1,\"b\":2}",
        f -> {
          f.integer("a");
          f.end();
        },
        "\"b\": unknown member.");
  }

  @Test
  void aTextThatIsNotAnObjectIsNoObject() {
    var error = assertThrows(JsonFieldException.class, () -> JsonObject.parse("[]"));
    assertEquals("JSON: expected an object, found an array.", error.getMessage());
  }
}

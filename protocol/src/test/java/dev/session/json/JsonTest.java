package dev.session.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class JsonTest {

  private static final JsonMapper JACKSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  @Test
  void indentedOutputIsWhatJavaScriptPrints() {
    var json =
        JsonObject.builder()
            .put("ok", true)
            .put("empty", JsonObject.EMPTY)
            .put("none", JsonArray.EMPTY)
            .put("absent", (String) null)
            .put("list", JsonArray.of(JsonNumber.of(1), JsonNull.NULL, new JsonString("ä😀")))
            .put("nested", JsonObject.builder().put("n", 0.5).build())
            .build();
    assertEquals(
        """
        {
          "ok": true,
          "empty": {},
          "none": [],
          "list": [
            1,
            null,
            "ä😀"
          ],
          "nested": {
            "n": 0.5
          }
        }\
        """,
        json.indented());
    assertEquals(
        "{\"ok\":true,\"empty\":{},\"none\":[],\"list\":[1,null,\"ä😀\"],\"nested\":{\"n\":0.5}}",
        json.compact());
  }

  @Test
  void controlCharactersAndLoneSurrogatesAreEscapedAndNothingElse() {
    assertEquals(
        "\"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001b \\\"\\\\/\\u007f\\u009b\\u2028é😀\\ud83d \\ude00\"",
        new JsonString("\0\b\t\n\u000b\f\r\u001b \"\\/\u007f\u009b\u2028é😀\ud83d \ude00")
            .compact());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "5, 5",
    "-2.5, -2.5",
    "0.1, 0.1",
    "1e20, 100000000000000000000",
    "1e21, 1e+21",
    "1.5e300, 1.5e+300",
    "0.000001, 0.000001",
    "1.25e-7, 1.25e-7",
    "123456789.125, 123456789.125",
    "1e-7, 1e-7",
    "9007199254740993, 9007199254740992"
  })
  void doublesPrintInJavaScriptsNotation(double value, String text) {
    assertEquals(text, JsonNumber.of(value).toString());
  }

  @Test
  void jsonHasNoNumberForNanAndInfinity() {
    assertThrows(IllegalArgumentException.class, () -> JsonNumber.of(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> JsonNumber.of(Double.NEGATIVE_INFINITY));
  }

  @Test
  void numbersKeepTheTextTheyWereWrittenWith() {
    var number = (JsonNumber) Json.parse("1.2300E+400");
    assertEquals("1.2300E+400", number.toString());
    assertEquals(new BigDecimal("1.2300E+400"), number.asBigDecimal());
    assertNull(number.asLong());
    assertEquals(Long.MIN_VALUE, ((JsonNumber) Json.parse("-9223372036854775808")).asLong());
    assertNull(((JsonNumber) Json.parse("9223372036854775808")).asLong());
    assertNull(((JsonNumber) Json.parse("1.0")).asLong());
  }

  @Test
  void objectsKeepTheirOrderButCompareWithoutIt() {
    var one = Json.parse("{\"b\":1,\"a\":2}");
    var other = Json.parse("{\"a\":2,\"b\":1}");
    assertEquals("{\"b\":1,\"a\":2}", one.compact());
    assertEquals(one, other);
    assertEquals(one.hashCode(), other.hashCode());
    assertNotEquals(one, Json.parse("{\"a\":2}"));
  }

  @Test
  void buildersRefuseDoubleNamesAndSecondUse() {
    var builder = JsonObject.builder().put("a", 1);
    assertThrows(IllegalArgumentException.class, () -> builder.put("a", 2));
    builder.build();
    assertThrows(IllegalStateException.class, builder::build);
    assertThrows(IllegalStateException.class, () -> builder.put("b", 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "\"",
        "[1,]",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\" 1}",
        "{\"a\":}",
        "[1 2]",
        "01",
        "-",
        "-01",
        "+1",
        ".5",
        "1.",
        "1.e1",
        "1e",
        "1e+",
        "0x10",
        "NaN",
        "Infinity",
        "tru",
        "nul",
        "True",
        "\"\n\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\u１234\"",
        "\"\\",
        "// c\n1",
        "/**/1",
        "1 1",
        "[]]",
        "\ufeff1",
        "\u00a01",
        "{\"a\":1]",
        "{\"a\":1,\"a\":1}",
        "[\"a\"",
        "\u0000"
      })
  void whatIsNotStrictJsonIsRefused(String text) {
    assertThrows(JsonSyntaxException.class, () -> Json.parse(text));
    assertThrows(
        JsonSyntaxException.class, () -> Json.parse(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void syntaxErrorsSayWhere() {
    var error =
        assertThrows(JsonSyntaxException.class, () -> Json.parse("{\n  \"a\": 1,\n  \"b\": x\n}"));
    assertEquals(
        "Invalid JSON at line 3, column 8: expected a value, found 'x'.", error.getMessage());
    assertEquals(3, error.line());
    assertEquals(8, error.column());
    assertEquals(19, error.offset());
    var end = assertThrows(JsonSyntaxException.class, () -> Json.parse("[1,"));
    assertEquals(
        "Invalid JSON at line 1, column 4: expected a value, found the end of the text.",
        end.getMessage());
    var emoji = assertThrows(JsonSyntaxException.class, () -> Json.parse("[😀]"));
    assertEquals(
        "Invalid JSON at line 1, column 2: expected a value, found the character U+1f600.",
        emoji.getMessage());
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedWithTheirPlace() {
    var error =
        assertThrows(
            JsonSyntaxException.class,
            () ->
                Json.parse("[\n\"ab?\"]".replace('?', 'ÿ').getBytes(StandardCharsets.ISO_8859_1)));
    assertEquals("Invalid JSON at line 2, column 4: the bytes are not UTF-8.", error.getMessage());
    assertEquals(5, error.offset());
  }

  @Test
  void nestingIsReadToItsLimitAndNotBeyond() {
    int limit = JsonParser.NESTING_MAX_LEVELS;
    Json.parse("[".repeat(limit) + "]".repeat(limit));
    Json.parse("[" + "[],".repeat(limit) + "[]]");
    assertThrows(
        JsonSyntaxException.class, () -> Json.parse("[".repeat(limit + 1) + "]".repeat(limit + 1)));
    assertThrows(JsonSyntaxException.class, () -> Json.parse("{\"a\":".repeat(1_000_000)));
  }

  @Test
  void randomValuesComeBackAndReadTheSameToJackson() {
    for (long seed = 0; seed < 3000; seed++) {
      var value = new RandomJson(seed).value(4);
      String message = "seed " + seed;
      assertEquals(value, Json.parse(value.compact()), message);
      assertEquals(value, Json.parse(value.indented()), message);
      assertEquals(value, Json.parse(value.compact().getBytes(StandardCharsets.UTF_8)), message);
      var theirs = JACKSON.readTree(value.compact());
      assertSameMeaning(theirs, value, message);
      assertEquals(theirs, JACKSON.readTree(value.indented()), message);
      assertSameMeaning(theirs, Json.parse(theirs.toString()), message);
    }
  }

  @Test
  void damagedTextsAreReadOrRefusedAsByJackson() {
    String damage = "{}[]\",:0123456789-+.eE\\ utfn\n";
    for (long seed = 0; seed < 5000; seed++) {
      var random = new Random(seed);
      var text = new StringBuilder(JsonArray.of(new RandomJson(seed).value(3)).compact());
      text.setCharAt(random.nextInt(text.length()), damage.charAt(random.nextInt(damage.length())));
      String message = "seed " + seed + ": " + text;
      Json ours;
      try {
        ours = Json.parse(text.toString());
      } catch (JsonSyntaxException _) {
        assertThrows(JacksonException.class, () -> JACKSON.readTree(text.toString()), message);
        continue;
      }
      assertSameMeaning(JACKSON.readTree(text.toString()), ours, message);
    }
  }

  private static void assertSameMeaning(JsonNode theirs, Json ours, String message) {
    switch (ours) {
      case JsonObject object -> {
        assertEquals(
            ((ObjectNode) theirs).propertyNames().stream().toList(),
            object.members().keySet().stream().toList(),
            message);
        object.members().forEach((k, v) -> assertSameMeaning(theirs.get(k), v, message));
      }
      case JsonArray array -> {
        assertEquals(((ArrayNode) theirs).size(), array.values().size(), message);
        for (int i = 0; i < array.values().size(); i++) {
          assertSameMeaning(theirs.get(i), array.values().get(i), message);
        }
      }
      case JsonString string -> assertEquals(theirs.stringValue(), string.value(), message);
      case JsonNumber number -> {
        assertEquals(theirs.doubleValue(), number.asDouble(), message);
        if (theirs.canConvertToLong() && number.asLong() != null) {
          assertEquals(theirs.longValue(), number.asLong(), message);
        }
      }
      case JsonBoolean bool -> assertEquals(theirs.booleanValue(), bool.value(), message);
      case JsonNull _ -> assertEquals(true, theirs.isNull(), message);
    }
  }
}

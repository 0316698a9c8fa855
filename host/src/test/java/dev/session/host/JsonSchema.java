package dev.session.host;

import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonBoolean;
import dev.session.json.JsonNull;
import dev.session.json.JsonNumber;
import dev.session.json.JsonObject;
import dev.session.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Holds JSON against a schema of an OpenAPI document: the keywords that our document uses, and no
/// others, which would be an error.
final class JsonSchema {
  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "description",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "enum",
          "const",
          "pattern",
          "format",
          "minimum",
          "maximum",
          "minLength",
          "minItems",
          "$ref");

  private final JsonObject document;

  JsonSchema(JsonObject document) {
    this.document = document;
  }

  JsonObject document() {
    return document;
  }

  /// The schema of that name.
  JsonObject named(String name) {
    return at("#/components/schemas/" + name);
  }

  /// What a reference inside the document points at.
  JsonObject at(String reference) {
    var here = document;
    for (var name : reference.substring("#/".length()).split("/", -1)) {
      here = (JsonObject) member(here, name.replace("~1", "/"));
    }
    return here;
  }

  static Json member(JsonObject object, String name) {
    var member = object.get(name);
    if (member == null) {
      throw new AssertionError("no '" + name + "' in " + object.members().keySet());
    }
    return member;
  }

  static List<String> strings(Json array) {
    return ((JsonArray) array).values().stream().map(v -> ((JsonString) v).value()).toList();
  }

  /// What is wrong with `value`.
  List<String> complaints(Json value, JsonObject schema) {
    var complaints = new ArrayList<String>();
    check("$", value, schema, complaints);
    return complaints;
  }

  private void check(String path, Json value, JsonObject schema, List<String> complaints) {
    if (schema.get("$ref") instanceof JsonString(String reference)) {
      check(path, value, at(reference), complaints);
      return;
    }
    for (var keyword : schema.members().keySet()) {
      if (!KNOWN.contains(keyword)) {
        complaints.add(path + ": the schema has the unknown keyword " + keyword);
      }
    }
    if (types(schema).stream().noneMatch(type -> is(type, value))) {
      complaints.add(path + ": " + value + " is not of type " + types(schema));
      return;
    }
    if (schema.get("enum") instanceof JsonArray(var values) && !values.contains(value)) {
      complaints.add(path + ": " + value + " is none of " + values);
    }
    if (schema.get("const") != null && !value.equals(schema.get("const"))) {
      complaints.add(path + ": " + value + " is not " + schema.get("const"));
    }
    if (schema.get("pattern") instanceof JsonString(String pattern)
        && value instanceof JsonString(String text)
        && !text.matches(pattern)) {
      complaints.add(path + ": " + value + " does not match " + pattern);
    }
    if (schema.get("minimum") instanceof JsonNumber minimum
        && value instanceof JsonNumber number
        && number.asDouble() < minimum.asDouble()) {
      complaints.add(path + ": " + value + " is less than " + minimum);
    }
    if (value instanceof JsonArray(var values) && schema.get("items") instanceof JsonObject items) {
      for (int i = 0; i < values.size(); i++) {
        check(path + "[" + i + "]", values.get(i), items, complaints);
      }
    }
    if (value instanceof JsonObject object) {
      members(path, object, schema, complaints);
    }
  }

  private void members(String path, JsonObject object, JsonObject schema, List<String> complaints) {
    var properties =
        schema.get("properties") instanceof JsonObject known ? known : JsonObject.EMPTY;
    if (schema.get("required") != null) {
      for (var name : strings(member(schema, "required"))) {
        if (object.get(name) == null) {
          complaints.add(path + ": " + name + " is missing");
        }
      }
    }
    var others = schema.get("additionalProperties");
    object
        .members()
        .forEach(
            (name, value) -> {
              if (properties.get(name) instanceof JsonObject property) {
                check(path + "." + name, value, property, complaints);
              } else if (others instanceof JsonObject other) {
                check(path + "." + name, value, other, complaints);
              } else if (others == JsonBoolean.FALSE) {
                complaints.add(path + ": " + name + " is not described");
              }
            });
  }

  private static List<String> types(JsonObject schema) {
    return switch (member(schema, "type")) {
      case JsonString(String one) -> List.of(one);
      case Json several -> strings(several);
    };
  }

  private static boolean is(String type, Json value) {
    return switch (value) {
      case JsonString _ -> type.equals("string");
      case JsonNumber number ->
          type.equals("number") || type.equals("integer") && number.asLong() != null;
      case JsonBoolean _ -> type.equals("boolean");
      case JsonNull _ -> type.equals("null");
      case JsonArray _ -> type.equals("array");
      case JsonObject _ -> type.equals("object");
    };
  }
}

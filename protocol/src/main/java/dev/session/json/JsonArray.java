package dev.session.json;

import java.util.ArrayList;
import java.util.List;

/// An ordered list of values.
public record JsonArray(List<Json> values) implements Json {

  public static final JsonArray EMPTY = new JsonArray(List.of());

  public JsonArray {
    values = List.copyOf(values);
  }

  public static JsonArray of(Json... values) {
    return new JsonArray(List.of(values));
  }

  public static JsonArray ofStrings(Iterable<String> strings) {
    var values = new ArrayList<Json>();
    for (var string : strings) {
      values.add(new JsonString(string));
    }
    return new JsonArray(values);
  }

  @Override
  public String toString() {
    return compact();
  }
}

package dev.session.home;

import dev.session.json.JsonException;
import dev.session.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Members of a JSON object that this version of the program does not know: they are another
/// version's, and survive when this one writes the object again.
final class UnknownMembers {
  private UnknownMembers() {}

  /// Those of a file's content; none if it cannot be understood.
  ///
  /// @param content null if there is no file
  static JsonObject of(byte @Nullable [] content, Set<String> known) {
    if (content == null) {
      return JsonObject.EMPTY;
    }
    try {
      return of(JsonObject.parse(content), known);
    } catch (JsonException notOurs) {
      return JsonObject.EMPTY;
    }
  }

  static JsonObject of(JsonObject object, Set<String> known) {
    var unknown = JsonObject.builder();
    object
        .members()
        .forEach(
            (name, value) -> {
              if (!known.contains(name)) {
                unknown.put(name, value);
              }
            });
    return unknown.build();
  }
}

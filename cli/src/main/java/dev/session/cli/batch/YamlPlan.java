package dev.session.cli.batch;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonBoolean;
import dev.session.json.JsonNull;
import dev.session.json.JsonObject;
import dev.session.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// A plan in YAML 1.2, read as the JSON that it means. The only class that knows the YAML library,
/// so that nobody else pays for it.
public final class YamlPlan {
  private YamlPlan() {}

  /// The JSON that `yaml` means.
  ///
  /// @throws SessionException INVALID_INPUT for what is no YAML, or has values that JSON does not
  public static Json read(String yaml, String name) {
    var settings = LoadSettings.builder().setLabel(name).setAllowDuplicateKeys(false).build();
    try {
      return json(new Load(settings).loadFromString(yaml));
    } catch (YamlEngineException e) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          name + " is not YAML: " + String.valueOf(e.getMessage()).strip(),
          JsonObject.EMPTY,
          e);
    }
  }

  private static Json json(@Nullable Object value) {
    return switch (value) {
      case null -> JsonNull.NULL;
      case Map<?, ?> map -> object(map);
      case List<?> list -> {
        var values = new ArrayList<Json>();
        list.forEach(each -> values.add(json(each)));
        yield new JsonArray(values);
      }
      case Boolean bool -> JsonBoolean.of(bool);
      case Double real when !Double.isFinite(real) -> throw strange(real);
      case Number number -> Json.parse(number.toString());
      case String text -> new JsonString(text);
      default -> throw strange(value);
    };
  }

  private static JsonObject object(Map<?, ?> map) {
    var object = JsonObject.builder();
    map.forEach(
        (key, value) -> {
          if (!(key instanceof String name)) {
            throw strange(key);
          }
          object.put(name, json(value));
        });
    return object.build();
  }

  private static SessionException strange(Object value) {
    return new SessionException(
        ErrorCode.INVALID_INPUT, "A batch has no place for " + value + "; put it in quotes.");
  }
}

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
///
/// A few lines of YAML can mean more than any memory holds, or something that contains itself; so
/// what it means is bounded.
public final class YamlPlan {
  /// As deep as JSON may be.
  private static final int LEVELS_MAX = 256;

  /// Values in a document, each counted as often as it is referred to.
  private static final int VALUES_MAX = 1_000_000;

  private final String name;
  private int values;

  private YamlPlan(String name) {
    this.name = name;
  }

  /// The JSON that `yaml` means.
  ///
  /// @throws SessionException INVALID_INPUT for what is no YAML, is too much of it, or has values
  ///   that JSON does not
  public static Json read(String yaml, String name) {
    var settings = LoadSettings.builder().setLabel(name).setAllowDuplicateKeys(false).build();
    var plan = new YamlPlan(name);
    try {
      return plan.json(new Load(settings).loadFromString(yaml), 0);
    } catch (YamlEngineException e) {
      throw refusal(name + " is not YAML: " + String.valueOf(e.getMessage()).strip(), e);
    } catch (StackOverflowError e) {
      // The library descends into the document and has no limit of its own.
      throw plan.tooDeep(e);
    }
  }

  private static SessionException refusal(String sentence, @Nullable Throwable cause) {
    return new SessionException(ErrorCode.INVALID_INPUT, sentence, JsonObject.EMPTY, cause);
  }

  private SessionException tooDeep(@Nullable Throwable cause) {
    return refusal(name + " is nested deeper than " + LEVELS_MAX + " levels.", cause);
  }

  private Json json(@Nullable Object value, int level) {
    if (level > LEVELS_MAX) {
      throw tooDeep(null);
    }
    if (++values > VALUES_MAX) {
      throw refusal(name + " has more than " + VALUES_MAX + " values.", null);
    }
    return switch (value) {
      case null -> JsonNull.NULL;
      case Map<?, ?> map -> object(map, level);
      case List<?> list -> {
        var elements = new ArrayList<Json>();
        list.forEach(each -> elements.add(json(each, level + 1)));
        yield new JsonArray(elements);
      }
      case Boolean bool -> JsonBoolean.of(bool);
      case Double real when !Double.isFinite(real) -> throw strange(real);
      case Number number -> Json.parse(number.toString());
      case String text -> new JsonString(text);
      default -> throw strange(value);
    };
  }

  private JsonObject object(Map<?, ?> map, int level) {
    var object = JsonObject.builder();
    map.forEach(
        (key, value) -> {
          if (!(key instanceof String member)) {
            throw strange(key);
          }
          object.put(member, json(value, level + 1));
        });
    return object.build();
  }

  private static SessionException strange(Object value) {
    return refusal("A batch has no place for " + value + "; put it in quotes.", null);
  }
}

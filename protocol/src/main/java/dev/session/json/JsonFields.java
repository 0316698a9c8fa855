package dev.session.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a closed object: each accessor takes one member, strictly by type, and [#end] refuses what
/// nobody took. A member whose value is `null` has the wrong type, it is not absent.
///
/// All accessors throw [JsonFieldException], which names the path and what was expected. Readers
/// that accept objects of a newer version leave [#end] out.
public final class JsonFields {

  private final JsonObject object;
  private final String path;
  private final Set<String> taken = new HashSet<>();

  JsonFields(JsonObject object, String path) {
    this.object = object;
    this.path = path;
  }

  /// Whether the member is there; this does not take it.
  public boolean has(String name) {
    return object.get(name) != null;
  }

  public String string(String name) {
    return required(name, "a string", optionalString(name));
  }

  public @Nullable String optionalString(String name) {
    var value = take(name);
    if (value == null) {
      return null;
    }
    if (value instanceof JsonString string) {
      return string.value();
    }
    throw wrongType(name, "a string", value);
  }

  /// An array of strings.
  public List<String> strings(String name) {
    return required(name, "an array of strings", optionalStrings(name));
  }

  public @Nullable List<String> optionalStrings(String name) {
    var array = optionalArray(name);
    if (array == null) {
      return null;
    }
    var strings = new ArrayList<String>(array.values().size());
    for (var value : array.values()) {
      if (!(value instanceof JsonString string)) {
        throw wrongType(name + "[" + strings.size() + "]", "a string", value);
      }
      strings.add(string.value());
    }
    return List.copyOf(strings);
  }

  public int integer(String name) {
    return required(name, "an integer", optionalInteger(name));
  }

  public @Nullable Integer optionalInteger(String name) {
    var value = optionalLong(name);
    if (value == null) {
      return null;
    }
    if (value.intValue() != value) {
      throw invalid(name, "expected an integer from -2147483648 to 2147483647, found " + value);
    }
    return value.intValue();
  }

  public long longInteger(String name) {
    return required(name, "an integer", optionalLong(name));
  }

  public @Nullable Long optionalLong(String name) {
    var value = take(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof JsonNumber number)) {
      throw wrongType(name, "an integer", value);
    }
    var integer = number.asLong();
    if (integer == null) {
      throw invalid(name, "expected an integer of at most 64 bits, found " + number);
    }
    return integer;
  }

  public double number(String name) {
    return required(name, "a number", optionalNumber(name));
  }

  public @Nullable Double optionalNumber(String name) {
    var value = take(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof JsonNumber number)) {
      throw wrongType(name, "a number", value);
    }
    double nearest = number.asDouble();
    if (Double.isInfinite(nearest)) {
      throw invalid(name, "the number is too large");
    }
    return nearest;
  }

  public boolean bool(String name) {
    return required(name, "a boolean", optionalBool(name));
  }

  public @Nullable Boolean optionalBool(String name) {
    var value = take(name);
    if (value == null) {
      return null;
    }
    if (value instanceof JsonBoolean bool) {
      return bool.value();
    }
    throw wrongType(name, "a boolean", value);
  }

  /// A boolean whose absence means false.
  public boolean flag(String name) {
    var value = optionalBool(name);
    return value != null && value;
  }

  /// An object whose members are all strings; empty where it is absent.
  public Map<String, String> stringMap(String name) {
    var object = optionalObject(name);
    if (object == null) {
      return Map.of();
    }
    var members = object.fields(pathOf(name));
    var strings = new LinkedHashMap<String, String>();
    for (var key : object.members().keySet()) {
      strings.put(key, members.string(key));
    }
    return strings;
  }

  public JsonObject object(String name) {
    return required(name, "an object", optionalObject(name));
  }

  public @Nullable JsonObject optionalObject(String name) {
    var value = take(name);
    if (value == null) {
      return null;
    }
    if (value instanceof JsonObject member) {
      return member;
    }
    throw wrongType(name, "an object", value);
  }

  /// A member that is an object, with the right path for its own members.
  public JsonFields fields(String name) {
    return object(name).fields(pathOf(name));
  }

  public @Nullable JsonFields optionalFields(String name) {
    var member = optionalObject(name);
    return member == null ? null : member.fields(pathOf(name));
  }

  public JsonArray array(String name) {
    return required(name, "an array", optionalArray(name));
  }

  public @Nullable JsonArray optionalArray(String name) {
    var value = take(name);
    if (value == null) {
      return null;
    }
    if (value instanceof JsonArray array) {
      return array;
    }
    throw wrongType(name, "an array", value);
  }

  /// An array of objects, each with the right path for its members.
  public List<JsonFields> eachFields(String name) {
    var each = new ArrayList<JsonFields>();
    for (var value : array(name).values()) {
      String element = name + "[" + each.size() + "]";
      if (!(value instanceof JsonObject member)) {
        throw wrongType(element, "an object", value);
      }
      each.add(member.fields(pathOf(element)));
    }
    return List.copyOf(each);
  }

  /// A value of any type.
  public Json value(String name) {
    return required(name, "a value", take(name));
  }

  /// Refuses members that no accessor took.
  public void end() {
    for (var name : object.members().keySet()) {
      if (!taken.contains(name)) {
        throw invalid(name, "unknown member");
      }
    }
  }

  /// An error about a member whose value has the right type but cannot be accepted; the problem has
  /// no final full stop.
  public JsonFieldException invalid(String name, String problem) {
    return new JsonFieldException(pathOf(name), problem);
  }

  private @Nullable Json take(String name) {
    taken.add(name);
    return object.get(name);
  }

  private <T> T required(String name, String expected, @Nullable T value) {
    if (value == null) {
      throw invalid(name, "missing, expected " + expected);
    }
    return value;
  }

  private JsonFieldException wrongType(String name, String expected, Json found) {
    return invalid(name, "expected " + expected + ", found " + found.kind());
  }

  private String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}

package dev.session.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Named values in the order in which they were put or written. Two objects with the same members
/// in another order are equal.
public final class JsonObject implements Json {

  public static final JsonObject EMPTY = new JsonObject(new LinkedHashMap<>());

  private final Map<String, Json> members;

  /// Takes the map over, which must keep its order: the caller must not keep it.
  JsonObject(Map<String, Json> members) {
    this.members = Collections.unmodifiableMap(members);
  }

  public static Builder builder() {
    return new Builder();
  }

  /// Parses a text that must be one object.
  ///
  /// @throws JsonException if it is not JSON or not an object
  public static JsonObject parse(String text) {
    return require(Json.parse(text));
  }

  /// Parses UTF-8 that must be one object.
  ///
  /// @throws JsonException if it is not JSON or not an object
  public static JsonObject parse(byte[] utf8) {
    return require(Json.parse(utf8));
  }

  private static JsonObject require(Json json) {
    if (json instanceof JsonObject object) {
      return object;
    }
    throw new JsonFieldException("", "expected an object, found " + json.kind());
  }

  /// An object whose members are all strings, in the map's order.
  public static JsonObject ofStrings(Map<String, String> strings) {
    var members = new LinkedHashMap<String, Json>();
    for (var entry : strings.entrySet()) {
      members.put(entry.getKey(), new JsonString(entry.getValue()));
    }
    return new JsonObject(members);
  }

  public @Nullable Json get(String name) {
    return members.get(name);
  }

  /// The members in order; not modifiable.
  public Map<String, Json> members() {
    return members;
  }

  public boolean isEmpty() {
    return members.isEmpty();
  }

  /// Typed, strict access to the members; `path` says in errors where this object stands, and is
  /// empty for a whole text.
  public JsonFields fields(String path) {
    return new JsonFields(this, path);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonObject object && members.equals(object.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  @Override
  public String toString() {
    return compact();
  }

  /// Collects members. Putting null leaves the member out, because in our objects a key without a
  /// value is absent; where `null` is meant, put [JsonNull#NULL]. Putting a name twice is a mistake
  /// and throws.
  public static final class Builder {

    private @Nullable Map<String, Json> members = new LinkedHashMap<>();

    private Builder() {}

    public Builder put(String name, @Nullable Json value) {
      if (members == null) {
        throw new IllegalStateException("This builder has already built its object.");
      }
      if (value != null && members.putIfAbsent(name, value) != null) {
        throw new IllegalArgumentException("Member \"" + name + "\" was put twice.");
      }
      return this;
    }

    public Builder put(String name, @Nullable String value) {
      return value == null ? this : put(name, new JsonString(value));
    }

    public Builder put(String name, @Nullable Integer value) {
      return value == null ? this : put(name, JsonNumber.of(value.longValue()));
    }

    public Builder put(String name, @Nullable Long value) {
      return value == null ? this : put(name, JsonNumber.of(value.longValue()));
    }

    public Builder put(String name, @Nullable Double value) {
      return value == null ? this : put(name, JsonNumber.of(value.doubleValue()));
    }

    public Builder put(String name, @Nullable Boolean value) {
      return value == null ? this : put(name, JsonBoolean.of(value));
    }

    /// A boolean whose absence means false, as [JsonFields#flag] reads it.
    public Builder flag(String name, boolean value) {
      return value ? put(name, JsonBoolean.TRUE) : this;
    }

    /// All members of another object, after those that are here already.
    public Builder putAll(JsonObject object) {
      for (var member : object.members.entrySet()) {
        put(member.getKey(), member.getValue());
      }
      return this;
    }

    /// Ends this builder's life: the object takes its members over.
    public JsonObject build() {
      if (members == null) {
        throw new IllegalStateException("This builder has already built its object.");
      }
      var built = new JsonObject(members);
      members = null;
      return built;
    }
  }
}

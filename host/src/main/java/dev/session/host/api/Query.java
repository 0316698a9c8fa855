package dev.session.host.api;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// The query of a request, where Micronaut would take for false whatever is not true.
final class Query {
  private Query() {}

  static boolean flag(String name, @Nullable String value) {
    if (value == null || value.equals("false")) {
      return false;
    }
    if (value.equals("true")) {
      return true;
    }
    throw new SessionException(
        ErrorCode.PROTOCOL_ERROR,
        "The query's " + name + " must be true or false, not '" + value + "'.",
        JsonObject.builder().put("name", name).put("value", value).build());
  }
}

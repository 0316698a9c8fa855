package dev.session.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/// The environment of whoever called `session`.
///
/// The launcher changes a few variables for this JVM alone and hands the caller's values on as
/// properties: `session.env.NAME` holds a value, `session.env.unset` the names (separated by
/// blanks) that were not set.
final class CallerEnvironment {
  private static final String PREFIX = "session.env.";
  private static final String UNSET = PREFIX + "unset";

  private CallerEnvironment() {}

  static Map<String, String> restore(Map<String, String> environment, Properties properties) {
    var restored = new HashMap<>(environment);
    for (var unset : properties.getProperty(UNSET, "").split(" ", -1)) {
      restored.remove(unset);
    }
    for (var key : properties.keySet()) {
      if (key instanceof String name && name.startsWith(PREFIX) && !name.equals(UNSET)) {
        restored.put(name.substring(PREFIX.length()), properties.getProperty(name));
      }
    }
    return Map.copyOf(restored);
  }
}

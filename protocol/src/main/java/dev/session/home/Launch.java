package dev.session.home;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a session was started. Never changes.
///
/// @param env the pairs given with `--env`; their values may be secret
/// @param shell the resolved shell, also where another command was given
/// @param idleTimeoutMs 0 for none
/// @param ttlMs 0 for none
/// @param recording what its log is made of
public record Launch(
    List<String> command,
    String cwd,
    Map<String, String> env,
    @Nullable String shell,
    @Nullable String term,
    int cols,
    int rows,
    long idleTimeoutMs,
    long ttlMs,
    Recording recording) {
  public Launch {
    command = List.copyOf(command);
    // Kept in the caller's order.
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
  }
}

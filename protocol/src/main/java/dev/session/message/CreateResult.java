package dev.session.message;

import dev.session.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A session was started.
public record CreateResult(
    String sessionId,
    String createdAt,
    int cols,
    int rows,
    String shell,
    Map<String, String> env,
    @Nullable Long idleTimeoutMs,
    @Nullable Long ttlMs,
    @Nullable String name)
    implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("sessionId", sessionId)
        .put("createdAt", createdAt)
        .put("cols", cols)
        .put("rows", rows)
        .put("shell", shell)
        .put("env", env.isEmpty() ? null : JsonObject.ofStrings(env))
        .put("idleTimeoutMs", idleTimeoutMs)
        .put("ttlMs", ttlMs)
        .put("name", name)
        .build();
  }
}

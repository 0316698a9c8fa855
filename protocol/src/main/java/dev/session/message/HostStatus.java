package dev.session.message;

import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// A host, as `host status` and the health endpoint show it.
///
/// @param running whether there is one; the rest is absent where there is none
public record HostStatus(
    boolean running,
    String home,
    @Nullable Long pid,
    @Nullable String version,
    @Nullable Integer protocolVersion,
    @Nullable String socketPath,
    @Nullable String startedAt,
    @Nullable Long uptimeMs,
    @Nullable Integer activeSessions,
    @Nullable Long heapUsedBytes)
    implements Message {

  public static HostStatus none(String home) {
    return new HostStatus(false, home, null, null, null, null, null, null, null, null);
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("running", running)
        .put("home", home)
        .put("pid", pid)
        .put("version", version)
        .put("protocolVersion", protocolVersion)
        .put("socketPath", socketPath)
        .put("startedAt", startedAt)
        .put("uptimeMs", uptimeMs)
        .put("activeSessions", activeSessions)
        .put("heapUsedBytes", heapUsedBytes)
        .build();
  }
}

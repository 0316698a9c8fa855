package dev.session.home;

import dev.session.json.JsonException;
import dev.session.json.JsonObject;
import dev.session.process.ProcessIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a running host tells of itself in `host.json`, so that clients find it.
///
/// The file is a hint: it outlives a killed host. [#process] says whether the host still lives.
public record HostRecord(
    ProcessIdentity process, Path socket, String version, int protocol, Instant startedAt) {

  /// The version of the requests and results between CLI and host; a mismatch is refused.
  public static final int PROTOCOL = 1;

  /// The host that `home` knows, or null where there is none or its file says nothing useful.
  public static @Nullable HostRecord read(Home home) {
    var content = PrivateFiles.read(home.hostRecord());
    if (content == null) {
      return null;
    }
    try {
      var fields = JsonObject.parse(content).fields("");
      var startedAt = Timestamps.parse(fields.string("startedAt"));
      var process = ProcessText.identity(fields.longInteger("pid"), fields.string("start"));
      if (process == null) {
        return null;
      }
      return new HostRecord(
          process,
          Path.of(fields.string("socket")),
          fields.string("version"),
          fields.integer("protocol"),
          startedAt == null ? Instant.EPOCH : startedAt);
    } catch (JsonException | InvalidPathException notOurs) {
      return null; // as good as absent: the next host writes it anew
    }
  }

  public void write(Home home) {
    var json =
        JsonObject.builder()
            .put("pid", process.pid())
            .put("start", ProcessText.start(process))
            .put("socket", socket.toString())
            .put("version", version)
            .put("protocol", protocol)
            .put("startedAt", Timestamps.iso(startedAt))
            .build();
    PrivateFiles.replace(
        home.hostRecord(), (json.indented() + "\n").getBytes(StandardCharsets.UTF_8));
  }
}

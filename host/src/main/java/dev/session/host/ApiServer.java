package dev.session.host;

import dev.session.message.TypeRequest;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// Micronaut's server for the API of one host, on its Unix socket.
final class ApiServer implements AutoCloseable {
  /// Room for the longest text, if on the average no more than each second character of it must be
  /// escaped in JSON, and for what stands around it.
  static final long REQUEST_MAX_BYTES = 2L * TypeRequest.TEXT_MAX_BYTES + (1L << 20);

  /// A held request may be answered in a week.
  private static final String NEVER = "-1s";

  private final ApplicationContext context;

  private final Path socket;

  private ApiServer(ApplicationContext context, Path socket) {
    this.context = context;
    this.socket = socket;
  }

  /// Answers requests when this returns.
  static ApiServer start(HostProcess host, Path socket) throws IOException {
    // Ours to remove: whoever left it does not hold the home's lock any more.
    Files.deleteIfExists(socket);
    var context =
        ApplicationContext.builder()
            .mainClass(Main.class)
            .banner(false)
            .deduceEnvironment(false)
            .bootstrapEnvironment(false)
            .singletons(host, host.requests(), host.attachRequests())
            .properties(settings(socket))
            .start();
    context.getBean(EmbeddedServer.class).start();
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    return new ApiServer(context, socket);
  }

  private static Map<String, Object> settings(Path socket) {
    return Map.of(
        "micronaut.server.netty.listeners.socket.family",
        "UNIX",
        "micronaut.server.netty.listeners.socket.path",
        socket.toString(),
        "micronaut.server.max-request-size",
        REQUEST_MAX_BYTES,
        "micronaut.server.max-request-buffer-size",
        REQUEST_MAX_BYTES,
        "micronaut.server.idle-timeout",
        NEVER,
        "micronaut.server.read-idle-timeout",
        NEVER,
        "micronaut.server.write-idle-timeout",
        NEVER,
        // What takes time runs elsewhere.
        "micronaut.netty.event-loops.default.num-threads",
        1);
  }

  ApplicationContext context() {
    return context;
  }

  @Override
  public void close() throws IOException {
    context.close();
    Files.deleteIfExists(socket);
  }
}

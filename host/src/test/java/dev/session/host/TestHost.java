package dev.session.host;

import dev.session.home.Home;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// A host in this process: sessions, API and socket as in a process of its own.
final class TestHost implements AutoCloseable {
  final Home home;
  final Path socket;
  final HostProcess host;
  private final ApiServer server;

  TestHost(Path directory) throws IOException {
    home = new Home(directory, true);
    home.create();
    socket = directory.resolve("host.sock");
    host = new HostProcess(home, HostProcess.describe(socket, "test"), 0);
    server = ApiServer.start(host, socket);
  }

  ApplicationContext context() {
    return server.context();
  }

  ApiClient connect() throws IOException {
    return new ApiClient(socket);
  }

  /// The id of a session that runs `script` in a plain shell.
  String sh(String script) throws IOException {
    try (var client = connect()) {
      var answer =
          client.post(
              "/v1/sessions",
              """
              {"command":["/bin/sh","-c","%s"],"cwd":"/","environment":{"PATH":"/usr/bin:/bin"}}
              """
                  .formatted(script.replace("\\", "\\\\").replace("\"", "\\\"")));
      return answer.json().fields("").string("sessionId");
    }
  }

  @Override
  public void close() throws IOException {
    host.stop("the test is over", Duration.ZERO);
    try (server) {
      host.close();
    } catch (InterruptedException e) {
      throw new AssertionError("a test was interrupted", e);
    }
  }
}

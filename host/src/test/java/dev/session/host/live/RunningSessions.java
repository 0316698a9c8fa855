package dev.session.host.live;

import static dev.session.host.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.home.Home;
import dev.session.home.HostRecord;
import dev.session.home.SessionCatalog;
import dev.session.home.SessionFiles;
import dev.session.home.SessionRecord;
import dev.session.home.SessionStore;
import dev.session.host.pty.Ptys;
import dev.session.log.LogEvent;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogEvent.Output;
import dev.session.log.LogReader;
import dev.session.message.CreateRequest;
import dev.session.message.CreateResult;
import dev.session.message.DestroyRequest;
import dev.session.message.Message;
import dev.session.message.SequenceResult;
import dev.session.message.TypeRequest;
import dev.session.message.WaitRequest;
import dev.session.message.WaitResult;
import dev.session.message.WaitScreenRequest;
import dev.session.message.WaitScreenResult;
import dev.session.process.ProcessIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The sessions of a host without its API, in a home of their own, with the questions that tests
/// ask of them.
final class RunningSessions implements AutoCloseable {
  static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "LC_ALL", "C.UTF-8", "PS1", "$ ");

  final Home home;
  final HostRecord host;
  final HostTimer timer = new HostTimer();
  final Ptys ptys;
  final Sessions sessions;
  final SessionRequests requests;

  RunningSessions(Path directory) {
    this(directory, new Ptys(() -> {}));
  }

  RunningSessions(Path directory, Ptys ptys) {
    this.ptys = ptys;
    home = new Home(directory, true);
    home.create();
    var self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
    host = new HostRecord(self, directory.resolve("host.sock"), "test", 1, Instant.now());
    sessions = new Sessions(home, host, ptys, timer);
    requests = new SessionRequests(sessions);
  }

  /// Others in the same home.
  ///
  /// @param max how many there may be
  Sessions anotherWith(long max, Sessions.Terminals terminals) {
    return new Sessions(home, host, ptys, timer, max, terminals);
  }

  /// Settings for all sessions created from now on.
  RunningSessions configure(String json) throws IOException {
    Files.writeString(home.config(), json);
    return this;
  }

  static CreateRequest request(String... command) {
    return named(null, command);
  }

  static CreateRequest named(@Nullable String name, String... command) {
    return request(name, 0, 0, command);
  }

  static CreateRequest request(
      @Nullable String name, long idleTimeoutMs, long ttlMs, String... command) {
    return request(name, idleTimeoutMs, ttlMs, null, command);
  }

  static CreateRequest recorded(CreateRequest.Recording recording, String... command) {
    return request(null, 0, 0, recording, command);
  }

  private static CreateRequest request(
      @Nullable String name,
      long idleTimeoutMs,
      long ttlMs,
      CreateRequest.@Nullable Recording recording,
      String... command) {
    return new CreateRequest(
        List.of(command),
        null,
        "/",
        ENVIRONMENT,
        Map.of(),
        null,
        null,
        null,
        name,
        idleTimeoutMs,
        ttlMs,
        false,
        false,
        false,
        false,
        recording,
        null);
  }

  /// The id of a session that runs `script` in a plain shell.
  String sh(String script) {
    return create(request("/bin/sh", "-c", script));
  }

  String create(CreateRequest request) {
    return ((CreateResult) requests.create(request)).sessionId();
  }

  LiveSession live(String session) {
    var live = sessions.find(session);
    if (live == null) {
      throw new AssertionError("session " + session + " does not run any more");
    }
    return live;
  }

  SessionFiles files(String session) {
    return SessionCatalog.find(home, session);
  }

  SessionRecord record(String session) {
    return SessionStore.require(files(session));
  }

  long type(String session, String text) {
    return ((SequenceResult) await(requests.type(session, new TypeRequest(text), null))).seq();
  }

  WaitResult awaitExit(String session) {
    return (WaitResult) await(requests.await(session, new WaitRequest(null, null)));
  }

  /// Waits until `text` is on the screen.
  void awaitText(String session, String text) {
    var request = WaitScreenRequest.forText(text, PATIENCE.toMillis());
    var seen = (WaitScreenResult) await(requests.awaitScreen(session, request));
    assertTrue(seen.matched(), () -> "'" + text + "' never came; the log has: " + output(session));
  }

  Message destroy(String session, boolean force, long graceMs) {
    return await(requests.destroy(session, new DestroyRequest(force, graceMs)));
  }

  List<LogEvent.Payload> events(String session) {
    var events = new ArrayList<LogEvent.Payload>();
    try (var reader = LogReader.open(files(session).log())) {
      while (reader.next()) {
        events.add(reader.payload());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return events;
  }

  /// Our own events of one type.
  List<Extension> extensions(String session, String type) {
    return events(session).stream()
        .filter(Extension.class::isInstance)
        .map(Extension.class::cast)
        .filter(e -> e.type().equals(type))
        .toList();
  }

  /// All that the process printed, line ends as the terminal makes them turned back into `\n`.
  String output(String session) {
    var output = new ByteArrayOutputStream();
    for (var event : events(session)) {
      if (event instanceof Output(byte[] bytes)) {
        output.writeBytes(bytes);
      }
    }
    return output.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  /// The log's files as they are.
  String logText(String session) throws IOException {
    var text = new StringBuilder();
    try (var segments = Files.list(files(session).log())) {
      for (var segment : segments.sorted().toList()) {
        text.append(Files.readString(segment));
      }
    }
    return text.toString();
  }

  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("waited in vain", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e.getCause());
    }
  }

  @Override
  public void close() {
    sessions.close(Duration.ZERO);
    ptys.close();
    timer.close();
  }
}

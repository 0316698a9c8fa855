package dev.session.cli.command;

import dev.session.cli.grammar.Arguments;
import dev.session.cli.route.LiveHost;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Config;
import dev.session.home.Home;
import dev.session.home.HomeRegistry;
import dev.session.home.HostRecord;
import dev.session.home.SessionName;
import dev.session.home.TerminalSize;
import dev.session.json.JsonObject;
import dev.session.message.CreateRequest;
import dev.session.redaction.RedactionPatterns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `session create`: starts a program in a new session.
///
/// Everything that can be refused without the host is, before a home is made or a host started.
final class CreateCommand {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String UMASK = "Umask:";
  private static final String WORKING_DIRECTORY_VARIABLE = "PWD";

  /// A host that is leaving takes no session; the one after it does.
  private static final int HOSTS_MAX = 3;

  private CreateCommand() {}

  static Outcome run(Call call) {
    boolean attached = call.arguments().has("attach");
    if (attached && call.options().json()) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT, "--attach has no JSON answer; leave out --json.");
    }
    if (attached) {
      var _ = AttachCommand.requireTerminal(call);
    }
    var result = create(call);
    var id = result.fields("").string("sessionId");
    return attached ? AttachCommand.created(call, id) : new Outcome.Answer(result, _ -> id + "\n");
  }

  /// Creates the session that the arguments describe; what the host says of it.
  static JsonObject create(Call call) {
    var home = call.home();
    var result = create(call, home, request(call, home));
    register(call, home);
    return result;
  }

  private static JsonObject create(Call call, Home home, CreateRequest request) {
    var launcher = Call.launcher(home);
    for (int round = 1; ; round++) {
      var connection = launcher.findOrStart();
      var asked = HostRecord.read(home);
      try (var host = new LiveHost(connection)) {
        return host.post("/v1/sessions", request.toJson(), call.timeoutMillis());
      } catch (SessionException e) {
        if (round == HOSTS_MAX || !hasLeft(home, asked, e)) {
          throw e;
        }
      }
    }
  }

  /// Whether the failure comes from a host that was leaving and so has started nothing. It takes
  /// its record away first; one that was killed leaves it, and may have started the program.
  private static boolean hasLeft(Home home, @Nullable HostRecord asked, SessionException failure) {
    return switch (failure.code()) {
      case HOST_UNREACHABLE -> true;
      case RPC_ERROR -> asked == null || !asked.equals(HostRecord.read(home));
      default -> false;
    };
  }

  private static CreateRequest request(Call call, Home home) {
    var arguments = call.arguments();
    var config = Config.read(home);
    var cols = arguments.number("cols", config.defaultCols());
    var rows = arguments.number("rows", config.defaultRows());
    TerminalSize.require((int) cols, (int) rows);
    var name = arguments.text("name");
    if (name != null) {
      SessionName.requireName(name);
    }
    var cwd = directory(arguments.text("cwd"));
    var command = arguments.texts("command");
    if (!command.isEmpty() && command.getFirst().isEmpty()) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT, "The command is empty; give the name of a program.");
    }
    var shell = arguments.text("shell");
    return new CreateRequest(
        command.isEmpty() ? null : command,
        shell == null ? null : shell(shell, command.isEmpty()),
        cwd,
        environment(call, cwd),
        variables(arguments),
        (int) cols,
        (int) rows,
        arguments.text("term"),
        name,
        arguments.number("idle-timeout-ms"),
        arguments.number("ttl"),
        arguments.has("show-env"),
        arguments.has("keep"),
        arguments.has("no-integration"),
        arguments.has("no-trace"),
        recording(arguments),
        umask());
  }

  private static CreateRequest.Recording recording(Arguments arguments) {
    var redact = arguments.texts("redact");
    if (!redact.isEmpty()) {
      var _ = RedactionPatterns.of(redact);
    }
    var maxLogBytes = arguments.number("max-log-size");
    if (maxLogBytes != null && maxLogBytes < Config.LOG_MIN_BYTES) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "--max-log-size must be at least " + (Config.LOG_MIN_BYTES >> 10) + "K.",
          JsonObject.builder().put("maxLogBytes", maxLogBytes).build());
    }
    return new CreateRequest.Recording(!arguments.has("no-record-input"), redact, maxLogBytes);
  }

  // Java has no call for it. Where /proc does not tell, the session gets that of the host.
  private static @Nullable Integer umask() {
    try (var status = Files.lines(STATUS, StandardCharsets.ISO_8859_1)) {
      return status
          .filter(line -> line.startsWith(UMASK))
          .findFirst()
          .map(line -> Integer.valueOf(line.substring(UMASK.length()).strip(), 8))
          .orElse(null);
    } catch (IOException | NumberFormatException noneToBeHad) {
      return null;
    }
  }

  private static String directory(@Nullable String given) {
    var directory = Path.of(given == null ? "" : given).toAbsolutePath();
    if (!Files.isDirectory(directory)) {
      throw new SessionException(
          ErrorCode.STORAGE_READ_ERROR,
          "The directory " + directory + " does not exist or is not a directory.",
          JsonObject.builder().put("path", directory.toString()).build());
    }
    return directory.normalize().toString();
  }

  // Looked at only where it is to be started.
  private static String shell(String given, boolean used) {
    var shell = Path.of(given).toAbsolutePath();
    if (used && !Files.isRegularFile(shell)) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "The shell " + shell + " does not exist or is not a file.",
          JsonObject.builder().put("path", shell.toString()).build());
    }
    return shell.toString();
  }

  // A program that believes PWD must not believe to be where the caller is.
  private static Map<String, String> environment(Call call, String cwd) {
    if (!call.arguments().has("cwd")) {
      return call.environment();
    }
    var environment = new HashMap<>(call.environment());
    environment.put(WORKING_DIRECTORY_VARIABLE, cwd);
    return environment;
  }

  private static Map<String, String> variables(Arguments arguments) {
    var variables = new LinkedHashMap<String, String>();
    for (var assignment : arguments.texts("env")) {
      int equals = assignment.indexOf('=');
      variables.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
    return variables;
  }

  // The registry is advice: the session runs, whatever becomes of the note.
  private static void register(Call call, Home home) {
    try {
      HomeRegistry.of(call.environment()).register(home.directory(), Instant.now());
    } catch (SessionException e) {
      call.warn(
          "The home could not be noted, so 'session gc' without --home will not find it: "
              + e.sentence());
    }
  }
}

package dev.session.home;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The directory of one host and its sessions. An instance knows places only; nothing is read or
/// made until asked.
///
/// ```
/// <home>/                 0700
///   config.json           the user's settings
///   host.json             the running host: process, socket, version
///   host.lock             held by the host for as long as it lives
///   host.start.lock       held by a process while it starts a host
///   host.log              the host's own messages
///   host.sock             the API, 0600 (or in a short runtime directory, see [SocketPath])
///   sessions/<id>/        one session, see [SessionFiles]
///   trash/                directories on their way out; gc finishes what it finds here
/// ```
public record Home(Path directory, boolean explicit) {
  /// The environment variable that names a home.
  public static final String VARIABLE = "SESSION_HOME";

  /// Finds the home that a command works on.
  ///
  /// @param option the value of `--home`, or null
  /// @param environment the caller's environment
  public static Home resolve(@Nullable String option, Map<String, String> environment) {
    if (option != null) {
      return new Home(absolute(option, "--home"), true);
    }
    var variable = environment.get(VARIABLE);
    if (variable != null) {
      return new Home(absolute(variable, VARIABLE), true);
    }
    return new Home(canonical(ofUser(environment).resolve(".session")), false);
  }

  /// The home directory of the user with this environment.
  static Path ofUser(Map<String, String> environment) {
    var user = environment.get("HOME");
    return Path.of(user == null || user.isEmpty() ? System.getProperty("user.home") : user);
  }

  private static Path absolute(String text, String source) {
    if (text.isEmpty() || !text.startsWith("/") || text.indexOf('\0') >= 0) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          source + " must be an absolute path, not '" + text + "'.",
          JsonObject.builder().put("source", source).put("value", text).build());
    }
    return canonical(Path.of(text));
  }

  // Two spellings of one directory must find the same host.
  private static Path canonical(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException notThereYet) {
      var normal = path.toAbsolutePath().normalize();
      var parent = normal.getParent();
      return parent == null ? normal : canonical(parent).resolve(normal.getFileName());
    }
  }

  public Path config() {
    return directory.resolve("config.json");
  }

  public Path hostRecord() {
    return directory.resolve("host.json");
  }

  public Path hostLock() {
    return directory.resolve("host.lock");
  }

  public Path hostStartLock() {
    return directory.resolve("host.start.lock");
  }

  public Path hostLog() {
    return directory.resolve("host.log");
  }

  public Path sessions() {
    return directory.resolve("sessions");
  }

  public Path trash() {
    return directory.resolve("trash");
  }

  public SessionFiles session(SessionId id) {
    return new SessionFiles(id, sessions().resolve(id.value()));
  }

  /// Makes the home's directories where they are missing; existing ones keep their mode.
  public void create() {
    PrivateFiles.createDirectories(directory);
    requirePrivate();
    PrivateFiles.createDirectories(sessions());
  }

  /// Refuses a home that is another user's, or that others can write to: they could have us read
  /// and write what they like. A home that is not there yet is none of these.
  ///
  /// @throws SessionException STORAGE_READ_ERROR
  public void requirePrivate() {
    for (var place : new Path[] {directory, sessions()}) {
      var reason = Ownership.objection(place, Ownership.OTHERS_WRITE);
      if (reason != null) {
        throw new SessionException(
            ErrorCode.STORAGE_READ_ERROR,
            place + " is not used as a home of sessions: " + reason + ". Use another --home.",
            JsonObject.builder().put("path", place.toString()).put("reason", reason).build());
      }
    }
  }
}

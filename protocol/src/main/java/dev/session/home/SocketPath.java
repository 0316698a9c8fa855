package dev.session.home;

import dev.session.digest.Sha256;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Where a host listens: in its home, or, where that path is longer than the platform takes, in a
/// short directory that belongs to the user alone.
///
/// The place follows from the home and the environment, but clients read it from the host record,
/// because a client's environment (`XDG_RUNTIME_DIR`) need not be the host's.
public final class SocketPath {
  /// `sun_path` has 108 bytes on Linux and 104 on macOS, with a closing zero.
  static final int SOCKET_PATH_MAX_BYTES = 103;

  private static final int HASH_HEX_CHARS = 16;

  private SocketPath() {}

  /// The socket's path for `home`; makes the runtime directory where one is needed.
  public static Path choose(Home home, Map<String, String> environment) {
    var inHome = home.directory().resolve("host.sock");
    if (bytes(inHome) <= SOCKET_PATH_MAX_BYTES) {
      return inHome;
    }
    var name = hash(home.directory()) + ".sock";
    var runtime = environment.get("XDG_RUNTIME_DIR");
    if (runtime != null && runtime.startsWith("/") && Files.isDirectory(Path.of(runtime))) {
      var socket = Path.of(runtime, "session", name);
      if (bytes(socket) <= SOCKET_PATH_MAX_BYTES) {
        return inPrivateDirectory(socket);
      }
    }
    var user = System.getProperty("user.name");
    return inPrivateDirectory(Path.of("/tmp", "session-" + user, name));
  }

  private static int bytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private static String hash(Path home) {
    return Sha256.of(home.toString()).substring(0, HASH_HEX_CHARS);
  }

  // /tmp is open to all: a directory that another user made first must not receive our socket.
  private static Path inPrivateDirectory(Path socket) {
    var directory = PrivateFiles.directoryOf(socket);
    PrivateFiles.createDirectories(directory);
    var reason = Ownership.objection(directory, Ownership.OTHERS_ALL);
    if (reason != null) {
      throw new SessionException(
          ErrorCode.STORAGE_WRITE_ERROR,
          "The directory "
              + directory
              + " for the host's socket is not private to you: "
              + reason
              + "; remove it or set XDG_RUNTIME_DIR.",
          JsonObject.builder().put("path", directory.toString()).put("reason", reason).build());
    }
    return socket;
  }
}

package dev.session.cli.command;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.SessionId;
import dev.session.home.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a caller wants a file: one that can be made or replaced, or standard output.
final class Destination {
  /// Names of standard output, which are not names of files here.
  private static final Set<String> STANDARD_OUTPUT =
      Set.of("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1");

  private Destination() {}

  /// Whether the caller wants the bytes themselves and no file.
  static boolean isStandardOutput(@Nullable String name) {
    return name != null && STANDARD_OUTPUT.contains(name);
  }

  /// Refuses to print `what` where it would be mixed with something else or read by a terminal.
  static void requirePrintable(Call call, String what, boolean binary) {
    if (call.options().json()) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "Standard output cannot take both "
              + what
              + " and the answer of --json: give --out a file, or leave --json out.");
    }
    if (binary && call.console().appearance().terminal()) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "A terminal cannot show " + what + ": write to a pipe, or give --out a file.");
    }
  }

  /// What to throw for a file that cannot be written.
  @FunctionalInterface
  interface Refusal {
    SessionException because(IOException reason);
  }

  /// Replaces a file with `content`, whole or not at all, with the mode that its user's umask
  /// gives.
  static void replace(Path file, byte[] content) {
    var id = SessionId.create(System.currentTimeMillis()); // any ULID
    var unfinished = file.resolveSibling("." + id + ".part");
    try {
      try {
        Files.write(unfinished, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.move(
            unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw Storage.unwritable(file, e);
    }
  }

  /// The absolute path of the file. Of a symbolic link it is what the link leads to, so that the
  /// link stays.
  static Path of(String name, Refusal refusal) {
    var path = Path.of(name).toAbsolutePath().normalize();
    var parent = path.getParent();
    try {
      if (Files.exists(path)) {
        if (!Files.isRegularFile(path)) {
          throw new IOException("it is there and no regular file");
        }
        return path.toRealPath();
      }
      if (parent == null || !Files.isDirectory(parent)) {
        throw new IOException("the directory " + parent + " does not exist");
      }
      if (!Files.isWritable(parent)) {
        throw new IOException("the directory " + parent + " cannot be written");
      }
      return parent.toRealPath().resolve(path.getFileName());
    } catch (IOException e) {
      throw refusal.because(e);
    }
  }
}

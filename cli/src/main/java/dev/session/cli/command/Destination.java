package dev.session.cli.command;

import dev.session.error.SessionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a caller wants a file: one that can be made or replaced.
final class Destination {
  private Destination() {}

  /// What to throw for a file that cannot be written.
  @FunctionalInterface
  interface Refusal {
    SessionException because(IOException reason);
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

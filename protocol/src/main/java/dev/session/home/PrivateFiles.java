package dev.session.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Files and directories that only their owner can read, written so that a reader sees the old
/// content or the new, never a part.
public final class PrivateFiles {
  static final Set<PosixFilePermission> DIRECTORY_MODE =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE_MODE =
      PosixFilePermissions.fromString("rw-------");

  private PrivateFiles() {}

  /// The creation attribute of a private file (0600).
  public static FileAttribute<Set<PosixFilePermission>> fileMode() {
    return PosixFilePermissions.asFileAttribute(FILE_MODE);
  }

  /// Makes `directory` and its missing parents, each 0700.
  public static void createDirectories(Path directory) {
    if (Files.isDirectory(directory)) {
      return;
    }
    try {
      Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(DIRECTORY_MODE));
    } catch (IOException e) {
      throw Storage.unwritable(directory, e);
    }
  }

  /// Replaces `file` with `content`: a temporary file, forced to the disk, then renamed, and the
  /// directory forced too. After a loss of power there is the old content or the new.
  public static void replace(Path file, byte[] content) {
    var directory = directoryOf(file);
    var temporary =
        directory.resolve(
            temporaryPrefix(file) + Long.toHexString(ThreadLocalRandom.current().nextLong()));
    try {
      try (var channel =
          FileChannel.open(
              temporary,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              fileMode())) {
        var buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      force(directory);
    } catch (IOException e) {
      var failure = Storage.unwritable(file, e);
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException alsoFailed) {
        failure.addSuppressed(alsoFailed);
      }
      throw failure;
    }
  }

  private static String temporaryPrefix(Path file) {
    return "." + file.getFileName() + ".";
  }

  /// Removes what was left by whoever was killed while replacing `file`. Nobody may be replacing
  /// it: the caller holds the lock that those who do it take.
  public static void removeAbandoned(Path file) {
    var prefix = temporaryPrefix(file);
    try (var left =
        Files.newDirectoryStream(
            directoryOf(file), each -> each.getFileName().toString().startsWith(prefix))) {
      for (var each : left) {
        Files.deleteIfExists(each);
      }
    } catch (NoSuchFileException noDirectory) {
      // then nothing is left in it
    } catch (DirectoryIteratorException e) {
      throw Storage.unreadable(file, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw Storage.unwritable(file, e);
    }
  }

  /// Makes what was written to a file survive a loss of power; of a directory, the creation,
  /// renaming or deletion of files in it.
  ///
  /// An interrupt would close the channel and fail the call; it is put off until afterwards.
  public static void force(Path fileOrDirectory) throws IOException {
    boolean interrupted = Thread.interrupted();
    try (var channel = FileChannel.open(fileOrDirectory, StandardOpenOption.READ)) {
      channel.force(true);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// The directory that `file` is in.
  static Path directoryOf(Path file) {
    var directory = file.getParent();
    if (directory == null) {
      throw new IllegalArgumentException("not a file in a directory: " + file);
    }
    return directory;
  }

  /// The whole content of `file`, or null where there is none.
  public static byte @Nullable [] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException absent) {
      return null;
    } catch (IOException e) {
      throw Storage.unreadable(file, e);
    }
  }
}

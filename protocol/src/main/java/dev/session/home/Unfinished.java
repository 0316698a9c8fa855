package dev.session.home;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/// Sessions that are being made, or were when their host or their import was killed. They do not
/// exist yet: their directories get their names when record and log are there. What nobody goes on
/// making is removed by whoever comes next.
public final class Unfinished {
  /// Begins the name of the lock that an import holds; the host of a home holds the home's.
  private static final String CLAIM_PREFIX = ".making-";

  private Unfinished() {}

  /// The right to make a session outside of a host.
  public record Claim(Path file, FileChannel channel) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      try (channel) {
        Files.deleteIfExists(file);
      }
    }
  }

  /// Claims a session that is to be made, and removes what was left of making it before.
  ///
  /// @param making as [SessionCatalog#unfinished(Home, SessionId)] has it
  /// @throws SessionException STORAGE_WRITE_ERROR if another process is making it
  public static Claim claim(Home home, SessionFiles making) throws IOException {
    var file = claimOf(making.directory());
    var channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PrivateFiles.fileMode());
    if (!isLocked(channel)) {
      channel.close();
      throw new SessionException(
          ErrorCode.STORAGE_WRITE_ERROR,
          "Session " + making.id() + " is being imported by somebody else.",
          JsonObject.builder().put("sessionId", making.id().value()).build());
    }
    var _ = Trash.discard(home, making.directory());
    return new Claim(file, channel);
  }

  /// The directories of sessions that nobody goes on making.
  public static List<Path> abandoned(Home home) {
    // Listed before the host is looked for: what a host that starts now begins is not among them.
    var unfinished = SessionCatalog.unfinished(home);
    var host = unfinished.isEmpty() ? null : HostRecord.read(home);
    if (host != null && host.process().isAlive()) {
      return List.of();
    }
    var abandoned = new ArrayList<Path>();
    for (var directory : unfinished) {
      if (!isClaimed(directory)) {
        abandoned.add(directory);
      }
    }
    return abandoned;
  }

  /// Removes all of them; `stays` is told of what cannot be removed, and why.
  public static void removeAbandoned(Home home, BiConsumer<Path, SessionException> stays) {
    for (var directory : abandoned(home)) {
      try {
        var _ = remove(home, directory);
      } catch (SessionException e) {
        stays.accept(directory, e);
      }
    }
  }

  /// Removes one of [#abandoned]; its bytes.
  public static long remove(Home home, Path directory) {
    var bytes = Trash.discard(home, directory);
    try {
      Files.deleteIfExists(claimOf(directory));
    } catch (IOException e) {
      throw Storage.unwritable(directory, e);
    }
    return bytes == null ? 0 : bytes;
  }

  private static Path claimOf(Path directory) {
    var name = directory.getFileName().toString();
    return directory.resolveSibling(
        CLAIM_PREFIX + name.substring(SessionCatalog.UNFINISHED_PREFIX.length()));
  }

  private static boolean isClaimed(Path directory) {
    try (var channel = FileChannel.open(claimOf(directory), StandardOpenOption.WRITE)) {
      return !isLocked(channel);
    } catch (NoSuchFileException ofAHost) {
      return false;
    } catch (IOException e) {
      throw Storage.unreadable(claimOf(directory), e);
    }
  }

  /// Whether this took the lock. It goes with the channel.
  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }
}

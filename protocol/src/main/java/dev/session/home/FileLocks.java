package dev.session.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Work done while holding a lock file, so that neither another process nor another thread of this
/// one does the same work at the same time.
///
/// Lock files are never deleted while their directory is in use: deleting one would let two holders
/// in, each with a lock on a different file of the same name.
public final class FileLocks {
  // A FileLock belongs to the whole process; threads are kept apart by these. A fixed number, so
  // that a host remembers nothing of the sessions it has seen; files may share one.
  private static final ReentrantLock[] THREADS = new ReentrantLock[64];

  static {
    Arrays.setAll(THREADS, _ -> new ReentrantLock());
  }

  private FileLocks() {}

  /// Runs `work` while holding the lock `file`; waits for whoever holds it. Does not nest.
  public static <T extends @Nullable Object> T holding(Path file, Supplier<T> work) {
    var threads = THREADS[Math.floorMod(file.hashCode(), THREADS.length)];
    threads.lock();
    try (var channel =
            FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PrivateFiles.fileMode());
        var _ = channel.lock()) {
      return work.get();
    } catch (IOException e) {
      throw Storage.unwritable(file, e);
    } finally {
      threads.unlock();
    }
  }
}

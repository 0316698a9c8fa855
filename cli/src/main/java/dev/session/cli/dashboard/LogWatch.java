package dev.session.cli.dashboard;

import dev.session.home.SessionId;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tells when a log grows, at no cost while none does: the kernel wakes us (`inotify(7)`). Each log
/// is told of once and then not again until [#rearm]; so a flood is told of as often as its reader
/// can take it.
///
/// Where the kernel can watch nothing more (its limit is reached, or a network's files are changed
/// elsewhere), nothing is told; the reader looks by itself now and then.
final class LogWatch implements AutoCloseable {
  private final Consumer<SessionId> grown;
  private final Map<SessionId, WatchKey> keys = new ConcurrentHashMap<>();
  private final @Nullable WatchService service;

  LogWatch(Consumer<SessionId> grown) {
    this.grown = grown;
    service = open();
    if (service != null) {
      Thread.ofPlatform().daemon().name("dashboard-watch").start(() -> tell(service));
    }
  }

  private static @Nullable WatchService open() {
    try {
      return FileSystems.getDefault().newWatchService();
    } catch (IOException limitReached) {
      return null;
    }
  }

  void add(SessionId id, Path log) {
    if (service != null) {
      try {
        keys.put(
            id,
            log.register(
                service,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_CREATE));
      } catch (IOException limitReached) {
        // Looked at now and then.
      }
    }
  }

  void remove(SessionId id) {
    var key = keys.remove(id);
    if (key != null) {
      key.cancel();
    }
  }

  /// Tells of this log again: at once, if it has grown since it was told of. To be called before
  /// the log is read, so that nothing is missed.
  void rearm(SessionId id) {
    var key = keys.get(id);
    if (key != null) {
      key.pollEvents();
      key.reset();
    }
  }

  private void tell(WatchService watched) {
    try {
      while (true) {
        var key = watched.take();
        for (var each : keys.entrySet()) {
          if (each.getValue().equals(key)) {
            grown.accept(each.getKey());
          }
        }
      }
    } catch (ClosedWatchServiceException | InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (service != null) {
      try {
        service.close();
      } catch (IOException e) {
        // The process ends, and the kernel's watches with it.
      }
    }
  }
}

package dev.session.host.live;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/// A session whose lock somebody has, as while a slow disk is written, until this is closed.
public final class BusySession implements AutoCloseable {
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread busy;

  public BusySession(Sessions sessions, String session) throws InterruptedException {
    var live = Objects.requireNonNull(sessions.find(session));
    var locked = new CountDownLatch(1);
    busy =
        Thread.startVirtualThread(
            () ->
                live.atomically(
                    _ -> {
                      locked.countDown();
                      try {
                        done.await();
                      } catch (InterruptedException e) {
                        throw new AssertionError(e);
                      }
                      return live;
                    }));
    locked.await();
  }

  @Override
  public void close() {
    done.countDown();
    try {
      busy.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

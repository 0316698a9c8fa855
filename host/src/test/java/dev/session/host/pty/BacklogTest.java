package dev.session.host.pty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.process.ProcessExit;
import dev.session.process.ProcessIdentity;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What was read waits in order for the listener, and stops the reader when there is too much.
@Timeout(60)
class BacklogTest {
  private final BacklogThread thread = new BacklogThread(1);
  private final CompletableFuture<@Nullable Void> room = new CompletableFuture<>();
  private final StringBuilder heard = new StringBuilder(); // by the thread, then by the test

  @AfterEach
  void stop() {
    assertTrue(thread.stop(System.nanoTime() + TimeUnit.SECONDS.toNanos(60)));
  }

  @Test
  void allThatIsSaidIsHeardInOrder() {
    var backlog = backlog(PtyListener.Reading.CONTINUE, () -> {});
    for (int i = 0; i < 1000; i++) {
      add(backlog, i + ",");
      if (i % 100 == 0) {
        int news = i;
        backlog.then(() -> heard.append("[").append(news).append("]"));
      }
    }
    awaitAll(backlog);
    var expected = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      expected.append(i).append(i % 100 == 0 ? ",[" + i + "]" : ",");
    }
    assertEquals(expected.toString(), heard.toString());
  }

  @Test
  void aPausedListenerHearsNothingUntilItIsResumed() {
    var backlog = backlog(PtyListener.Reading.PAUSE, () -> {});
    add(backlog, "first");
    backlog.then(() -> heard.append("second"));
    var others = new CompletableFuture<@Nullable Void>();
    thread.lineUp(() -> thread.lineUp(() -> others.complete(null)));
    Terminal.await(others);
    assertEquals("first", heard.toString());
    backlog.resume();
    awaitAll(backlog);
    assertEquals("firstsecond", heard.toString());
  }

  @Test
  void aListenerThatIsResumedBeforeItHasReturnedGoesOn() {
    var holder = new CompletableFuture<Backlog>();
    var backlog = backlog(PtyListener.Reading.PAUSE, () -> holder.join().resume());
    holder.complete(backlog);
    add(backlog, "first");
    awaitAll(backlog);
    assertEquals("first", heard.toString());
  }

  @Test
  void aFullBacklogStopsTheReaderUntilThereIsRoom() {
    var gate = new CompletableFuture<@Nullable Void>();
    thread.lineUp(gate::join);
    var backlog = backlog(PtyListener.Reading.CONTINUE, () -> {});
    assertTrue(add(backlog, "x".repeat(Backlog.FULL_BYTES - 1)));
    assertFalse(add(backlog, "x"));
    assertFalse(room.isDone());
    gate.complete(null);
    Terminal.await(room);
    awaitAll(backlog);
    assertEquals(Backlog.FULL_BYTES, heard.length());
    assertTrue(add(backlog, "more"));
  }

  private static boolean add(Backlog backlog, String text) {
    var bytes = MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8));
    return backlog.add(bytes, (int) bytes.byteSize());
  }

  private static void awaitAll(Backlog backlog) {
    var all = new CompletableFuture<@Nullable Void>();
    backlog.then(() -> all.complete(null));
    Terminal.await(all);
  }

  private Backlog backlog(PtyListener.Reading answer, Runnable whenHeard) {
    var listener =
        new PtyListener() {
          @Override
          public Reading onOutput(byte[] buffer, int length) {
            heard.append(new String(buffer, 0, length, StandardCharsets.UTF_8));
            whenHeard.run();
            return answer;
          }

          @Override
          public void onExit(ProcessExit exit) {}

          @Override
          public void onSurvivors(List<ProcessIdentity> survivors) {}

          @Override
          public void onClosed() {}
        };
    return new Backlog(listener, thread, () -> room.complete(null));
  }
}

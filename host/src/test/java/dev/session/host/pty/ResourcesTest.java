package dev.session.host.pty;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.session.process.ProcessExit;
import dev.session.process.ProcessExit.Exited;
import dev.session.process.ProcessIdentity;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What programs in terminals cost the host, and that it is given back.
@Timeout(60)
class ResourcesTest {

  @Test
  void aThousandProgramsLeaveNoDescriptorAndNoZombie() throws Exception {
    try (var ptys = new Ptys(() -> {})) {
      run(ptys, 4); // what is loaded and started once
      var before = OpenFiles.all();
      run(ptys, 1000);
      assertEquals(Set.of(), OpenFiles.since(before));
      assertEquals(List.of(), OpenFiles.zombies());
    }
  }

  @Test
  void closingGivesBackThreadsAndDescriptors() throws Exception {
    try (var ptys = new Ptys(() -> {})) {
      run(ptys, 1);
    }
    var before = OpenFiles.all();
    try (var ptys = new Ptys(() -> {})) {
      run(ptys, 3);
      assertNotEquals(Set.of(), OpenFiles.since(before));
    }
    assertEquals(Set.of(), OpenFiles.since(before));
    assertEquals(0, loopThreads());
  }

  @Test
  void manyProgramsShareAFewThreads() throws Exception {
    try (var ptys = new Ptys(2, () -> {}, Duration.ofSeconds(10))) {
      assertEquals(0, loopThreads());
      for (var i = 0; i < 50; i++) {
        Terminal.sh(ptys, "read _");
      }
      assertEquals(2, loopThreads());
    }
  }

  @Test
  void aListenerThatHangsDoesNotKeepTheTerminalsFromClosing() throws Exception {
    var told = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var hanging =
        new PtyListener() {
          @Override
          public Reading onOutput(byte[] buffer, int length) {
            told.countDown();
            try {
              release.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            return Reading.CONTINUE;
          }

          @Override
          public void onExit(ProcessExit exit) {}

          @Override
          public void onSurvivors(List<ProcessIdentity> survivors) {}

          @Override
          public void onClosed() {}
        };
    try (var ptys = new Ptys(1, () -> {}, Duration.ofMillis(200))) {
      var _ = ptys.spawn(Terminal.command("/bin/sh", "-c", "echo x; exec sleep 1000"), hanging);
      told.await();
    } finally {
      release.countDown();
    }
  }

  /// Another descriptor is put in the place of its own, which nobody does.
  @Test
  void aThreadOfTerminalsThatDiesIsTold() throws Throwable {
    var died = new CountDownLatch(1);
    var handler = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((_, _) -> {});
    try (var ptys = new Ptys(1, died::countDown, Duration.ofMillis(200))) {
      var terminal = Terminal.sh(ptys, "read x");
      var loops = Ptys.class.getDeclaredField("loops");
      loops.setAccessible(true);
      var loop = ((List<?>) loops.get(ptys)).getFirst();
      replace(descriptor(loop, "epoll"), descriptor(loop, "wakeFd"));
      terminal.type("\n"); // has the loop look
      died.await();
      end(terminal.process().identity().pid()); // which nobody serves any more
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(handler);
    }
  }

  private static int descriptor(Object loop, String field) throws ReflectiveOperationException {
    var declared = PtyLoop.class.getDeclaredField(field);
    declared.setAccessible(true);
    return declared.getInt(loop);
  }

  private static void replace(int descriptor, int other) throws Throwable {
    assertEquals(descriptor, (int) call("dup2", JAVA_INT, JAVA_INT).invokeExact(other, descriptor));
  }

  private static void end(long pid) throws Throwable {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    var waitpid = call("waitpid", JAVA_INT, ADDRESS, JAVA_INT);
    assertEquals((int) pid, (int) waitpid.invokeExact((int) pid, MemorySegment.NULL, 0));
  }

  @SuppressWarnings("restricted") // The tests' JVMs may: --enable-native-access.
  private static MethodHandle call(String function, MemoryLayout... parameters) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(function), FunctionDescriptor.of(JAVA_INT, parameters));
  }

  private static void run(Ptys ptys, int times) throws Exception {
    for (var i = 0; i < times; i++) {
      var terminal = Terminal.start(ptys, Terminal.command("/bin/true"));
      assertEquals(new Exited(0), terminal.awaitExit());
      terminal.awaitClosed();
    }
  }

  private static long loopThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("pty-loop-"))
        .count();
  }
}

package dev.session.host.pty;

import static org.junit.jupiter.api.Assertions.fail;

import dev.session.process.ProcessExit;
import dev.session.process.ProcessIdentity;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A program under test: records all that its terminal says, and waits for it without sleeping.
final class Terminal implements PtyListener {

  /// Far more than anything here takes; a test that waits this long has failed.
  static final Duration PATIENCE = Duration.ofSeconds(30);

  static final int COLS = 100;
  static final int ROWS = 30;

  final CompletableFuture<ProcessExit> exit = new CompletableFuture<>();

  /// Those that were told first.
  final CompletableFuture<List<ProcessIdentity>> survivors = new CompletableFuture<>();

  final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

  private @Nullable PtyProcess process;

  // Guarded by this.
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final List<String> order = new ArrayList<>();
  private boolean pausing;

  private Terminal(boolean pausing) {
    this.pausing = pausing;
  }

  static Terminal sh(Ptys ptys, String script) throws SpawnException {
    return start(ptys, command("/bin/sh", "-c", script));
  }

  static Terminal start(Ptys ptys, PtyCommand command) throws SpawnException {
    return start(ptys, command, false);
  }

  /// Asks for a pause with each output that it hears.
  static Terminal startPaused(Ptys ptys, PtyCommand command) throws SpawnException {
    return start(ptys, command, true);
  }

  private static Terminal start(Ptys ptys, PtyCommand command, boolean pausing)
      throws SpawnException {
    var terminal = new Terminal(pausing);
    terminal.process = ptys.spawn(command, terminal);
    return terminal;
  }

  static PtyCommand command(String... arguments) {
    return command(environment(), arguments);
  }

  static PtyCommand command(Map<String, String> environment, String... arguments) {
    return new PtyCommand(List.of(arguments), "/", environment, COLS, ROWS, null);
  }

  static Map<String, String> environment() {
    var environment = new TreeMap<String, String>();
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.put("TERM", "xterm-256color");
    environment.put("LC_ALL", "C.UTF-8");
    return environment;
  }

  PtyProcess process() {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    return process;
  }

  @Override
  public synchronized Reading onOutput(byte[] buffer, int length) {
    output.write(buffer, 0, length);
    order.add("output");
    notifyAll();
    return pausing ? Reading.PAUSE : Reading.CONTINUE;
  }

  @Override
  public synchronized void onExit(ProcessExit end) {
    order.add("exit");
    notifyAll();
    exit.complete(end);
  }

  @Override
  public void onSurvivors(List<ProcessIdentity> left) {
    survivors.complete(left);
  }

  @Override
  public synchronized void onClosed() {
    order.add("closed");
    notifyAll();
    closed.complete(null);
  }

  synchronized void resume() {
    pausing = false;
    process().resume();
  }

  /// Lets the terminal speak once and no more.
  synchronized void resumeForOneOutput() {
    var heard = output.size();
    process().resume();
    awaitChange("more output", () -> output.size() > heard || order.contains("exit"));
  }

  /// What was heard, in order, repetitions of output left out.
  synchronized List<String> order() {
    var distinct = new ArrayList<String>();
    for (var event : order) {
      if (distinct.isEmpty() || !distinct.getLast().equals(event)) {
        distinct.add(event);
      }
    }
    return distinct;
  }

  synchronized byte[] bytes() {
    return output.toByteArray();
  }

  /// All output so far as text, line ends as the terminal makes them turned back into `\n`.
  String text() {
    return new String(bytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  void type(String text) throws InputRefusedException {
    var _ = process().write(text.getBytes(StandardCharsets.UTF_8));
  }

  void awaitText(String wanted) {
    await("'" + wanted + "'", text -> text.contains(wanted));
  }

  void await(String what, Predicate<String> condition) {
    awaitChange(what, () -> condition.test(text()));
  }

  private synchronized void awaitChange(String what, BooleanSupplier condition) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      var left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0 || order.contains("closed")) {
        fail("waited in vain for " + what + "; the terminal said: " + text());
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw new IllegalStateException("a test was interrupted", e);
      }
    }
  }

  ProcessExit awaitExit() {
    return await(exit);
  }

  void awaitClosed() {
    await(closed);
  }

  static <T extends @Nullable Object> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("waited in vain", e);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }
}

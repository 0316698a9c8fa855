package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Where a log cannot be written its session stands still and says so, other sessions go on, and
/// when it can be written again nothing is missing.
final class StorageTest {
  private static final int LINES = 60_000;

  @RegisterExtension final Sandbox sandbox = new Sandbox();

  private JsonNode storage(String id) {
    return sandbox.ask("inspect", id).exits(0).success().path("storage");
  }

  private String printer() {
    return sandbox.create("--", "sh", "-c", "stty -opost; read x; seq " + LINES + "; exit 7");
  }

  private void awaitBlocked(String id) {
    Await.until(
        "the session stands still", () -> storage(id).path("status").asString().equals("blocked"));
    var refused = sandbox.ask("type", id, "more").exits(8).failure();
    assertEquals("STORAGE_WRITE_ERROR", refused.path("code").asString(), refused::toString);
    assertFalse(storage(id).path("reason").asString().isEmpty());
    sandbox.ask("snapshot", id).exits(0);
    assertTrue(sandbox.run("list").exits(0).out().contains(id));
  }

  private void assertComplete(String id) throws IOException {
    sandbox.ask("wait", id, "--exit", "--exit-status").exits(7);
    var out = sandbox.directory().resolve("raw");
    sandbox.ask("export", id, "--format", "raw", "--out", out.toString()).exits(0);
    var printed =
        IntStream.rangeClosed(1, LINES)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining("\n", "", "\n"));
    // The echo of what was typed comes first.
    assertTrue(Files.readString(out, StandardCharsets.ISO_8859_1).endsWith("\n" + printed));
  }

  @Test
  void aFullDisk() throws IOException {
    var home = Files.createDirectory(sandbox.home());
    assumeTrue(
        mount("mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "none", home.toString()),
        "a file system of its own can be mounted by root only");
    try {
      var id = printer();
      var filler = home.resolve("filler");
      Files.write(filler, new byte[(int) (home.toFile().getUsableSpace() - (200 << 10))]);
      sandbox.ask("type", id, "\n").exits(0);
      awaitBlocked(id);
      Files.delete(filler);
      assertComplete(id);
    } finally {
      sandbox.ask("host", "stop");
      assertTrue(mount("umount", "--lazy", home.toString()));
    }
  }

  private boolean mount(String... command) {
    return sandbox.call().of(command).run().exitCode() == 0;
  }

  @Test
  void aLimitForFiles() throws IOException {
    assumeTrue(
        sandbox.call().of("sh", "-c", "command -v prlimit").run().exitCode() == 0,
        "prlimit is not installed");
    // Blocks of 512 bytes; the host inherits the limit from the call that starts it.
    var program = Sandbox.installation().resolve("bin/session");
    var other =
        sandbox
            .call()
            .of("sh", "-c", "ulimit -S -f 512; exec \"$0\" create -- cat", program.toString())
            .run()
            .exits(0)
            .out()
            .strip();
    var id = printer();
    sandbox.ask("type", id, "\n").exits(0);
    awaitBlocked(id);
    sandbox.ask("type", other, "still here\n").exits(0);
    sandbox.awaitText(other, "still here");
    assertEquals("writing", storage(other).path("status").asString());
    var host = sandbox.ask("host", "status").exits(0).success().path("pid").asString();
    sandbox.call().of("prlimit", "--fsize=unlimited", "--pid", host).run().exits(0);
    assertComplete(id);
  }

  @Test
  void aDirectoryThatMayNotBeWritten() throws IOException {
    assumeTrue(!isRoot(), "root may write everywhere");
    Files.createDirectories(sandbox.home());
    Files.writeString(sandbox.home().resolve("config.json"), "{\"log\":{\"segmentBytes\":65536}}");
    var id = printer();
    var log = sandbox.files(id).resolve("log");
    sandbox.call().of("chmod", "500", log.toString()).run().exits(0);
    sandbox.ask("type", id, "\n").exits(0);
    awaitBlocked(id);
    sandbox.call().of("chmod", "700", log.toString()).run().exits(0);
    assertComplete(id);
  }

  @Test
  void aDiskThatAnswersLateHoldsUpNoSession() {
    var id = sandbox.create("--", "cat");
    sandbox.run("type", id, "one\n").exits(0);
    sandbox.awaitText(id, "one");
    long host = sandbox.hostPid();
    var delaying = delayForcing(host);
    try {
      sandbox.run("type", id, "two\n").exits(0);
      Await.until("the disk is waited for", () -> isWaitingForDisk(host));
      sandbox.run("type", id, "three\n").exits(0);
      sandbox.awaitText(id, "three");
      sandbox.run("snapshot", id).exits(0);
      assertTrue(isWaitingForDisk(host), "all that happened while the disk was waited for");
    } finally {
      delaying.destroyForcibly();
    }
  }

  /// Has the kernel take ten minutes for each request to force a file, until the process ends.
  private Process delayForcing(long pid) {
    assumeTrue(
        sandbox.call().of("strace", "-o", "/dev/null", "true").run().exitCode() == 0,
        "strace is not installed, or may not be used");
    try {
      var process =
          new ProcessBuilder(
                  "strace",
                  "-f",
                  "-p",
                  Long.toString(pid),
                  "-o",
                  "/dev/null",
                  "-e",
                  "inject=fsync,fdatasync:delay_enter=600s")
              .redirectErrorStream(true)
              .start();
      // What it says first is that it follows the process, or why not.
      var said = process.inputReader().readLine();
      assumeTrue(said != null && said.contains("attached"), "strace may not be used: " + said);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether the host's thread for the disk stands still in a request. Each look takes a while, so
  /// that two in a row do not meet it between two requests.
  private static boolean isWaitingForDisk(long host) {
    return diskThread(host).startsWith("t") && diskThread(host).equals(diskThread(host));
  }

  /// The state of that thread and the processor time that it has used; empty if there is none yet.
  private static String diskThread(long host) {
    try (var threads = Files.newDirectoryStream(Path.of("/proc/" + host + "/task"))) {
      for (var thread : threads) {
        var stat = Files.readString(thread.resolve("stat"));
        if (stat.contains("(host-disk)")) {
          return stat.substring(stat.lastIndexOf(')') + 2);
        }
      }
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }
}

package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The documents keep what they promise: each block of commands is run as it stands, in a sandbox
/// as if it were new ([Document] says how exceptions are marked), by bash, which stops at the first
/// failure.
final class DocumentsTest {
  /// More would mean that the documents are not tested any more.
  private static final int NOT_RUN_MAX = 10;

  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();

  static List<Document.Block> shellBlocks() throws IOException {
    return blocks("sh");
  }

  static List<Document.Block> crontabs() throws IOException {
    return blocks("crontab");
  }

  private static List<Document.Block> blocks(String language) throws IOException {
    var blocks = new ArrayList<Document.Block>();
    for (var document : Document.all()) {
      for (var block : document.blocks()) {
        if (block.language().equals(language) && !block.is("file") && !block.is("not run")) {
          blocks.add(block);
        }
      }
    }
    return blocks;
  }

  @ParameterizedTest
  @MethodSource("shellBlocks")
  void commandsDoWhatTheDocumentSays(Document.Block block) throws IOException {
    if (block.is("needs")) {
      for (var program : block.says().split(" ", -1)) {
        assumeTrue(isInstalled(program), () -> program + " is not installed here");
      }
    }
    writeFiles(block.document());
    var script = (block.is("before") ? block.says() + "\n" : "") + block.text();
    run("bash", "-euo", "pipefail", "-c", script).exits(0);
  }

  @ParameterizedTest
  @MethodSource("crontabs")
  void crontabLinesRunAsCronRunsThem(Document.Block block) throws IOException {
    for (var line : block.text().lines().toList()) {
      var command = line.split(" +", 6)[5];
      var result = run("/bin/sh", "-c", command).exits(0);
      assertEquals("", result.out() + result.err(), "cron would send this by mail");
    }
  }

  @Test
  void systemdUnitsAreValid() throws IOException {
    assumeTrue(isInstalled("systemd-analyze"), "systemd-analyze is not installed here");
    var units = Files.createDirectory(sandbox.directory().resolve("units"));
    var names = new ArrayList<String>();
    for (var block : blocks("ini")) {
      var timer = block.text().contains("[Timer]");
      var name =
          timer ? "session-gc.timer" : names.isEmpty() ? "session-gc.service" : "session.service";
      names.add(name);
      Files.writeString(
          units.resolve(name), block.text().replace("%h/.local/bin", path().toString()));
    }
    assertEquals(List.of("session-gc.service", "session-gc.timer", "session.service"), names);
    for (var name : names) {
      var result = run("systemd-analyze", "--user", "verify", units.resolve(name).toString());
      assertTrue(
          result.err().lines().noneMatch(l -> l.contains(units.toString())), result::toString);
    }
  }

  @Test
  void fewBlocksAreNotRun() throws IOException {
    var notRun = shellBlocks().stream().filter(block -> block.is("not run")).toList();
    assertTrue(notRun.size() <= NOT_RUN_MAX, notRun::toString);
    assertTrue(shellBlocks().size() > 2 * notRun.size(), "hardly anything is run");
  }

  private void writeFiles(String name) throws IOException {
    for (var document : Document.all()) {
      for (var block : document.blocks()) {
        if (document.name().equals(name) && block.is("file")) {
          var file = sandbox.directory().resolve(block.says());
          Files.createDirectories(file.getParent());
          Files.writeString(file, block.text());
          Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
      }
    }
  }

  private Result run(String... command) throws IOException {
    var path = path() + ":" + System.getenv("PATH");
    return sandbox.call().of(command).with("PATH", path).run();
  }

  /// A directory with `session`, as on a user's PATH.
  private Path path() throws IOException {
    var bin = Files.createDirectories(sandbox.directory().resolve("bin"));
    var link = bin.resolve("session");
    if (!Files.exists(link)) {
      Files.createSymbolicLink(link, Sandbox.installation().resolve("bin/session"));
    }
    return bin;
  }

  private static boolean isInstalled(String program) {
    for (var place : System.getenv("PATH").split(":", -1)) {
      if (new File(place, program).canExecute()) {
        return true;
      }
    }
    return false;
  }
}

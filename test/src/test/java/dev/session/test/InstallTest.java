package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The archive, as a user meets it who has an empty home and no Java: unpacked, installed, used,
/// removed.
final class InstallTest {
  /// The programs that the installer and the launcher may use; above all no Java.
  private static final List<String> TOOLS =
      List.of(
          "basename",
          "cat",
          "chmod",
          "cp",
          "dirname",
          "env",
          "find",
          "grep",
          "gzip",
          "head",
          "id",
          "ln",
          "mkdir",
          "mktemp",
          "mv",
          "readlink",
          "rm",
          "rmdir",
          "sed",
          "sh",
          "sha256sum",
          "sort",
          "tar",
          "tr",
          "uname");

  private static final long MINUTES_MAX = 10;

  @RegisterExtension final Sandbox sandbox = new Sandbox();

  private Path unpacked = Path.of("");
  private Path tools = Path.of("");

  @BeforeEach
  void unpack() throws IOException {
    var archive = archive();
    tools = Files.createDirectory(sandbox.directory().resolve("tools"));
    for (var tool : TOOLS) {
      var found = sandbox.call().of("sh", "-c", "command -v " + tool).run().exits(0).out().strip();
      Files.createSymbolicLink(tools.resolve(tool), Path.of(found));
    }
    var sum = archive.getFileName() + ".sha256";
    sandbox
        .call()
        .of("sha256sum", "-c", sum)
        .in(Objects.requireNonNull(archive.getParent()))
        .run()
        .exits(0);
    user("tar", "xzf", archive.toString()).exits(0);
    var name = archive.getFileName().toString();
    unpacked = sandbox.directory().resolve(name.substring(0, name.length() - ".tar.gz".length()));
  }

  private static Path archive() throws IOException {
    var target = Sandbox.installation().resolveSibling("");
    try (var archives = Files.newDirectoryStream(target, "session-*.tar.gz")) {
      var all = archives.iterator();
      assumeTrue(all.hasNext(), "no archive was made (-Dskip.archives, or a JDK that cannot link)");
      return all.next();
    }
  }

  /// A call as by the user, with nothing on the PATH but the tools.
  private Result user(String... command) {
    return patiently(
        sandbox
            .call()
            .of(command)
            .with("PATH", tools)
            .with("SESSION_HOME", sandbox.user().resolve(".session"))
            .without("JAVA_HOME")
            .without("LANG")
            .start());
  }

  /// Installing trains and archiving compresses, which on a busy machine takes minutes.
  private static Result patiently(Running running) {
    try {
      if (!running.process().waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
        throw new AssertionError("not finished after " + MINUTES_MAX + " minutes");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return running.await();
  }

  @Test
  void installsWorksIsReplacedAndGoesWithoutATrace() throws IOException {
    var prefix = sandbox.user().resolve("my own");
    var installed = user(installer(), "--prefix", prefix.toString()).exits(0);
    assertTrue(
        installed.out().contains("export PATH=\"" + prefix + "/bin:$PATH\""), installed::toString);

    var session = prefix.resolve("bin/session").toString();
    var version = user(session, "version", "--json").exits(0).success().path("runtime");
    assertTrue(version.path("bundled").asBoolean(), version::toString);
    assertTrue(Files.size(prefix.resolve("lib/session/lib/host.aot")) > 0);

    user(session, "create", "--name", "one", "--", "/bin/sh").exits(0);
    user(session, "type", "one", "echo $((6 * 7)); exit 3", "--append-newline").exits(0);
    user(session, "wait", "one", "--exit", "--exit-status").exits(3);
    var screen = user(session, "snapshot", "one", "--format", "text").exits(0);
    assertTrue(screen.out().contains("\n42\n"), screen::toString);
    user(session, "doctor").exits(0);
    var page = user("head", "-n", "2", prefix.resolve("share/man/man1/session.1").toString());
    assertTrue(page.exits(0).out().contains(".TH \"SESSION\" 1"), page::toString);
    assertTrue(user(session, "skills", "get", "session").exits(0).out().startsWith("---\n"));

    var inUse = user(installer(), "--prefix", prefix.toString(), "--uninstall").exits(1);
    assertTrue(inUse.err().contains("session host stop"), inUse::toString);

    Files.writeString(prefix.resolve("lib/session/of the former"), "");
    var again = user(installer(), "--prefix", prefix.toString()).exits(0);
    assertTrue(again.out().contains("session host restart"), again::toString);
    assertFalse(Files.exists(prefix.resolve("lib/session/of the former")));

    user(session, "host", "stop").exits(0);
    user(installer(), "--prefix", prefix.toString(), "--uninstall").exits(0);
    assertFalse(Files.exists(prefix.resolve("lib")), "something is left in " + prefix);
    assertTrue(Files.exists(sandbox.user().resolve(".session")), "sessions must stay");
  }

  @Test
  void worksUnpackedWithoutBeingInstalled() {
    var program = unpacked.resolve("bin/session").toString();
    var id = user(program, "create", "--", "/bin/sh", "-c", "exit 0").exits(0).out().strip();
    user(program, "wait", id, "--exit", "--exit-status").exits(0);
    user(program, "host", "stop").exits(0);
  }

  @Test
  void refusesDamagedFilesAndSomebodyElsesProgram() throws IOException {
    var prefix = sandbox.user().resolve("usr");
    Files.createDirectories(prefix.resolve("bin"));
    Files.writeString(prefix.resolve("bin/session"), "mine");
    var taken = user(installer(), "--prefix", prefix.toString()).exits(1);
    assertTrue(taken.err().contains("is something else"), taken::toString);
    assertEquals("mine", Files.readString(prefix.resolve("bin/session")));

    Files.writeString(unpacked.resolve("lib/cli.args"), "-Xmx1m\n");
    var damaged = user(installer(), "--prefix", sandbox.user().resolve("b").toString()).exits(1);
    assertAll(
        damaged::toString,
        () -> assertTrue(damaged.err().contains("lib/cli.args")),
        () -> assertTrue(damaged.err().contains("unpack the archive again")),
        () -> assertFalse(Files.exists(sandbox.user().resolve("b"))));
  }

  /// Made again from the same program at another place, by a user with another umask and time zone.
  @Test
  @Tag("slow") // packages a second time
  void archivesAreTheSameBytesAgain() throws IOException {
    var program = sandbox.directory().resolve("a copy");
    sandbox
        .call()
        .of("cp", "-r", Sandbox.installation().toString(), program.toString())
        .run()
        .exits(0);
    var again = Files.createDirectory(sandbox.directory().resolve("again"));
    var name = archive().getFileName().toString();
    var version = name.split("-", -1)[1];
    patiently(
            sandbox
                .call()
                .of("sh", "-c", "umask 077 && exec \"$@\"", "sh")
                .with("TZ", "Asia/Tokyo")
                .start(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    Document.repository().resolve("dist/src/build/Archives.java").toString(),
                    program.toString(),
                    Document.repository().resolve("dist/src/main").toString(),
                    again.toString(),
                    version,
                    System.getProperty("session.test.timestamp")))
        .exits(0);
    for (var sum : List.of(name + ".sha256", name.replace(".tar.gz", ".zip") + ".sha256")) {
      assertEquals(
          Files.readString(archive().resolveSibling(sum)), Files.readString(again.resolve(sum)));
    }
  }

  private String installer() {
    return unpacked.resolve("install.sh").toString();
  }
}

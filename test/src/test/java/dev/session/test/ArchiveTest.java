package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// `archive` and `import`: what leaves a home as a file comes back as it was.
final class ArchiveTest {
  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();

  /// A session that printed something with bytes that are no text, and exited with 3.
  private String ended() {
    var script = "printf 'h\\303\\244llo \\377 world\\n'; exit 3";
    var id = sandbox.create("--env", "TOKEN=v3ryS3cret", "--", "sh", "-c", script);
    sandbox.ended(id);
    return id;
  }

  private Path archive(String id) {
    sandbox.ask("archive", id, "--out", "a.zip").exits(0);
    return sandbox.directory().resolve("a.zip");
  }

  private byte[] raw(Call call, String id) throws IOException {
    var out = sandbox.directory().resolve("raw");
    call.run("export", id, "--format", "raw", "--out", out.toString()).exits(0);
    return Files.readAllBytes(out);
  }

  private Call inOtherHome() {
    return sandbox.call().with("SESSION_HOME", sandbox.directory().resolve("other"));
  }

  @Test
  void anArchiveIsReadInAnotherHomeWithoutAHost() throws IOException {
    var id = ended();
    var screen = sandbox.run("snapshot", id, "--format", "text").exits(0).out();
    var archive = archive(id);

    var imported = inOtherHome().run("import", archive.toString(), "--json").exits(0).success();
    assertEquals(id, imported.path("sessionId").asString(), imported::toString);
    assertEquals(screen, inOtherHome().run("snapshot", id, "--format", "text").exits(0).out());
    assertArrayEquals(raw(sandbox.call(), id), raw(inOtherHome(), id));
    inOtherHome().run("wait", id, "--exit", "--exit-status").exits(3);
    assertFalse(Files.exists(sandbox.directory().resolve("other/host.sock")));
    assertEquals(
        1,
        inOtherHome().run("gc", "--json").exits(0).success().path("removedSessionCount").asInt());
  }

  @Test
  void anArchiveIsOpenedByStandardToolsAndHoldsNoVariables() throws IOException {
    var archive = archive(ended());
    assumeTrue(
        sandbox.call().of("sh", "-c", "command -v unzip && command -v sha256sum").run().exitCode()
            == 0,
        "unzip and sha256sum are not both installed");
    var script =
        "unzip -q a.zip && cd session-* && sha256sum -c --strict SHA256SUMS && cat session.json";
    var checked = sandbox.call().of("sh", "-c", script).run().exits(0);
    assertTrue(checked.out().contains("log/000001.cast: OK"), checked::toString);
    assertFalse(checked.out().contains("v3ryS3cret"), checked::toString);
    assertTrue(Files.size(archive) > 0);
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    var id = ended();
    var archive = archive(id);
    var before = Files.readAllBytes(archive);
    var again = sandbox.ask("archive", id, "--out", "a.zip").exits(7).failure();
    assertEquals("EXPORT_ERROR", again.path("code").asString());
    assertArrayEquals(before, Files.readAllBytes(archive));

    var there = sandbox.ask("import", "a.zip").exits(2).failure();
    assertTrue(there.path("message").asString().contains("--new-id"), there::toString);
    var copy = sandbox.run("import", "a.zip", "--new-id").exits(0).out().strip();
    assertNotEquals(id, copy);
    assertArrayEquals(raw(sandbox.call(), id), raw(sandbox.call(), copy));
    sandbox.ask("doctor").exits(0);
  }

  @Test
  void aSessionThatRunsIsNotArchived() {
    var id = sandbox.create("--", "cat");
    sandbox.ask("archive", id, "--out", "a.zip").exits(2);
    assertFalse(Files.exists(sandbox.directory().resolve("a.zip")));
  }

  @Test
  void aDamagedArchiveLeavesNothingBehind() throws IOException {
    var archive = archive(ended());
    var bytes = Files.readAllBytes(archive);
    for (int i = 120; i < 220; i++) { // in the middle of the first file
      bytes[i] ^= 0x55;
    }
    Files.write(archive, bytes);
    var error = inOtherHome().run("import", archive.toString(), "--json").exits(8).failure();
    assertEquals("MANIFEST_VALIDATION_ERROR", error.path("code").asString(), error::toString);
    assertEquals(
        "[]",
        inOtherHome()
            .run("list", "--all", "--json")
            .exits(0)
            .success()
            .path("sessions")
            .toString());
  }

  @Test
  void aRecordingBecomesASession() throws IOException {
    Files.writeString(
        sandbox.directory().resolve("r.cast"),
        """
        {"version": 2, "width": 30, "height": 4, "timestamp": 1700000000}
        [0.1, "o", "from asciinema\\r\\n"]
        [0.3, "m", "here"]
        [0.5, "o", "the end"]
        """);
    var id = sandbox.run("import", "r.cast", "--keep").exits(0).out().strip();
    assertEquals(
        "from asciinema\nthe end",
        sandbox.run("snapshot", id, "--format", "text").exits(0).out().strip());
    assertEquals(
        "from asciinema",
        sandbox
            .run("snapshot", id, "--format", "text", "--at", "mark:here")
            .exits(0)
            .out()
            .strip());
    sandbox.ask("gc").exits(0);
    assertTrue(sandbox.session(id).path("kept").asBoolean());
  }

  @Test
  void whatIsNoRecordingIsRefused() throws IOException {
    Files.writeString(sandbox.directory().resolve("x"), "hello\n");
    assertEquals(
        "INVALID_INPUT", sandbox.ask("import", "x").exits(2).failure().path("code").asString());
    sandbox.ask("import", "not-there").exits(2);
  }
}

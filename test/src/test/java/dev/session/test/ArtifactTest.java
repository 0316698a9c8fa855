package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is made from a session: by many at once, and what of it goes with the session.
final class ArtifactTest {
  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();

  private String session() throws IOException {
    Files.writeString(
        sandbox.directory().resolve("in.cast"),
        """
        {"version":2,"width":40,"height":5,"timestamp":1700000000}
        [0.0, "o", "one\\r\\n"]
        [1.0, "o", "two\\r\\n"]
        [2.0, "o", "three\\r\\n"]
        """);
    return sandbox.ask("import", "in.cast").exits(0).success().path("sessionId").asString();
  }

  @Test
  void manyMakersAtOnceLeaveOneWholeEntryForEachFile() throws IOException {
    var id = session();
    var calls = new ArrayList<Running>();
    for (int round = 0; round < 2; round++) {
      for (var at : List.of("0", "1", "2")) {
        calls.add(sandbox.call().start("screenshot", id, "--at", at));
        calls.add(sandbox.call().start("screenshot", id, "--at", at, "--out", at + ".svg"));
        calls.add(sandbox.call().start("export", id, "--format", "raw", "--from", at));
      }
    }
    calls.forEach(call -> call.await().exits(0));

    var listed = sandbox.run("artifact", "list", id, "--json").exits(0).success().path("artifacts");

    assertEquals(9, listed.size(), listed::toString);
    var paths = new HashSet<String>();
    listed.forEach(artifact -> paths.add(artifact.path("path").asString()));
    assertEquals(9, paths.size(), listed::toString);
    sandbox.run("artifact", "verify", id).exits(0);
    assertEquals(7, sandbox.files(id).resolve("artifacts").toFile().list().length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"destroy", "gc"})
  void withTheSessionGoesWhatIsItsOwnAndNothingElse(String way) throws IOException {
    var id = session();
    var elsewhere = sandbox.directory().resolve("elsewhere.png");
    sandbox.ask("screenshot", id).exits(0);
    sandbox.ask("screenshot", id, "--out", elsewhere.toString()).exits(0);
    var others = Files.createDirectory(sandbox.directory().resolve("others"));
    var precious = Files.writeString(others.resolve("precious"), "to be kept");
    var artifacts = sandbox.files(id).resolve("artifacts");
    Files.createSymbolicLink(artifacts.resolve("file"), precious);
    Files.createSymbolicLink(artifacts.resolve("directory"), others);

    if (way.equals("destroy")) {
      sandbox.ask("destroy", id, "--purge").exits(0);
    } else {
      sandbox.ask("gc", "--older-than", "1ms").exits(0);
    }

    assertFalse(Files.exists(sandbox.files(id)));
    assertTrue(Files.size(elsewhere) > 0);
    assertEquals("to be kept", Files.readString(precious));
  }

  @Test
  void anArtifactsDirectoryThatIsALinkIsNotFollowed() throws IOException {
    var id = session();
    var others = Files.createDirectory(sandbox.directory().resolve("others"));
    Files.writeString(others.resolve("precious"), "to be kept");
    var artifacts = sandbox.files(id).resolve("artifacts");
    Files.deleteIfExists(artifacts);
    Files.createSymbolicLink(artifacts, others);

    sandbox.ask("destroy", id, "--purge").exits(0);

    assertEquals("to be kept", Files.readString(others.resolve("precious")));
  }

  private static final String VERSION_1 =
      """
      {"version": 1, "width": 40, "height": 5, "duration": 2.0, "command": "/bin/sh", "title": "",
       "env": {"TERM": "xterm"}, "stdout": [[0.5, "first\\r\\n"], [1.0, "needle\\r\\n"], [0.5, "last"]]}
      """;

  private static final String VERSION_2 =
      """
      {"version": 2, "width": 40, "height": 5}
      [0.5, "o", "first\\r\\n"]
      [1.5, "o", "needle\\r\\n"]
      [2.0, "o", "last"]
      """;

  private static final String VERSION_3 =
      """
      {"version": 3, "term": {"cols": 40, "rows": 5}}
      # a comment
      [0.5, "o", "first\\r\\n"]
      [1.0, "o", "needle\\r\\n"]
      [0.5, "o", "last"]
      [0.0, "x", "0"]
      """;

  @ParameterizedTest
  @ValueSource(strings = {VERSION_1, VERSION_2, VERSION_3})
  void aRecordingOfAnyVersionIsReadAsASessionIs(String recording) throws IOException {
    Files.writeString(sandbox.directory().resolve("r.cast"), recording);
    var id = sandbox.run("import", "r.cast").exits(0).out().strip();

    assertEquals("first\nneedle\nlast", text("snapshot", id, "--format", "text"));
    assertEquals("first", text("snapshot", id, "--format", "text", "--at", "0"));
    assertEquals("first\nneedle\nlast", text("log", id, "--text"));
    assertTrue(text("search", id, "needle").contains("needle"));
    assertTrue(text("search", id, "-i", "NEEDLE").contains("needle"));
    assertEquals("Nothing found.\n", sandbox.run("search", id, "NEEDLE").exits(1).out());
    assertTrue(text("diff", id, "--from", "0", "--to", "1").contains("needle"));
    var past = sandbox.ask("inspect", id, "--at", "1").exits(0).success();
    assertEquals(id, past.path("session").path("sessionId").asString(), past::toString);
    sandbox.ask("screenshot", id, "--at", "1", "--out", "one.png").exits(0);
    for (var format : List.of("asciicast", "asciicast-v2", "raw", "text", "html", "gif")) {
      var out = sandbox.directory().resolve("out." + format);
      var made =
          sandbox.ask("export", id, "--format", format, "--out", out.toString()).exits(0).success();
      assertEquals(Files.size(out), made.path("bytes").asLong());
    }
    assertEquals(
        "first\r\nneedle\r\nlast", Files.readString(sandbox.directory().resolve("out.raw")));
    for (var exported : List.of("out.asciicast", "out.asciicast-v2")) {
      var again = sandbox.run("import", exported, "--new-id").exits(0).out().strip();
      assertEquals("first\nneedle\nlast", text("snapshot", again, "--format", "text"));
    }
  }

  private String text(String... words) {
    return sandbox.run(words).exits(0).out().strip();
  }
}

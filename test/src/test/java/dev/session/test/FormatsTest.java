package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a released version has written, later ones read. Each file `home-VERSION.tar.gz` beside
/// this class holds a home that its version has made (directory `home`, its host killed while a
/// session was running), an archive, and what that version itself answers about them (`answers`).
/// They are never made again.
final class FormatsTest {
  private static final String STORY = "01M8S3AZEFVRR2DG1GCKA3AAE8";
  private static final String RUNNING = "01M8S3BY6GJW0P7Q1MFWSQ3FFD";

  @RegisterExtension final Sandbox sandbox = new Sandbox();

  private final JsonMapper mapper = new JsonMapper();

  @BeforeEach
  void unpack() throws IOException {
    var packed = sandbox.directory().resolve("home.tar.gz");
    try (var in = FormatsTest.class.getResourceAsStream("home-0.1.tar.gz")) {
      Files.copy(Objects.requireNonNull(in), packed);
    }
    var into = sandbox.directory().toString();
    sandbox.call().of("tar", "-xzf", packed.toString(), "-C", into).run().exits(0);
    Files.move(sandbox.directory().resolve("home"), sandbox.home());
  }

  private String answer(String name) {
    try {
      return Files.readString(sandbox.directory().resolve("answers").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode result(String name) {
    return mapper.readTree(answer(name)).path("result");
  }

  @Test
  void everySessionIsListedAsBefore() {
    var before = result("list.json").path("sessions");
    var now = sandbox.ask("list", "--all").success().path("sessions");
    assertEquals(7, before.size());
    assertEquals(ids(before), ids(now));
    for (int i = 0; i < before.size(); i++) {
      for (var member : before.get(i).propertyNames()) {
        // When its host died is not known: the lost session ends when that is found.
        if (!before.get(i).path("sessionId").asString().equals(RUNNING)
            || !member.equals("endedAt")) {
          assertEquals(before.get(i).path(member), now.get(i).path(member), member + " of " + i);
        }
      }
    }
  }

  private static List<String> ids(JsonNode sessions) {
    return sessions
        .valueStream()
        .map(session -> session.path("sessionId").asString())
        .collect(Collectors.toList());
  }

  @Test
  void everyScreenIsAsBefore() {
    for (var id : ids(result("list.json").path("sessions"))) {
      assertEquals(answer(id + ".screen.txt"), sandbox.run("snapshot", id).exits(0).out(), id);
    }
    sandbox.ask("doctor").exits(0);
  }

  @Test
  void everyEventIsAsBefore() {
    assertEquals(
        result(STORY + ".log.json").path("events"),
        sandbox.ask("log", STORY).success().path("events"));
  }

  @Test
  void anArchiveIsTakenIn() throws IOException {
    var archive = sandbox.directory().resolve("story.session.zip");
    var other = Files.createDirectory(sandbox.directory().resolve("other"));
    sandbox.run("--home", other.toString(), "import", archive.toString()).exits(0);
    var shown = sandbox.run("--home", other.toString(), "snapshot", "story").exits(0);
    assertEquals(answer(STORY + ".screen.txt"), shown.out());
    var artifacts = sandbox.run("--home", other.toString(), "artifact", "verify", "story");
    artifacts.exits(0);
    assertTrue(Files.exists(Path.of(other.toString(), "sessions")));
  }
}

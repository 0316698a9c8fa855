package dev.session.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.ArtifactManifest.Artifact;
import dev.session.home.ArtifactManifest.Kind;
import dev.session.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactManifestTest {
  private static final SessionId ID = TestRecords.id("01AAAA", 1);

  private final Path directory;
  private final SessionFiles files;

  ArtifactManifestTest(@TempDir Path directory) {
    this.directory = directory;
    this.files = TestRecords.put(new Home(directory, true), TestRecords.ended(ID, null));
  }

  private static Artifact artifact(Kind kind, String filename, long seq, @Nullable Path path) {
    return new Artifact(
        "id-" + seq,
        kind,
        filename,
        path,
        seq,
        TestRecords.CREATED,
        "0".repeat(64),
        5,
        JsonObject.builder().put("cols", 80).build());
  }

  @Test
  void artifactsAreReadBackOldestFirst() {
    assertEquals(List.of(), ArtifactManifest.read(files));
    var first = artifact(Kind.SNAPSHOT, "a.json", 1, null);
    var second = artifact(Kind.VIDEO, "b.webm", 2, directory.resolve("b.webm"));
    ArtifactManifest.add(files, first);
    ArtifactManifest.add(files, second);
    assertEquals(List.of(first, second), ArtifactManifest.read(files));
  }

  @Test
  void aNameThatLeadsOutOfTheSessionIsRefused() throws IOException {
    ArtifactManifest.add(files, artifact(Kind.SNAPSHOT, "a.json", 1, null));
    var manifest = Files.readString(files.manifest());
    for (var name : List.of("../../x", "/etc/passwd", "a/b", "..", ".", "", "a\\u0000b")) {
      Files.writeString(files.manifest(), manifest.replace("\"a.json\"", "\"" + name + "\""));
      var refused = assertThrows(SessionException.class, () -> ArtifactManifest.read(files), name);
      assertEquals(ErrorCode.MANIFEST_VALIDATION_ERROR, refused.code());
    }
  }

  @Test
  void membersOfAnotherVersionSurviveTheNextWrite() throws IOException {
    ArtifactManifest.add(files, artifact(Kind.SNAPSHOT, "a.json", 1, null));
    var manifest = Files.readString(files.manifest());
    Files.writeString(
        files.manifest(),
        manifest
            .replace("\"version\": 1", "\"version\": 1, \"new\": 7")
            .replace("\"id\": \"id-1\"", "\"id\": \"id-1\", \"actor\": \"cli\""));
    ArtifactManifest.add(files, artifact(Kind.SNAPSHOT, "b.json", 2, null));
    var after = JsonObject.parse(Files.readString(files.manifest())).fields("");
    assertEquals(7, after.integer("new"));
    assertEquals("cli", after.eachFields("artifacts").getFirst().string("actor"));
    assertFalse(after.eachFields("artifacts").getLast().has("actor"));
  }

  @Test
  void theSameFileHasOneEntry() {
    ArtifactManifest.add(files, artifact(Kind.SNAPSHOT, "a.json", 1, null));
    ArtifactManifest.add(files, artifact(Kind.SNAPSHOT, "b.json", 2, null));
    var again = artifact(Kind.SNAPSHOT, "a.json", 3, null);
    ArtifactManifest.add(files, again);
    assertEquals(
        List.of("b.json", "a.json"),
        ArtifactManifest.read(files).stream().map(Artifact::filename).toList());
    assertEquals(again, ArtifactManifest.read(files).getLast());
  }

  @Test
  void filesOfOneNameInTwoPlacesAreTwo() {
    ArtifactManifest.add(files, artifact(Kind.SNAPSHOT, "a.json", 1, null));
    ArtifactManifest.add(
        files, artifact(Kind.SNAPSHOT, "a.json", 2, directory.resolve("elsewhere/a.json")));
    assertEquals(2, ArtifactManifest.read(files).size());
  }

  @Test
  void healthTellsWhatIsMissing() throws IOException {
    assertEquals("no-artifacts", ArtifactManifest.health(files).word());
    var out = directory.resolve("out.png");
    ArtifactManifest.add(files, artifact(Kind.SNAPSHOT, "a.json", 1, null));
    ArtifactManifest.add(files, artifact(Kind.SCREENSHOT, "out.png", 2, out));
    Files.writeString(files.artifacts().resolve("a.json"), "x");
    var health = ArtifactManifest.health(files);
    assertEquals("missing-artifacts", health.word());
    assertEquals(List.of("out.png"), health.missing().stream().map(Artifact::filename).toList());
    assertEquals(Map.of("snapshot", 1, "screenshot", 1), health.byKind());
    assertEquals(
        "{\"total\":2,\"byKind\":{\"screenshot\":1,\"snapshot\":1},\"missingCount\":1,"
            + "\"health\":\"missing-artifacts\",\"missing\":[{\"id\":\"id-2\","
            + "\"kind\":\"screenshot\",\"filename\":\"out.png\"}]}",
        health.toJson().compact());
    Files.writeString(out, "x");
    assertEquals("healthy", ArtifactManifest.health(files).word());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"artifacts\":[{}]}",
        "{\"artifacts\":[{\"id\":\"1\",\"kind\":\"song\"}]}",
        "{\"artifacts\":[{\"id\":\"1\",\"kind\":\"video\",\"filename\":\"f\",\"path\":\"/a\\u0000\"}]}"
      })
  void aBrokenManifestIsSaidToBeOneAndNeverOverwritten(String content) throws IOException {
    Files.createDirectories(files.artifacts());
    Files.writeString(files.manifest(), content);
    var failure = assertThrows(SessionException.class, () -> ArtifactManifest.read(files));
    assertEquals(ErrorCode.MANIFEST_VALIDATION_ERROR, failure.code());
    assertTrue(failure.sentence().contains(files.manifest().toString()), failure.sentence());
    assertEquals("manifest-invalid", ArtifactManifest.health(files).word());
    assertThrows(
        SessionException.class,
        () -> ArtifactManifest.add(files, artifact(Kind.SNAPSHOT, "a.json", 1, null)));
    assertEquals(content, Files.readString(files.manifest()));
  }

  @Test
  void anArtifactOfASessionThatIsGoneMakesNoDirectory() {
    var gone = new Home(directory, true).session(TestRecords.id("01BBBB", 2));
    assertEquals(
        ErrorCode.SESSION_NOT_FOUND,
        assertThrows(
                SessionException.class,
                () -> ArtifactManifest.add(gone, artifact(Kind.SNAPSHOT, "a.json", 1, null)))
            .code());
    assertFalse(Files.exists(gone.directory()));
  }

  @Test
  void theManifestIsPrivate() throws IOException {
    ArtifactManifest.add(files, artifact(Kind.SNAPSHOT, "a.json", 1, null));
    assertEquals("rw-------", PrivateFilesTest.mode(files.manifest()));
  }

  @Test
  void additionsAtTheSameTimeLoseNone() throws InterruptedException {
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 8; i++) {
      int number = i;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int n = 0; n < 10; n++) {
                      ArtifactManifest.add(
                          files, artifact(Kind.SNAPSHOT, number + "-" + n, n, null));
                      ArtifactManifest.add(files, artifact(Kind.SNAPSHOT, "shared", n, null));
                    }
                  }));
    }
    for (var thread : threads) {
      thread.join();
    }
    var names = ArtifactManifest.read(files).stream().map(Artifact::filename).toList();
    assertEquals(81, names.size());
    assertEquals(81, new HashSet<>(names).size());
  }
}

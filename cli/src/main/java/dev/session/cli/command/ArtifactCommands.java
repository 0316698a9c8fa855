package dev.session.cli.command;

import dev.session.cli.output.Amounts;
import dev.session.cli.output.Appearance;
import dev.session.cli.output.Table;
import dev.session.digest.Sha256;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.ArtifactManifest;
import dev.session.home.ArtifactManifest.Artifact;
import dev.session.home.SessionFiles;
import dev.session.home.Storage;
import dev.session.home.Timestamps;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// `session artifact list|path|verify`: what was made from a session, by its manifest. The files
/// are only read, whatever the session's status.
final class ArtifactCommands {
  private static final int EXIT_NOT_WHOLE = 1;

  private ArtifactCommands() {}

  /// How the file of an artifact is, compared with what the manifest says.
  private enum State {
    THERE("there"),
    WHOLE("whole"),
    CHANGED("changed"),
    MISSING("missing");

    private final String word;

    State(String word) {
      this.word = word;
    }
  }

  private record Found(Artifact artifact, State state) {}

  static Outcome list(Call call) {
    var files = call.target().files();
    var found = new ArrayList<Found>();
    for (var artifact : ArtifactManifest.read(files)) {
      boolean isThere = Files.isReadable(artifact.locate(files));
      found.add(new Found(artifact, isThere ? State.THERE : State.MISSING));
    }
    return new Outcome.Answer(json(files, found), appearance -> text(files, found, appearance));
  }

  static Outcome verify(Call call) {
    var files = call.target().files();
    var found = new ArrayList<Found>();
    for (var artifact : ArtifactManifest.read(files)) {
      found.add(new Found(artifact, compare(files, artifact)));
    }
    boolean isWhole = found.stream().allMatch(each -> each.state() == State.WHOLE);
    return new Outcome.Answer(
        json(files, found),
        appearance -> text(files, found, appearance),
        isWhole ? 0 : EXIT_NOT_WHOLE);
  }

  static Outcome path(Call call) {
    var files = call.target().files();
    var name = call.arguments().required("artifact");
    for (var artifact : ArtifactManifest.read(files).reversed()) {
      if (artifact.id().equals(name) || artifact.filename().equals(name)) {
        var path = artifact.locate(files).toString();
        var result =
            JsonObject.builder()
                .put("sessionId", files.id().value())
                .put("id", artifact.id())
                .put("path", path)
                .build();
        return new Outcome.Answer(result, _ -> path + "\n");
      }
    }
    throw new SessionException(
        ErrorCode.INVALID_INPUT,
        "The session has no artifact '" + name + "'; 'session artifact list' shows those it has.",
        JsonObject.builder().put("sessionId", files.id().value()).put("artifact", name).build());
  }

  private static State compare(SessionFiles files, Artifact artifact) {
    var file = artifact.locate(files);
    try {
      return Sha256.ofFile(file).equals(artifact.sha256()) ? State.WHOLE : State.CHANGED;
    } catch (NoSuchFileException _) {
      return State.MISSING;
    } catch (IOException e) {
      throw Storage.unreadable(file, e);
    }
  }

  private static JsonObject json(SessionFiles files, List<Found> found) {
    var artifacts = new ArrayList<Json>();
    for (var each : found) {
      var artifact = each.artifact();
      artifacts.add(
          JsonObject.builder()
              .put("id", artifact.id())
              .put("kind", artifact.kind().word())
              .put("filename", artifact.filename())
              .put("path", artifact.locate(files).toString())
              .put("capturedAtSeq", artifact.capturedAtSeq())
              .put("createdAt", Timestamps.iso(artifact.createdAt()))
              .put("sha256", artifact.sha256())
              .put("bytes", artifact.bytes())
              .put("state", each.state().word)
              .put("metadata", artifact.metadata())
              .build());
    }
    return JsonObject.builder()
        .put("sessionId", files.id().value())
        .put("artifacts", new JsonArray(artifacts))
        .build();
  }

  private static String text(SessionFiles files, List<Found> found, Appearance appearance) {
    if (found.isEmpty()) {
      return "No artifacts; 'session screenshot' and 'session export' make some.\n";
    }
    var now = Instant.now();
    var table = Table.withHeader("KIND", "SEQ", "SIZE", "MADE", "STATE", "FILE");
    for (var each : found) {
      var artifact = each.artifact();
      table.row(
          artifact.kind().word(),
          Long.toString(artifact.capturedAtSeq()),
          Amounts.bytes(artifact.bytes()),
          Amounts.relative(artifact.createdAt(), now),
          each.state().word,
          artifact.locate(files).toString());
    }
    return table.text(appearance);
  }
}

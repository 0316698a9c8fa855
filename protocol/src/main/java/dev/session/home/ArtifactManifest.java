package dev.session.home;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonException;
import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What has been made from a session: pictures, snapshots, recordings, with what proves them whole.
///
/// One entry per file: making the same artifact again replaces its entry. Added to under the
/// session's lock, by the host and by commands alike.
public final class ArtifactManifest {
  private static final int VERSION = 1;

  /// The kinds of artifacts.
  public enum Kind {
    SCREENSHOT,
    SNAPSHOT,
    RECORDING,
    VIDEO;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Kind ofWord(String word) {
      for (var kind : values()) {
        if (kind.word().equals(word)) {
          return kind;
        }
      }
      return null;
    }
  }

  /// One file.
  ///
  /// @param filename its name in the artifacts directory, or, for one that was put elsewhere, its
  ///   last part
  /// @param path the absolute path of one that was put elsewhere
  public record Artifact(
      String id,
      Kind kind,
      String filename,
      @Nullable Path path,
      long capturedAtSeq,
      Instant createdAt,
      String sha256,
      long bytes,
      JsonObject metadata) {

    /// Where the file is.
    public Path locate(SessionFiles files) {
      return path == null ? files.artifacts().resolve(filename) : path;
    }
  }

  /// How the artifacts of a session are, as `inspect` tells it.
  public record Health(
      String word, int total, Map<String, Integer> byKind, List<Artifact> missing) {

    public JsonObject toJson() {
      var kinds = JsonObject.builder();
      byKind.forEach(kinds::put);
      var gone = new ArrayList<Json>();
      for (var artifact : missing) {
        gone.add(
            JsonObject.builder()
                .put("id", artifact.id())
                .put("kind", artifact.kind().word())
                .put("filename", artifact.filename())
                .build());
      }
      return JsonObject.builder()
          .put("total", total)
          .put("byKind", kinds.build())
          .put("missingCount", missing.size())
          .put("health", word)
          .put("missing", gone.isEmpty() ? null : new JsonArray(gone))
          .build();
    }
  }

  /// The members that this version knows: of the manifest, and of each artifact in it.
  private static final Set<String> MEMBERS = Set.of("version", "sessionId", "artifacts");

  private static final Set<String> ARTIFACT_MEMBERS =
      Set.of(
          "id",
          "kind",
          "filename",
          "path",
          "sessionId",
          "capturedAtSeq",
          "createdAt",
          "sha256",
          "bytes",
          "metadata");

  private static final Predicate<String> FILE_NAME =
      Pattern.compile("[^/\\x00]+").asMatchPredicate();

  private ArtifactManifest() {}

  /// The artifacts of a session, oldest first.
  ///
  /// @throws SessionException MANIFEST_VALIDATION_ERROR where the manifest cannot be understood
  public static List<Artifact> read(SessionFiles files) {
    var content = PrivateFiles.read(files.manifest());
    if (content == null) {
      return List.of();
    }
    try {
      var artifacts = new ArrayList<Artifact>();
      for (var fields : JsonObject.parse(content).fields("").eachFields("artifacts")) {
        artifacts.add(artifact(fields));
      }
      return List.copyOf(artifacts);
    } catch (JsonException e) {
      throw new SessionException(
          ErrorCode.MANIFEST_VALIDATION_ERROR,
          "The artifact manifest "
              + files.manifest()
              + " cannot be understood: "
              + e.getMessage()
              + " 'session doctor --repair' makes it again.",
          JsonObject.builder()
              .put("path", files.manifest().toString())
              .put("issue", e.getMessage())
              .build(),
          e);
    }
  }

  /// Notes that `artifact` was made. One that lies among the artifacts and cannot be noted is taken
  /// back; a file that somebody wanted elsewhere stays.
  public static void addOrDiscard(SessionFiles files, Artifact artifact) {
    try {
      add(files, artifact);
    } catch (SessionException e) {
      if (artifact.path() == null) {
        discard(artifact.locate(files));
      }
      throw e;
    }
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw Storage.unwritable(file, e);
    }
  }

  /// Notes that `artifact` was made.
  public static void add(SessionFiles files, Artifact artifact) {
    if (!Files.isDirectory(files.directory())) {
      throw SessionStore.notFound(files.id().value(), files); // collected meanwhile: stays gone
    }
    PrivateFiles.createDirectories(files.artifacts());
    FileLocks.holding(
        files.lock(),
        () -> {
          var kept = new ArrayList<Artifact>();
          for (var other : read(files)) {
            if (!other.locate(files).equals(artifact.locate(files))) {
              kept.add(other);
            }
          }
          kept.add(artifact);
          write(files, kept);
          return null;
        });
  }

  /// Looks whether the artifacts of a session are where the manifest says.
  public static Health health(SessionFiles files) {
    List<Artifact> artifacts;
    try {
      artifacts = read(files);
    } catch (SessionException e) {
      if (e.code() != ErrorCode.MANIFEST_VALIDATION_ERROR) {
        throw e;
      }
      return new Health("manifest-invalid", 0, Map.of(), List.of());
    }
    var byKind = new TreeMap<String, Integer>();
    var missing = new ArrayList<Artifact>();
    for (var artifact : artifacts) {
      byKind.merge(artifact.kind().word(), 1, Integer::sum);
      if (!Files.isReadable(artifact.locate(files))) {
        missing.add(artifact);
      }
    }
    String word;
    if (artifacts.isEmpty()) {
      word = "no-artifacts";
    } else {
      word = missing.isEmpty() ? "healthy" : "missing-artifacts";
    }
    return new Health(word, artifacts.size(), byKind, missing);
  }

  private static Artifact artifact(JsonFields fields) {
    var kind = Kind.ofWord(fields.string("kind"));
    if (kind == null) {
      throw fields.invalid("kind", "expected screenshot, snapshot, recording or video");
    }
    var createdAt = Timestamps.parse(fields.string("createdAt"));
    if (createdAt == null) {
      throw fields.invalid("createdAt", "expected a time");
    }
    var path = fields.optionalString("path");
    return new Artifact(
        fields.string("id"),
        kind,
        filename(fields),
        path == null ? null : path(fields, path),
        fields.longInteger("capturedAtSeq"),
        createdAt,
        fields.string("sha256"),
        fields.longInteger("bytes"),
        fields.object("metadata"));
  }

  /// A manifest may come in an archive that somebody made by hand: the name is that of one file,
  /// and leads nowhere else.
  private static String filename(JsonFields fields) {
    var name = fields.string("filename");
    if (name.isEmpty() || name.equals(".") || name.equals("..") || !FILE_NAME.test(name)) {
      throw fields.invalid("filename", "expected the name of a file, without a directory");
    }
    return name;
  }

  private static Path path(JsonFields fields, String path) {
    try {
      return Path.of(path);
    } catch (InvalidPathException _) {
      throw fields.invalid("path", "expected a path");
    }
  }

  /// Writes the manifest. Members that this version does not know stay as they are in the file.
  private static void write(SessionFiles files, List<Artifact> artifacts) {
    var content = PrivateFiles.read(files.manifest());
    var unknown = unknownMembers(content);
    var entries = new ArrayList<Json>();
    for (var artifact : artifacts) {
      var path = artifact.path();
      entries.add(
          JsonObject.builder()
              .put("id", artifact.id())
              .put("kind", artifact.kind().word())
              .put("filename", artifact.filename())
              .put("path", path == null ? null : path.toString())
              .put("sessionId", files.id().value())
              .put("capturedAtSeq", artifact.capturedAtSeq())
              .put("createdAt", Timestamps.iso(artifact.createdAt()))
              .put("sha256", artifact.sha256())
              .put("bytes", artifact.bytes())
              .put("metadata", artifact.metadata())
              .putAll(unknown.getOrDefault(artifact.id(), JsonObject.EMPTY))
              .build());
    }
    var json =
        JsonObject.builder()
            .put("version", VERSION)
            .put("sessionId", files.id().value())
            .put("artifacts", new JsonArray(entries))
            .putAll(UnknownMembers.of(content, MEMBERS))
            .build();
    PrivateFiles.replace(
        files.manifest(), (json.indented() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /// Those of each artifact, by its id.
  private static Map<String, JsonObject> unknownMembers(byte @Nullable [] content) {
    var byId = new HashMap<String, JsonObject>();
    if (content != null) {
      for (var entry : JsonObject.parse(content).fields("").array("artifacts").values()) {
        if (entry instanceof JsonObject artifact) {
          byId.put(artifact.fields("").string("id"), UnknownMembers.of(artifact, ARTIFACT_MEMBERS));
        }
      }
    }
    return byId;
  }
}

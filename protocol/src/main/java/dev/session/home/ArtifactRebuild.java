package dev.session.home;

import dev.session.digest.Sha256;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.ArtifactManifest.Artifact;
import dev.session.home.ArtifactManifest.Kind;
import dev.session.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes an artifact manifest tell of the files that are there: those it does not name are added,
/// and one that cannot be understood is set aside first. What an artifact's metadata said is lost
/// then; artifacts that were put elsewhere are too.
///
/// @param problem what is wrong, as a sentence
/// @param repair what is done about it, as a sentence
/// @param aside where the present manifest goes; null where it stays
/// @param unnamed files that become entries
public record ArtifactRebuild(
    SessionFiles files, String problem, String repair, @Nullable Path aside, List<Path> unnamed) {

  /// The names that artifacts get: kind, sequence number, format or profile.
  private static final Pattern NAME =
      Pattern.compile("(snapshot|screenshot|recording)-([0-9]{1,18})-.*");

  private static final Pattern VIDEO = Pattern.compile(".*\\.(webm|mp4|gif)");

  public ArtifactRebuild {
    unnamed = List.copyOf(unnamed);
  }

  /// What is to be done; empty where the manifest and the files agree. That a file is gone is no
  /// concern of this: `inspect` tells it, and it can be made again.
  public static Optional<ArtifactRebuild> of(SessionFiles files) {
    List<Artifact> named = List.of();
    Path aside = null;
    String problem = "";
    try {
      named = ArtifactManifest.read(files);
    } catch (SessionException e) {
      if (e.code() != ErrorCode.MANIFEST_VALIDATION_ERROR) {
        throw e;
      }
      aside = free(files.manifest());
      problem = e.sentence();
    }
    var known = named.stream().map(artifact -> artifact.locate(files)).toList();
    var unnamed = artifacts(files).stream().filter(file -> !known.contains(file)).toList();
    if (aside == null) {
      return unnamed.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new ArtifactRebuild(
                  files,
                  "The artifact manifest does not name " + count(unnamed) + " that are there.",
                  "They are added to it.",
                  null,
                  unnamed));
    }
    return Optional.of(
        new ArtifactRebuild(
            files,
            problem,
            "It is kept as "
                + aside.getFileName()
                + ", and a new one tells of "
                + count(unnamed)
                + " in "
                + files.artifacts()
                + ".",
            aside,
            unnamed));
  }

  private static String count(List<Path> files) {
    return files.size() == 1 ? "1 file" : files.size() + " files";
  }

  private static Path free(Path manifest) {
    int attempt = 1;
    Path place;
    do {
      place = manifest.resolveSibling(manifest.getFileName() + ".damaged-" + attempt++);
    } while (Files.exists(place));
    return place;
  }

  private static List<Path> artifacts(SessionFiles files) {
    var found = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(files.artifacts())) {
      for (var entry : entries) {
        if (NAME.matcher(String.valueOf(entry.getFileName())).matches()
            && Files.isRegularFile(entry)) {
          found.add(entry);
        }
      }
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException e) {
      throw Storage.unreadable(files.artifacts(), e);
    }
    found.sort(null);
    return found;
  }

  /// Does it.
  public void apply() {
    try {
      if (aside != null) {
        Files.move(files.manifest(), aside, StandardCopyOption.ATOMIC_MOVE);
      }
      for (var file : unnamed) {
        ArtifactManifest.add(files, describe(file));
      }
    } catch (IOException e) {
      throw Storage.unwritable(files.manifest(), e);
    }
  }

  private static Artifact describe(Path file) throws IOException {
    var name = String.valueOf(file.getFileName());
    var parts = NAME.matcher(name);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not an artifact: " + file);
    }
    var kind = Kind.ofWord(parts.group(1));
    var made = Files.getLastModifiedTime(file).toInstant();
    return new Artifact(
        SessionId.create(System.currentTimeMillis()).value(), // any ULID
        kind == null || VIDEO.matcher(name).matches() ? Kind.VIDEO : kind,
        name,
        null,
        Long.parseLong(parts.group(2)),
        made,
        Sha256.ofFile(file),
        Files.size(file),
        JsonObject.EMPTY);
  }
}

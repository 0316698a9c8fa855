package dev.session.home;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The sessions of a home, and which one a reference means.
public final class SessionCatalog {
  /// A shorter prefix of an id is too likely to mean another session tomorrow.
  public static final int PREFIX_MIN_CHARS = 4;

  static final String UNFINISHED_PREFIX = ".new-";
  private static final int CANDIDATES_MAX = 10;

  private SessionCatalog() {}

  /// The directories of all sessions, oldest first, whatever is in them. A symbolic link is none:
  /// it would lead out of the home.
  public static List<SessionFiles> all(Home home) {
    var all = new ArrayList<SessionFiles>();
    for (var entry : entries(home)) {
      var name = entry.getFileName().toString();
      var id = SessionId.parse(name);
      if (id != null && id.value().equals(name) && !Files.isSymbolicLink(entry)) {
        all.add(new SessionFiles(id, entry));
      }
    }
    // Not Comparator.comparing: its first use in a process costs several milliseconds.
    all.sort((one, other) -> one.id().compareTo(other.id()));
    return all;
  }

  /// Has this process draw ids that sort behind those of all sessions there are, also where the
  /// clock was set back: `last` is what was created last.
  public static void drawIdsBehind(Home home) {
    var all = all(home);
    if (!all.isEmpty()) {
      SessionId.drawAfter(all.getLast().id());
    }
  }

  /// Directories of sessions that a host has not finished making: it gives them their name when
  /// they are complete.
  public static List<Path> unfinished(Home home) {
    var unfinished = new ArrayList<Path>();
    for (var entry : entries(home)) {
      if (entry.getFileName().toString().startsWith(UNFINISHED_PREFIX)) {
        unfinished.add(entry);
      }
    }
    return unfinished;
  }

  private static List<Path> entries(Home home) {
    var entries = new ArrayList<Path>();
    try (var stream = Files.newDirectoryStream(home.sessions())) {
      stream.forEach(entries::add);
    } catch (NoSuchFileException noSessionYet) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw Storage.unreadable(home.sessions(), Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw Storage.unreadable(home.sessions(), e);
    }
    return entries;
  }

  /// Which session the directory is of, if it is one of [#unfinished(Home)]; null for another name.
  public static @Nullable SessionId idOfUnfinished(Path directory) {
    var name = directory.getFileName().toString();
    return name.startsWith(UNFINISHED_PREFIX)
        ? SessionId.parse(name.substring(UNFINISHED_PREFIX.length()))
        : null;
  }

  /// Where a host makes the session `id` before others may see it.
  public static SessionFiles unfinished(Home home, SessionId id) {
    return new SessionFiles(id, home.sessions().resolve(UNFINISHED_PREFIX + id));
  }

  /// The session that `reference` means: an id, a name, a unique beginning or end of an id, or
  /// `last`.
  ///
  /// A name means the active session that has it, else the newest one that had it: a script that
  /// names its session the same every night must not stumble over last night's.
  ///
  /// @throws SessionException INVALID_SESSION_ID for what no session can be called and for a prefix
  ///   of several ids (with the candidates), SESSION_NOT_FOUND
  public static SessionFiles find(Home home, String reference) {
    SessionName.requireReference(reference);
    var id = SessionId.parse(reference);
    if (id != null) {
      var files = home.session(id);
      if (Files.isSymbolicLink(files.directory())
          || (!Files.exists(files.record()) && !Files.isDirectory(files.log()))) {
        throw notFound(home, reference, files);
      }
      return files;
    }
    var all = all(home);
    if (reference.equals(SessionName.LAST)) {
      if (all.isEmpty()) {
        throw notFound(home, reference, null);
      }
      return all.getLast();
    }
    var named = named(all, reference);
    return named != null ? named : prefixed(home, all, reference);
  }

  private static SessionException notFound(
      Home home, String reference, @Nullable SessionFiles files) {
    return new SessionException(
        ErrorCode.SESSION_NOT_FOUND,
        "There is no session '"
            + reference
            + "' in the home "
            + home.directory()
            + "; 'session list --all' shows those there are.",
        JsonObject.builder()
            .put("sessionId", reference)
            .put("home", home.directory().toString())
            .put("manifestPath", files == null ? null : files.record().toString())
            .build());
  }

  /// The session that was created last of those that are active, or null.
  public static @Nullable SessionFiles newestActive(Home home) {
    for (var files : all(home).reversed()) {
      var record = readable(files);
      if (record != null && record.status().active()) {
        return files;
      }
    }
    return null;
  }

  /// The names that sessions have or had.
  public static Set<String> names(Home home) {
    var names = new LinkedHashSet<String>();
    for (var files : all(home).reversed()) {
      var record = readable(files);
      if (record != null && record.name() != null) {
        names.add(record.name());
      }
    }
    return names;
  }

  private static @Nullable SessionFiles named(List<SessionFiles> all, String name) {
    SessionFiles found = null;
    for (var files : all.reversed()) {
      var record = readable(files);
      if (record == null || !name.equals(record.name())) {
        continue;
      }
      if (record.status().active()) {
        return files;
      }
      found = found == null ? files : found;
    }
    return found;
  }

  // A broken record has no name; whoever asks for its session by id is told what is wrong with it.
  private static @Nullable SessionRecord readable(SessionFiles files) {
    try {
      return SessionStore.read(files);
    } catch (SessionException unreadable) {
      return null;
    }
  }

  private static SessionFiles prefixed(Home home, List<SessionFiles> all, String reference) {
    var prefix = reference.toUpperCase(Locale.ROOT);
    if (prefix.length() < PREFIX_MIN_CHARS || !SessionId.isIdPrefix(prefix)) {
      throw notFound(home, reference, null);
    }
    var candidates = new ArrayList<String>();
    SessionFiles found = null;
    for (var files : all) {
      // An id begins with the time, so among the sessions of a day it is the end that differs.
      if (files.id().value().startsWith(prefix) || files.id().value().endsWith(prefix)) {
        candidates.add(files.id().value());
        found = files;
      }
    }
    if (found == null) {
      throw notFound(home, reference, null);
    }
    if (candidates.size() > 1) {
      throw new SessionException(
          ErrorCode.INVALID_SESSION_ID,
          "'"
              + reference
              + "' is the beginning or the end of "
              + candidates.size()
              + " session ids; give more of it.",
          JsonObject.builder()
              .put("sessionId", reference)
              .put(
                  "candidates",
                  JsonArray.ofStrings(
                      candidates.subList(0, Math.min(candidates.size(), CANDIDATES_MAX))))
              .build());
    }
    return found;
  }
}

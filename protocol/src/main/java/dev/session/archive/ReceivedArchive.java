package dev.session.archive;

import dev.session.digest.Sha256;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.ArtifactManifest;
import dev.session.home.PrivateFiles;
import dev.session.home.SessionFiles;
import dev.session.home.SessionId;
import dev.session.home.SessionRecord;
import dev.session.home.SessionStore;
import dev.session.json.JsonObject;
import dev.session.log.LogCopy;
import dev.session.log.LogDamagedException;
import dev.session.log.LogSummary;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// An archive that somebody gave us. Nothing in it is believed: names are compared with those that
/// an archive can have, contents with their checksums.
final class ReceivedArchive implements Closeable {
  private static final int SUMS_MAX_BYTES = 16 << 20;

  /// A session of a million screenshots is somebody's joke.
  private static final int FILES_MAX = 100_000;

  private static final int BUFFER_BYTES = 64 << 10;
  private static final int SHA256_DIGITS = 64;
  private static final String SUM_SEPARATOR = "  ";

  private final Path file;
  private final ZipFile zip;
  private final SessionId id;

  /// By the name within the session's directory.
  private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

  private final Map<String, String> sums = new LinkedHashMap<>();

  private ReceivedArchive(Path file, ZipFile zip) throws IOException {
    this.file = file;
    this.zip = zip;
    id = readNames();
    readSums();
  }

  static ReceivedArchive open(Path file) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
    } catch (ZipException e) {
      throw damaged(file, "it is no ZIP file, or cut short: " + e.getMessage());
    }
    try {
      return new ReceivedArchive(file, zip);
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  SessionId id() {
    return id;
  }

  private SessionId readNames() {
    if (zip.size() > FILES_MAX) {
      throw SessionImport.refused(
          file, "it has " + zip.size() + " files, and an archive has at most " + FILES_MAX);
    }
    SessionId found = null;
    for (var all = zip.entries(); all.hasMoreElements(); ) {
      var entry = all.nextElement();
      int slash = entry.getName().indexOf('/');
      var here = SessionImport.id(entry.getName().substring(0, Math.max(0, slash)));
      if (here == null || (found != null && !here.equals(found))) {
        throw SessionImport.refused(file, "it is a ZIP file, but no archive of one session");
      }
      found = here;
      if (entry.isDirectory()) {
        continue;
      }
      var name = entry.getName().substring(slash + 1);
      if (!isName(name)) {
        throw SessionImport.refused(file, "an archive has no file named " + name);
      }
      if (entries.put(name, entry) != null) {
        throw damaged(file, name + " is in it twice");
      }
    }
    if (found == null || !entries.containsKey(SessionArchive.RECORD)) {
      throw SessionImport.refused(file, "it has no session record");
    }
    return found;
  }

  /// Whether an archive may have a file of this name; none leads out of the session's directory.
  private static boolean isName(String name) {
    if (name.equals(SessionArchive.RECORD) || name.equals(SessionArchive.SUMS)) {
      return true;
    }
    if (name.startsWith(SessionArchive.LOG)) {
      return SessionArchive.SEGMENT.matcher(name.substring(SessionArchive.LOG.length())).matches();
    }
    if (!name.startsWith(SessionArchive.ARTIFACTS)) {
      return false;
    }
    var artifact = name.substring(SessionArchive.ARTIFACTS.length());
    return !artifact.isEmpty()
        && !artifact.startsWith(".")
        && artifact.chars().noneMatch(c -> c == '/' || c == '\\' || c < ' ');
  }

  private void readSums() throws IOException {
    var entry = entries.remove(SessionArchive.SUMS);
    if (entry == null) {
      throw damaged(file, "its checksums are missing");
    }
    String text;
    try (var in = zip.getInputStream(entry)) {
      text = new String(in.readNBytes(SUMS_MAX_BYTES), StandardCharsets.UTF_8);
    } catch (ZipException e) {
      throw damaged(file, "its checksums cannot be read: " + e.getMessage());
    }
    for (var line : text.lines().toList()) {
      if (line.length() <= SHA256_DIGITS || !line.startsWith(SUM_SEPARATOR, SHA256_DIGITS)) {
        throw damaged(file, "its checksums cannot be understood");
      }
      sums.put(
          line.substring(SHA256_DIGITS + SUM_SEPARATOR.length()), line.substring(0, SHA256_DIGITS));
    }
    if (!sums.keySet().equals(entries.keySet())) {
      throw damaged(file, "its files are not those that its checksums name");
    }
  }

  /// Fills a session's directory with the archive's content, each file verified.
  ///
  /// @param making under the archived session's id or another one
  /// @return the archived session's record
  SessionRecord unpack(SessionFiles making) throws IOException {
    requireRoom(making.directory());
    boolean renamed = !making.id().equals(id);
    var received = new SessionFiles(id, making.directory().resolve(renamed ? "received" : ""));
    PrivateFiles.createDirectories(received.log());
    for (var entry : entries.entrySet()) {
      unpack(entry.getKey(), entry.getValue(), received.directory());
    }
    var record = SessionStore.require(received);
    if (!record.id().equals(id) || !record.status().collectable()) {
      throw damaged(file, "its record is not that of a session that is over");
    }
    requireOwnLog(received);
    if (renamed) {
      requireRoom(LogCopy.bytes(received.log()), making.directory()); // compressed segments grow
      LogCopy.withId(received.log(), making.log(), making.id().value());
      if (Files.isDirectory(received.artifacts())) {
        Files.move(received.artifacts(), making.artifacts());
      }
      delete(received.directory());
    }
    keepArtifactsThatCame(making);
    return record;
  }

  private void requireOwnLog(SessionFiles received) throws IOException {
    try {
      if (!LogSummary.of(received.log()).about().sessionId().equals(id.value())) {
        throw damaged(file, "its log is that of another session");
      }
    } catch (NoSuchFileException | LogDamagedException unknown) {
      // It comes as it was archived; 'doctor' tells of it.
    }
  }

  /// A small file can unpack to more than the disk has; what it says of itself decides.
  private void requireRoom(Path directory) throws IOException {
    long size = 0;
    for (var entry : entries.values()) {
      if (entry.getSize() < 0) {
        throw damaged(file, "it does not say how large its files are");
      }
      size += entry.getSize();
      if (size < 0) {
        throw damaged(file, "its files are larger than a disk can be");
      }
    }
    requireRoom(size, directory);
  }

  private void requireRoom(long size, Path directory) throws IOException {
    long room = Files.getFileStore(directory).getUsableSpace();
    if (size > room) {
      throw new SessionException(
          ErrorCode.STORAGE_WRITE_ERROR,
          "The archive "
              + file
              + " unpacks to "
              + size
              + " bytes, and "
              + room
              + " are free. Nothing was imported.",
          JsonObject.builder()
              .put("path", file.toString())
              .put("sizeBytes", size)
              .put("freeBytes", room)
              .build());
    }
  }

  private void unpack(String name, ZipEntry entry, Path directory) throws IOException {
    var target = directory.resolve(name);
    PrivateFiles.createDirectories(directoryOf(target));
    Files.createFile(target, PrivateFiles.fileMode());
    var digest = Sha256.digest();
    try (var in = zip.getInputStream(entry);
        var out = Files.newOutputStream(target)) {
      copy(name, entry, in, out, digest);
    } catch (ZipException e) {
      throw damaged(file, name + " cannot be read: " + e.getMessage());
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(sums.get(name))) {
      throw damaged(file, name + " is not what was archived; its checksum is wrong");
    }
  }

  // No byte more than it says of itself, which there is room for.
  private void copy(
      String name, ZipEntry entry, InputStream in, OutputStream out, MessageDigest digest)
      throws IOException {
    var chunk = new byte[BUFFER_BYTES];
    long left = entry.getSize();
    for (int read = in.read(chunk); read > 0; read = in.read(chunk)) {
      left -= read;
      if (left < 0) {
        throw damaged(file, name + " is larger than it says");
      }
      digest.update(chunk, 0, read);
      out.write(chunk, 0, read);
    }
  }

  private static Path directoryOf(Path path) {
    var directory = path.getParent();
    if (directory == null) {
      throw new IllegalArgumentException("not in a directory: " + path);
    }
    return directory;
  }

  /// Artifacts that were put elsewhere are not in the archive, so they are not this session's.
  private static void keepArtifactsThatCame(SessionFiles making) throws IOException {
    if (!Files.exists(making.manifest())) {
      return;
    }
    var all = ArtifactManifest.read(making);
    Files.delete(making.manifest());
    for (var artifact : all) {
      if (artifact.path() == null
          && Files.isRegularFile(making.artifacts().resolve(artifact.filename()))) {
        ArtifactManifest.add(making, artifact);
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var all = Files.walk(directory)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static SessionException damaged(Path file, String reason) {
    return new SessionException(
        ErrorCode.MANIFEST_VALIDATION_ERROR,
        "The archive " + file + " is damaged: " + reason + ". Nothing was imported.",
        JsonObject.builder().put("path", file.toString()).put("reason", reason).build());
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}

package dev.session.archive;

import dev.session.digest.Sha256;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.SessionFiles;
import dev.session.home.SessionRecord;
import dev.session.home.Storage;
import dev.session.json.JsonObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A session that is over as one ZIP file, which `unzip` opens:
///
/// ```
/// session-<id>/session.json       the record, with variables by name only
/// session-<id>/log/000001.cast …  the log; compressed segments as they are
/// session-<id>/artifacts/…        what was made from it
/// session-<id>/SHA256SUMS         of all the others; `sha256sum -c` understands it
/// ```
///
/// What can be made again from the log (the keyframe index) is left out.
public final class SessionArchive {
  static final String ROOT_PREFIX = "session-";
  static final String SUMS = "SHA256SUMS";
  static final String RECORD = "session.json";
  static final String LOG = "log/";
  static final String ARTIFACTS = "artifacts/";

  /// The names of a log's segments, which alone are the log.
  static final Pattern SEGMENT = Pattern.compile("[0-9]{6,9}\\.cast(\\.gz)?");

  private static final int BUFFER_BYTES = 64 << 10;

  private final String root;
  private final ZipOutputStream zip;
  private final Map<String, String> sums = new TreeMap<>();

  private SessionArchive(String root, ZipOutputStream zip) {
    this.root = root;
    this.zip = zip;
  }

  /// Writes the archive of a session. It gets its name when it is complete.
  ///
  /// @param out must not be there yet
  /// @return how many files are in it
  /// @throws SessionException EXPORT_ERROR
  public static int write(SessionFiles files, SessionRecord record, Path out) {
    if (Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
      throw failure(out, "it is there already");
    }
    var unfinished = out.resolveSibling("." + out.getFileName() + ".part");
    try {
      int count;
      Files.deleteIfExists(unfinished);
      Files.createFile(unfinished); // with the mode that its user's umask gives
      try (var zip =
          new ZipOutputStream(
              new BufferedOutputStream(Files.newOutputStream(unfinished), BUFFER_BYTES))) {
        var archive = new SessionArchive(ROOT_PREFIX + files.id() + "/", zip);
        archive.add(files, record);
        count = archive.sums.size();
      }
      Files.move(unfinished, out);
      return count;
    } catch (FileAlreadyExistsException e) {
      throw failure(out, "it is there already");
    } catch (IOException e) {
      throw failure(out, String.valueOf(e.getMessage()));
    } finally {
      discard(unfinished);
    }
  }

  private static void discard(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      throw Storage.unwritable(unfinished, e);
    }
  }

  private static SessionException failure(Path out, String reason) {
    return new SessionException(
        ErrorCode.EXPORT_ERROR,
        "The archive cannot be written to " + out + ": " + reason + ".",
        JsonObject.builder().put("path", out.toString()).put("reason", reason).build());
  }

  private void add(SessionFiles files, SessionRecord record) throws IOException {
    var json = record.withoutSecrets().toJson().indented() + "\n";
    put(RECORD, FileTime.from(record.updatedAt()), json.getBytes(StandardCharsets.UTF_8));
    for (var segment : regular(files.log())) {
      if (SEGMENT.matcher(name(segment)).matches()) {
        put(LOG + name(segment), segment);
      }
    }
    for (var artifact : regular(files.artifacts())) {
      if (!name(artifact).startsWith(".")) { // one that is being made
        put(ARTIFACTS + name(artifact), artifact);
      }
    }
    var lines = new StringBuilder();
    sums.forEach((name, sum) -> lines.append(sum).append("  ").append(name).append('\n'));
    var text = lines.toString().getBytes(StandardCharsets.UTF_8);
    put(SUMS, FileTime.from(record.updatedAt()), text);
    sums.remove(SUMS);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static List<Path> regular(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    var files = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(directory)) {
      for (var entry : entries) {
        if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
          files.add(entry);
        }
      }
    }
    files.sort(null);
    return files;
  }

  private void put(String name, FileTime time, byte[] content) throws IOException {
    begin(name, time);
    zip.write(content);
    zip.closeEntry();
    sums.put(name, HexFormat.of().formatHex(Sha256.digest().digest(content)));
  }

  private void put(String name, Path file) throws IOException {
    begin(name, Files.getLastModifiedTime(file));
    var digest = Sha256.digest();
    try (var in = Files.newInputStream(file)) {
      copy(in, zip, digest);
    }
    zip.closeEntry();
    sums.put(name, HexFormat.of().formatHex(digest.digest()));
  }

  private void begin(String name, FileTime time) throws IOException {
    var entry = new ZipEntry(root + name);
    entry.setLastModifiedTime(time);
    zip.putNextEntry(entry);
  }

  static void copy(InputStream in, OutputStream out, MessageDigest digest) throws IOException {
    var chunk = new byte[BUFFER_BYTES];
    for (int read = in.read(chunk); read > 0; read = in.read(chunk)) {
      digest.update(chunk, 0, read);
      out.write(chunk, 0, read);
    }
  }
}

package dev.session.home;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonException;
import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Reads and changes session records. Any process may; a change is made under the session's lock,
/// on what the record says at that moment.
public final class SessionStore {
  static final String LOG = "log";

  /// The last member: a checksum of the file up to it.
  static final String CHECK = "check";

  private static final String NO_CHECK = "00000000";

  /// The checksum and what ends the file after it.
  private static final int CHECK_BYTES = NO_CHECK.length() + "\"\n}\n".length();

  private SessionStore() {}

  /// The record, or null where the session has none.
  ///
  /// @throws SessionException MANIFEST_VALIDATION_ERROR where there is one that cannot be
  ///   understood
  public static @Nullable SessionRecord read(SessionFiles files) {
    var content = PrivateFiles.read(files.record());
    if (content == null) {
      return null;
    }
    try {
      var json = JsonObject.parse(content);
      var record = SessionRecord.fromJson(json);
      return isAsWritten(content) ? record.withLogged(mark(json.fields(""))) : record;
    } catch (JsonException e) {
      throw new SessionException(
          ErrorCode.MANIFEST_VALIDATION_ERROR,
          "The session record "
              + files.record()
              + " cannot be understood: "
              + e.getMessage()
              + " 'session doctor --repair' rebuilds it from the log.",
          JsonObject.builder()
              .put("path", files.record().toString())
              .put("issue", e.getMessage())
              .build(),
          e);
    }
  }

  /// The record, or null where there is none or it cannot be understood. For callers to whom that
  /// is the same: a record is made again from the log, so the log decides.
  public static @Nullable SessionRecord readable(SessionFiles files) {
    try {
      return read(files);
    } catch (SessionException e) {
      if (e.code() == ErrorCode.MANIFEST_VALIDATION_ERROR) {
        return null;
      }
      throw e;
    }
  }

  /// The record of a session that must be there.
  public static SessionRecord require(SessionFiles files) {
    var record = read(files);
    if (record == null) {
      throw Files.isDirectory(files.log()) ? lost(files) : notFound(files.id().value(), files);
    }
    return record;
  }

  private static SessionException lost(SessionFiles files) {
    return new SessionException(
        ErrorCode.MANIFEST_VALIDATION_ERROR,
        "The record of session "
            + files.id()
            + " is missing, but its log is there. 'session doctor --repair' makes the record again"
            + " from the log.",
        JsonObject.builder()
            .put("sessionId", files.id().value())
            .put("path", files.record().toString())
            .build());
  }

  static SessionException notFound(String reference, SessionFiles files) {
    return new SessionException(
        ErrorCode.SESSION_NOT_FOUND,
        "There is no session '"
            + reference
            + "' in this home; 'session list --all' shows those there are.",
        JsonObject.builder()
            .put("sessionId", reference)
            .put("manifestPath", files.record().toString())
            .build());
  }

  /// Writes the record. Members that this version does not know stay as they are in the file.
  public static void write(SessionFiles files, SessionRecord record) {
    var mark = record.logged();
    var json =
        JsonObject.builder()
            .putAll(record.toJson())
            .putAll(UnknownMembers.of(PrivateFiles.read(files.record()), SessionRecord.MEMBERS))
            .put(
                LOG,
                mark == null
                    ? null
                    : JsonObject.builder()
                        .put("segment", mark.segment())
                        .put("nextSequence", mark.nextSequence())
                        .build())
            .put(CHECK, NO_CHECK)
            .build();
    var content = (json.indented() + "\n").getBytes(StandardCharsets.UTF_8);
    System.arraycopy(
        check(content).getBytes(StandardCharsets.US_ASCII),
        0,
        content,
        content.length - CHECK_BYTES,
        NO_CHECK.length());
    PrivateFiles.replace(files.record(), content);
  }

  /// Whether nobody else has changed the file since this program wrote it.
  private static boolean isAsWritten(byte[] content) {
    int at = content.length - CHECK_BYTES;
    return at > 0
        && new String(content, at, NO_CHECK.length(), StandardCharsets.ISO_8859_1)
            .equals(check(content));
  }

  /// The CRC-32C of all that precedes it.
  private static String check(byte[] content) {
    var crc = new CRC32C();
    crc.update(content, 0, content.length - CHECK_BYTES);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  private static @Nullable LogMark mark(JsonFields record) {
    var mark = record.optionalFields(LOG);
    return mark == null
        ? null
        : new LogMark(mark.integer("segment"), mark.longInteger("nextSequence"));
  }

  /// Replaces the record by `change` of what it is now, and returns the new one. Returning the same
  /// record writes nothing.
  public static SessionRecord update(SessionFiles files, UnaryOperator<SessionRecord> change) {
    // Before the lock: making the lock file would bring a collected session's directory to mind.
    require(files);
    return FileLocks.holding(
        files.lock(),
        () -> {
          var before = require(files);
          var after = change.apply(before);
          if (!after.equals(before)) {
            write(files, after);
          }
          return after;
        });
  }
}

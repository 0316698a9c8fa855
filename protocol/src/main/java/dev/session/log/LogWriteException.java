package dev.session.log;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An event could not be written. It is not in the log, what was in the log before still is, and
/// the same event can be given to the writer again.
public final class LogWriteException extends IOException {

  private static final long serialVersionUID = 1L;

  /// Below this much usable space a failed write is taken for a full disk, whatever language the
  /// system words its errors in.
  private static final long FULL_BYTES = 64 * 1024;

  /// What stands in the way.
  public enum Reason {
    /// No room on the device, or the user's quota is used up.
    DISK_FULL,
    /// The process must not write files that large (`ulimit -f`).
    FILE_SIZE_LIMIT,
    /// No permission, or a read-only file system.
    NOT_PERMITTED,
    /// The segment or its directory is gone.
    GONE,
    /// Anything else, also an I/O error of the device.
    IO_ERROR
  }

  private final Reason reason;

  private LogWriteException(Reason reason, String message, IOException cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /// Java gives no error number, so this goes by the system's words and by the room that is left.
  static LogWriteException of(Path file, IOException cause) {
    Reason reason = reasonOf(file, cause);
    String problem =
        switch (reason) {
          case DISK_FULL -> "the disk is full";
          case FILE_SIZE_LIMIT -> "the process's limit for the size of a file is reached";
          case NOT_PERMITTED -> "writing is not permitted";
          case GONE -> "the file or its directory is gone";
          case IO_ERROR -> "input/output error";
        };
    return new LogWriteException(
        reason,
        "Cannot write the log " + file + ": " + problem + " (" + detailOf(cause) + ").",
        cause);
  }

  private static Reason reasonOf(Path file, IOException cause) {
    if (cause instanceof java.nio.file.AccessDeniedException) {
      return Reason.NOT_PERMITTED;
    }
    if (cause instanceof java.nio.file.NoSuchFileException) {
      return Reason.GONE;
    }
    String text = detailOf(cause).toLowerCase(Locale.ROOT);
    if (text.contains("no space left") || text.contains("quota exceeded")) {
      return Reason.DISK_FULL;
    }
    if (text.contains("file too large")) {
      return Reason.FILE_SIZE_LIMIT;
    }
    if (text.contains("read-only") || text.contains("permi")) {
      return Reason.NOT_PERMITTED;
    }
    if (text.contains("no such file")) {
      return Reason.GONE;
    }
    return hasNoRoom(file) ? Reason.DISK_FULL : Reason.IO_ERROR;
  }

  private static String detailOf(IOException cause) {
    @Nullable String detail =
        cause instanceof FileSystemException error && error.getReason() != null
            ? error.getReason()
            : cause.getMessage();
    return detail == null ? cause.getClass().getSimpleName() : detail;
  }

  private static boolean hasNoRoom(Path file) {
    var directory = file.getParent();
    if (directory == null) {
      return false;
    }
    try {
      return Files.getFileStore(directory).getUsableSpace() < FULL_BYTES;
    } catch (IOException _) {
      return false; // then the first error is the one worth telling
    }
  }
}

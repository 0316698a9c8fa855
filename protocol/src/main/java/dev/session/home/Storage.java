package dev.session.home;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The sentences for files that could not be read or written.
public final class Storage {
  private Storage() {}

  public static SessionException unreadable(Path path, IOException cause) {
    return failure(ErrorCode.STORAGE_READ_ERROR, "Could not read ", path, cause);
  }

  public static SessionException unwritable(Path path, IOException cause) {
    return failure(ErrorCode.STORAGE_WRITE_ERROR, "Could not write ", path, cause);
  }

  private static SessionException failure(
      ErrorCode code, String what, Path path, IOException cause) {
    var reason = reason(cause);
    return new SessionException(
        code,
        what + path + ": " + reason + ".",
        JsonObject.builder().put("path", path.toString()).put("reason", reason).build(),
        cause);
  }

  // The messages of java.nio.file exceptions are bare paths.
  private static String reason(IOException cause) {
    return switch (cause) {
      case NoSuchFileException _ -> "it does not exist";
      case AccessDeniedException _ -> "permission denied";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    };
  }
}

package dev.session.home;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
  private static final byte[] OLD = "old".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

  private final Path directory;

  PrivateFilesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  static void setMode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  @Test
  void directoriesAndTheirParentsAreTheOwnersAlone() throws IOException {
    PrivateFiles.createDirectories(directory.resolve("a/b"));
    assertEquals("rwx------", mode(directory.resolve("a")));
    assertEquals("rwx------", mode(directory.resolve("a/b")));
  }

  @Test
  void anExistingDirectoryKeepsItsMode() throws IOException {
    setMode(directory, "rwxr-xr-x");
    PrivateFiles.createDirectories(directory);
    assertEquals("rwxr-xr-x", mode(directory));
  }

  @Test
  void aReplacedFileIsPrivateWhateverTheOldOneWas() throws IOException {
    var file = directory.resolve("file");
    PrivateFiles.replace(file, OLD);
    assertEquals("rw-------", mode(file));
    setMode(file, "rw-r--r--");
    PrivateFiles.replace(file, NEW);
    assertEquals("rw-------", mode(file));
    assertArrayEquals(NEW, PrivateFiles.read(file));
    assertEquals(List.of("file"), names());
  }

  @Test
  void whoHasTheOldFileOpenKeepsReadingIt() throws IOException {
    var file = directory.resolve("file");
    PrivateFiles.replace(file, OLD);
    try (var open = Files.newInputStream(file)) {
      PrivateFiles.replace(file, NEW);
      assertArrayEquals(OLD, open.readAllBytes());
    }
  }

  @Test
  void aFailedReplacementLeavesNothingBehind() throws IOException {
    var file = Files.createDirectories(directory.resolve("file/full"));
    var failure =
        assertThrows(
            SessionException.class,
            () -> PrivateFiles.replace(PrivateFiles.directoryOf(file), NEW));
    assertEquals(ErrorCode.STORAGE_WRITE_ERROR, failure.code());
    assertEquals(List.of("file"), names());
  }

  @Test
  void aFileWithoutItsDirectoryCannotBeWritten() {
    var failure =
        assertThrows(
            SessionException.class,
            () -> PrivateFiles.replace(directory.resolve("missing/file"), NEW));
    assertEquals(ErrorCode.STORAGE_WRITE_ERROR, failure.code());
    assertTrue(failure.sentence().endsWith("it does not exist."), failure.sentence());
  }

  @Test
  void anAbsentFileIsNullAndAnUnreadableOneAnError() {
    assertNull(PrivateFiles.read(directory.resolve("absent")));
    assertEquals(
        ErrorCode.STORAGE_READ_ERROR,
        assertThrows(SessionException.class, () -> PrivateFiles.read(directory)).code());
  }

  private List<String> names() throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}

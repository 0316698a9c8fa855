package dev.session.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketPathTest {
  /// As short as a runtime directory is, wherever the tests keep their files.
  private Path directory;

  @BeforeEach
  void makeDirectory() throws IOException {
    directory = Files.createTempDirectory(Path.of("/tmp"), "s");
  }

  @AfterEach
  void removeDirectory() throws IOException {
    try (var paths = Files.walk(directory)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static Home homeOfLength(int bytes) {
    var start = "/nowhere/";
    return new Home(Path.of(start + "h".repeat(bytes - start.length())), true);
  }

  private Map<String, String> environment() {
    return Map.of("XDG_RUNTIME_DIR", directory.toString());
  }

  @Test
  void theSocketIsInTheHomeWhereItFits() {
    var home = homeOfLength(SocketPath.SOCKET_PATH_MAX_BYTES - "/host.sock".length());
    var socket = SocketPath.choose(home, environment());
    assertEquals(home.directory().resolve("host.sock"), socket);
    assertEquals(SocketPath.SOCKET_PATH_MAX_BYTES, bytes(socket));
  }

  @Test
  void oneByteMoreMovesItToThePrivateRuntimeDirectory() throws IOException {
    var home = homeOfLength(SocketPath.SOCKET_PATH_MAX_BYTES - "/host.sock".length() + 1);
    var socket = SocketPath.choose(home, environment());
    assertEquals(directory.resolve("session"), socket.getParent());
    assertTrue(bytes(socket) <= SocketPath.SOCKET_PATH_MAX_BYTES);
    assertEquals("rwx------", PrivateFilesTest.mode(directory.resolve("session")));
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
    }
    Files.delete(socket);
  }

  @Test
  void lengthIsCountedInBytes() {
    var home = new Home(Path.of("/nowhere/" + "ä".repeat(50)), true);
    assertEquals(directory.resolve("session"), SocketPath.choose(home, environment()).getParent());
  }

  @Test
  void theSameHomeHasTheSameSocketAndAnotherHomeAnother() {
    var home = homeOfLength(300);
    assertEquals(SocketPath.choose(home, environment()), SocketPath.choose(home, environment()));
    assertNotEquals(
        SocketPath.choose(home, environment()),
        SocketPath.choose(homeOfLength(301), environment()));
  }

  @Test
  void withoutAUsableRuntimeDirectoryItIsInAShortOneOfTheUser() throws IOException {
    var tooLong = Files.createDirectory(directory.resolve("x".repeat(100)));
    for (var environment :
        List.of(
            Map.<String, String>of(),
            Map.of("XDG_RUNTIME_DIR", "relative"),
            Map.of("XDG_RUNTIME_DIR", directory.resolve("missing").toString()),
            Map.of("XDG_RUNTIME_DIR", tooLong.toString()))) {
      var socket = SocketPath.choose(homeOfLength(300), environment);
      assertEquals(Path.of("/tmp/session-" + System.getProperty("user.name")), socket.getParent());
      assertEquals("rwx------", PrivateFilesTest.mode(PrivateFiles.directoryOf(socket)));
    }
  }

  @Test
  void aDirectoryThatIsNotPrivateIsRefused() throws IOException {
    var shared = Files.createDirectory(directory.resolve("session"));
    PrivateFilesTest.setMode(shared, "rwxrwxrwx");
    assertRefused();
    Files.delete(shared);
    var elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    PrivateFilesTest.setMode(elsewhere, "rwx------");
    Files.createSymbolicLink(shared, elsewhere);
    assertRefused();
  }

  private void assertRefused() {
    var failure =
        assertThrows(
            SessionException.class, () -> SocketPath.choose(homeOfLength(300), environment()));
    assertEquals(ErrorCode.STORAGE_WRITE_ERROR, failure.code());
    assertTrue(failure.sentence().contains("not private"), failure.sentence());
  }

  private static int bytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}

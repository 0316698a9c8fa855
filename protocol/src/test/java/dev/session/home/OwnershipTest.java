package dev.session.home;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A home that others have a hand in is not used.
class OwnershipTest {
  private static final int STRANGER = 65_534;

  private final Home home;

  OwnershipTest(@TempDir Path directory) {
    home = new Home(directory.resolve("home"), true);
  }

  private void assertRefused(String words) {
    for (var use : new Runnable[] {home::requirePrivate, home::create}) {
      var refused = assertThrows(SessionException.class, use::run);
      assertEquals(ErrorCode.STORAGE_READ_ERROR, refused.code());
      assertTrue(refused.sentence().contains(words), refused.sentence());
    }
  }

  @Test
  void aHomeThatIsNotThereYetIsNobodyElses() {
    assertDoesNotThrow(home::requirePrivate);
    home.create();
    assertDoesNotThrow(home::requirePrivate);
  }

  @Test
  void aHomeThatOthersMayReadIsNotTheirs() throws IOException {
    home.create();
    PrivateFilesTest.setMode(home.directory(), "rwxr-xr-x");
    assertDoesNotThrow(home::requirePrivate);
  }

  @Test
  void aHomeThatOthersMayWriteToIsRefused() throws IOException {
    home.create();
    for (var place : new Path[] {home.directory(), home.sessions()}) {
      for (var mode : new String[] {"rwxrwx---", "rwx----w-"}) {
        PrivateFilesTest.setMode(place, mode);
        assertRefused("others have rights in it");
      }
      PrivateFilesTest.setMode(place, "rwx------");
    }
  }

  @Test
  void aLinkInPlaceOfTheSessionsIsRefused() throws IOException {
    Files.createDirectories(home.directory());
    var elsewhere = Files.createDirectory(home.directory().resolveSibling("elsewhere"));
    Files.createSymbolicLink(home.sessions(), elsewhere);
    assertRefused("no directory");
  }

  @Test
  void aHomeOfAnotherUserIsRefused() throws IOException {
    assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
        "only root can give a directory away");
    home.create();
    Files.setAttribute(home.directory(), "unix:uid", STRANGER);
    assertRefused("belongs to the user with the number " + STRANGER);
    Files.setAttribute(home.directory(), "unix:uid", 0);
    assertDoesNotThrow(home::requirePrivate);
  }
}

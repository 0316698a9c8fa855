package dev.session.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomeTest {
  private final Path directory;

  HomeTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void theOptionWinsOverTheVariableAndThatOverTheUsersHome() throws IOException {
    var real = directory.toRealPath();
    var environment = Map.of("SESSION_HOME", real + "/variable", "HOME", real.toString());
    assertEquals(
        new Home(real.resolve("option"), true), Home.resolve(real + "/option", environment));
    assertEquals(new Home(real.resolve("variable"), true), Home.resolve(null, environment));
    assertEquals(
        new Home(real.resolve(".session"), false),
        Home.resolve(null, Map.of("HOME", real.toString())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "relative", "./x", "~/x", "/a\0b"})
  void aHomeThatIsNotAbsoluteIsRefused(String text) {
    var option = assertThrows(SessionException.class, () -> Home.resolve(text, Map.of()));
    assertEquals(ErrorCode.INVALID_INPUT, option.code());
    assertTrue(option.sentence().contains("--home"), option.sentence());
    var variable =
        assertThrows(
            SessionException.class, () -> Home.resolve(null, Map.of("SESSION_HOME", text)));
    assertTrue(variable.sentence().contains("SESSION_HOME"), variable.sentence());
  }

  @Test
  void anEmptyUserHomeIsAsGoodAsNone() {
    assertEquals(Home.resolve(null, Map.of()), Home.resolve(null, Map.of("HOME", "")));
  }

  @Test
  void allSpellingsOfADirectoryAreOneHomeBeforeAndAfterItIsMade() throws IOException {
    var real = directory.toRealPath();
    Files.createDirectory(real.resolve("real"));
    Files.createSymbolicLink(real.resolve("link"), real.resolve("real"));
    var home = new Home(real.resolve("real/a/b"), true);
    var spellings = new String[] {"/real/a/b", "/link/a/b", "/link//a/./b/", "/real/x/../a/b"};
    for (var spelling : spellings) {
      assertEquals(home, Home.resolve(real + spelling, Map.of()), spelling);
    }
    home.create();
    for (var spelling : new String[] {"/real/a/b", "/link/a/b", "/link//a/./b/"}) {
      assertEquals(home, Home.resolve(real + spelling, Map.of()), spelling);
    }
  }

  @Test
  void aNewHomeIsPrivateAndAnExistingOneKeepsItsMode() throws IOException {
    var home = new Home(directory.resolve("a/b"), true);
    home.create();
    assertEquals("rwx------", PrivateFilesTest.mode(directory.resolve("a")));
    assertEquals("rwx------", PrivateFilesTest.mode(home.directory()));
    assertEquals("rwx------", PrivateFilesTest.mode(home.sessions()));
    PrivateFilesTest.setMode(home.directory(), "rwxr-x---");
    home.create();
    assertEquals("rwxr-x---", PrivateFilesTest.mode(home.directory()));
  }

  @Test
  void aHostRecordIsReadBackAndARottenOneIsNone() throws IOException {
    var home = new Home(directory, true);
    assertNull(HostRecord.read(home));
    var record =
        new HostRecord(
            new ProcessIdentity(12, 34, "boot"),
            Path.of("/run/host.sock"),
            "1.2.3",
            HostRecord.PROTOCOL,
            TestRecords.CREATED);
    record.write(home);
    assertEquals(record, HostRecord.read(home));
    for (var rotten :
        new String[] {"", "{}", "[]", "{\"pid\":1,\"start\":\"x\"}", "{\"pid\":\"1\"}"}) {
      Files.writeString(home.hostRecord(), rotten);
      assertNull(HostRecord.read(home), rotten);
    }
    assertFalse(Files.exists(directory.resolve("sessions")));
  }

  @Test
  void whatIsDiscardedIsGoneAndCounted() throws IOException {
    var home = new Home(directory, true);
    var files = TestRecords.put(home, TestRecords.ended(TestRecords.id("01AAAA", 1), null));
    long bytes = Files.size(files.record());
    assertEquals(bytes, Trash.size(files.directory()));
    assertEquals(bytes, Trash.discard(home, files.directory()));
    assertNull(Trash.discard(home, files.directory()), "gone already");
    assertTrue(SessionCatalog.all(home).isEmpty());
    Files.createDirectories(home.trash().resolve("left/over"));
    Files.writeString(home.trash().resolve("left/over/file"), "12345");
    var leftovers = Trash.leftovers(home);
    assertEquals(1, leftovers.size());
    assertEquals(5, Trash.finish(leftovers.getFirst()));
    assertEquals(List.of(), Trash.leftovers(home));
  }
}

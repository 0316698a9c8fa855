package dev.session.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomeRegistryTest {
  private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATE = Instant.parse("2026-01-02T00:00:00Z");
  private static final Path A = Path.of("/home/a");
  private static final Path B = Path.of("/home/b");

  private final Path directory;
  private final HomeRegistry registry;

  HomeRegistryTest(@TempDir Path directory) {
    this.directory = directory;
    this.registry = HomeRegistry.of(Map.of("XDG_STATE_HOME", directory.toString()));
  }

  private Path file() {
    return directory.resolve("session/homes.json");
  }

  private List<Path> homes() {
    return registry.entries().stream().map(HomeRegistry.Entry::path).toList();
  }

  @Test
  void homesAreListedWithTheOneUsedLastFirst() {
    registry.register(A, EARLY);
    registry.register(B, LATE);
    assertEquals(List.of(B, A), homes());
    registry.register(A, LATE.plusSeconds(1));
    assertEquals(List.of(A, B), homes());
    assertEquals(LATE.plusSeconds(1), registry.entries().getFirst().lastSeenAt());
  }

  @Test
  void aForgottenHomeIsGoneAndAnUnknownOneMakesNothing() {
    assertFalse(registry.forget(A));
    assertFalse(Files.exists(file()));
    registry.register(A, EARLY);
    registry.register(B, EARLY);
    assertTrue(registry.forget(A));
    assertFalse(registry.forget(A));
    assertEquals(List.of(B), homes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"homes\":1}",
        "{\"homes\":[{\"path\":5}]}",
        "{\"homes\":[{\"path\":\"/a\\u0000b\",\"lastSeenAt\":\"2026-01-01T00:00:00.000Z\"}]}"
      })
  void aBrokenRegistryIsAnEmptyOneThatCanBeWritten(String content) throws IOException {
    Files.createDirectories(directory.resolve("session"));
    Files.writeString(file(), content);
    assertEquals(List.of(), homes());
    registry.register(A, EARLY);
    assertEquals(List.of(A), homes());
  }

  @Test
  void theFileIsPrivate() throws IOException {
    registry.register(A, EARLY);
    assertEquals("rw-------", PrivateFilesTest.mode(file()));
    assertEquals("rwx------", PrivateFilesTest.mode(directory.resolve("session")));
  }

  @Test
  void theStateDirectoryIsTheUsersWhereNoneOrARelativeOneIsSet() {
    HomeRegistry.of(Map.of("HOME", directory.toString())).register(A, EARLY);
    assertTrue(Files.exists(directory.resolve(".local/state/session/homes.json")));
    HomeRegistry.of(Map.of("HOME", directory.toString(), "XDG_STATE_HOME", "relative"))
        .register(B, LATE);
    assertEquals(2, HomeRegistry.of(Map.of("HOME", directory.toString())).entries().size());
  }

  @Test
  void registrationsAtTheSameTimeLoseNone() throws InterruptedException {
    var threads = new ArrayList<Thread>();
    var expected = new HashSet<Path>();
    for (int i = 0; i < 8; i++) {
      int number = i;
      for (int n = 0; n < 10; n++) {
        expected.add(Path.of("/home", i + "-" + n));
      }
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int n = 0; n < 10; n++) {
                      // Of its own, as another process would have.
                      HomeRegistry.of(Map.of("XDG_STATE_HOME", directory.toString()))
                          .register(Path.of("/home", number + "-" + n), EARLY);
                    }
                  }));
    }
    for (var thread : threads) {
      thread.join();
    }
    assertEquals(expected, new HashSet<>(homes()));
  }
}

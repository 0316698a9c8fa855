package dev.session.home;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionNameTest {

  static Stream<String> impossible() {
    return Stream.of(
        "",
        " ",
        "\t",
        "\n",
        ".",
        "..",
        "/",
        "\\",
        "a/b",
        "a\\b",
        "../x",
        "/etc/passwd",
        "a\0b",
        "a\nb",
        "a\u001b[31mb",
        "a\u0085b",
        "a\u009bb",
        "a\u2028b",
        "a\u2029b",
        "-x",
        "--json",
        "x".repeat(101),
        "x".repeat(300),
        "\0".repeat(300));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void whatNoSessionCanBeCalledIsNeitherNameNorReference(String text) {
    assertEquals(
        ErrorCode.INVALID_INPUT,
        assertThrows(SessionException.class, () -> SessionName.requireName(text)).code());
    var refused = assertThrows(SessionException.class, () -> SessionName.requireReference(text));
    assertEquals(ErrorCode.INVALID_SESSION_ID, refused.code());
    assertTrue(refused.sentence().length() < 300, refused.sentence());
    assertFalse(
        refused.sentence().chars().anyMatch(Character::isISOControl), "no control characters");
  }

  /// A home that cannot be read: whoever looks for files in it first fails otherwise.
  @ParameterizedTest
  @MethodSource("impossible")
  void anImpossibleReferenceIsRefusedBeforeAnyFileIsTouched(String text, @TempDir Path directory)
      throws Exception {
    var file = Files.createFile(directory.resolve("file"));
    var home = new Home(file, true);
    assertEquals(
        ErrorCode.INVALID_SESSION_ID,
        assertThrows(SessionException.class, () -> SessionCatalog.find(home, text)).code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"build", "my session", "été", "a", "a-b_c.d:e", "...", "🚀", "漢字"})
  void ordinaryNamesAreNamesAndReferences(String name) {
    assertDoesNotThrow(() -> SessionName.requireName(name));
    assertDoesNotThrow(() -> SessionName.requireReference(name));
  }

  @Test
  void theLongestNameHas100Characters() {
    assertDoesNotThrow(() -> SessionName.requireName("x".repeat(100)));
  }

  @Test
  void wordsThatMeanAnotherSessionAreReferencesButNoNames() {
    for (var text :
        new String[] {"last", "01HZXW5G7P3Q9RTVABCDEFGHJK", "01hzxw5g7p3q9rtvabcdefghjk"}) {
      assertDoesNotThrow(() -> SessionName.requireReference(text));
      assertThrows(SessionException.class, () -> SessionName.requireName(text), text);
    }
  }
}

package dev.session.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The kitty keyboard protocol, against its specification.
class KittyKeysTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a                | a",
        "A                | A",
        "shift+a          | A",
        "ö                | \\xc3\\xb6",
        "Space            | ' '",
        "Escape           | \\e[27u",
        "Enter            | \\x0d",
        "Tab              | \\x09",
        "Backspace        | \\x7f",
        "ctrl+c           | \\e[99;5u",
        "ctrl+C           | \\e[99;5u",
        "ctrl+shift+c     | \\e[99;6u",
        "alt+a            | \\e[97;3u",
        "alt+A            | \\e[97;4u",
        "alt+[            | \\e[91;3u",
        "ctrl+Space       | \\e[32;5u",
        "ctrl+?           | \\e[47;6u",
        "ctrl+shift+/     | \\e[47;6u",
        "ctrl+i           | \\e[105;5u",
        "ctrl+ö           | \\e[246;5u",
        "super+a          | \\e[97;9u",
        "hyper+a          | \\e[97;17u",
        "meta+a           | \\e[97;33u",
        "ctrl+super+meta+hyper+alt+shift+a | \\e[97;64u",
        "shift+Enter      | \\e[13;2u",
        "ctrl+Enter       | \\e[13;5u",
        "shift+Tab        | \\e[9;2u",
        "ctrl+shift+Tab   | \\e[9;6u",
        "alt+Backspace    | \\e[127;3u",
        "Up               | \\e[A",
        "ctrl+Up          | \\e[1;5A",
        "super+Up         | \\e[1;9A",
        "Home             | \\e[H",
        "F1               | \\e[P",
        "F3               | \\e[13~",
        "ctrl+F3          | \\e[13;5~",
        "F4               | \\e[S",
        "F5               | \\e[15~",
        "F12              | \\e[24~",
        "F13              | \\e[57376u",
        "shift+F24        | \\e[57387;2u",
        "F35              | \\e[57398u",
        "Insert           | \\e[2~",
        "shift+Delete     | \\e[3;2~",
        "Menu             | \\e[57363u",
        "PrintScreen      | \\e[57361u",
        "Pause            | \\e[57362u",
        "KP_5             | 5",
        "ctrl+KP_5        | \\e[57404;5u",
        "KP_Enter         | \\e[57414u",
        "KP_Plus          | +",
        "KP_Home          | \\e[57423u",
        "KP_Begin         | \\e[E",
        "MediaPlayPause   | \\e[57430u",
      })
  void disambiguatedKeys(String key, String bytes) {
    assertEquals(bytes, Modes.NONE.kitty(1).press(key));
  }

  @Test
  void applicationModesMeanNothingToDisambiguatedKeys() {
    var modes = Modes.NONE.applicationCursor().applicationKeypad().kitty(1);
    assertEquals("\\e[A", modes.press("Up"));
    assertEquals("\\e[57414u", modes.press("KP_Enter"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a              | \\e[97u",
        "A              | \\e[97;2u",
        "shift+a        | \\e[97;2u",
        "!              | \\e[49;2u",
        "Enter          | \\e[13u",
        "Tab            | \\e[9u",
        "Backspace      | \\e[127u",
        "Escape         | \\e[27u",
        "Space          | \\e[32u",
        "KP_5           | \\e[57404u",
        "LeftShift      | \\e[57441u",
        "RightMeta      | \\e[57452u",
        "CapsLock       | \\e[57358u",
        "ctrl+a         | \\e[97;5u",
      })
  void allKeysAsEscapeCodes(String key, String bytes) {
    assertEquals(bytes, Modes.NONE.kitty(8).press(key));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a              | \\e[97;;97u",
        "A              | \\e[97;2;65u",
        "!              | \\e[49;2;33u",
        "ö              | \\e[246;;246u",
        "Ö              | \\e[246;2;214u",
        "KP_5           | \\e[57404;;53u",
        "ctrl+a         | \\e[97;5u",
        "alt+a          | \\e[97;3u",
        "Enter          | \\e[13u",
        "Up             | \\e[A",
      })
  void associatedTextIsPartOfTheSequence(String key, String bytes) {
    assertEquals(bytes, Modes.NONE.kitty(8 | 16).press(key));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ctrl+shift+a   | \\e[97:65;6u",
        "ctrl+?         | \\e[47:63;6u",
        "ctrl+a         | \\e[97;5u",
        "a              | a",
        "shift+Enter    | \\e[13;2u",
        "shift+Up       | \\e[1;2A",
      })
  void theShiftedKeyIsAnAlternate(String key, String bytes) {
    assertEquals(bytes, Modes.NONE.kitty(1 | 4).press(key));
  }

  @Test
  void allFlagsTogether() {
    var modes = Modes.NONE.kitty(31);
    assertEquals("\\e[97:65;2;65u", modes.press("A"));
    assertEquals("\\e[97;;97u", modes.press("a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "nothing",
      value = {
        "3  | Up        | \\e[1;1:3A",
        "3  | ctrl+Up   | \\e[1;5:3A",
        "3  | Delete    | \\e[3;1:3~",
        "3  | Escape    | \\e[27;1:3u",
        "3  | ctrl+a    | \\e[97;5:3u",
        "3  | a         | nothing",
        "3  | Enter     | nothing",
        "3  | ctrl+Tab  | nothing",
        "3  | KP_5      | nothing",
        "11 | a         | \\e[97;1:3u",
        "11 | Enter     | \\e[13;1:3u",
        "31 | A         | \\e[97:65;2:3u",
        "1  | Up        | nothing",
        "9  | a         | nothing",
      })
  void releasesAreReportedWhereAskedFor(int flags, String key, @Nullable String bytes) {
    assertEquals(
        bytes == null ? "" : bytes,
        Modes.shown(
            Keyboard.bytes(Key.parse(key), KeyAction.RELEASE, Modes.NONE.kitty(flags).of())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3  | Up        | \\e[1;1:2A",
        "3  | a         | a",
        "3  | Enter     | \\x0d",
        "27 | a         | \\e[97;1:2;97u",
        "1  | Up        | \\e[A",
        "1  | Escape    | \\e[27u",
      })
  void repeatsAreReportedWhereAskedFor(int flags, String key, String bytes) {
    assertEquals(
        bytes,
        Modes.shown(
            Keyboard.bytes(Key.parse(key), KeyAction.REPEAT, Modes.NONE.kitty(flags).of())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Escape    | \\e",
        "ctrl+c    | \\x03",
        "alt+x     | \\ex",
        "Up        | \\e[A",
        "KP_5      | 5",
        "KP_Enter  | \\x0d",
        "KP_Home   | \\e[H",
        "super+a   | \\e[97;9u",
      })
  void eventTypesAloneLeavePressesAsTheyWere(String key, String bytes) {
    assertEquals(bytes, Modes.NONE.kitty(2).press(key));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 16, 20})
  void flagsThatOnlyAddChangeNothingAlone(int flags) {
    var modes = Modes.NONE.applicationCursor().kitty(flags);
    assertEquals("\\eOA", modes.press("Up"));
    assertEquals("\\x03", modes.press("ctrl+c"));
    assertEquals("A", modes.press("A"));
  }

  @Test
  void theProtocolWinsOverModifyOtherKeys() {
    assertEquals("\\e[97;5u", Modes.NONE.modifyOtherKeys(2).kitty(1).press("ctrl+a"));
  }

  @Test
  void modifierKeysNeedTheFlagForAllKeys() {
    var failure =
        assertThrows(SessionException.class, () -> Modes.NONE.kitty(7).press("LeftShift"));
    assertEquals(ErrorCode.INVALID_KEYS, failure.code());
    assertTrue(failure.sentence().contains("flag 8"), failure.sentence());
  }
}

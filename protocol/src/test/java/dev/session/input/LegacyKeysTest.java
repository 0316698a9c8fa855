package dev.session.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys for applications that asked for nothing newer than application modes.
class LegacyKeysTest {

  /// The contract's table, section 9, first column.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Enter     | \\x0d",
        "Tab       | \\x09",
        "Escape    | \\e",
        "Backspace | \\x7f",
        "Up        | \\e[A",
        "Down      | \\e[B",
        "Right     | \\e[C",
        "Left      | \\e[D",
        "Home      | \\e[H",
        "End       | \\e[F",
        "F1        | \\eOP",
        "F2        | \\eOQ",
        "F3        | \\eOR",
        "F4        | \\eOS",
        "Insert    | \\e[2~",
        "Delete    | \\e[3~",
        "PageUp    | \\e[5~",
        "PageDown  | \\e[6~",
        "F5        | \\e[15~",
        "F6        | \\e[17~",
        "F7        | \\e[18~",
        "F8        | \\e[19~",
        "F9        | \\e[20~",
        "F10       | \\e[21~",
        "F11       | \\e[23~",
        "F12       | \\e[24~",
        "a         | a",
        "Z         | Z",
        "@         | @",
        "?         | ?",
        "7         | 7",
        "+         | +",
        "-         | -",
        "^         | ^",
        "\\        | \\\\",
      })
  void plainKeysAreTheContractsTable(String key, String bytes) {
    assertEquals(bytes, Modes.NONE.press(key));
  }

  @Test
  void aPlainSpaceIsASpace() {
    assertEquals(" ", Modes.NONE.press("Space"));
    assertEquals(" ", Modes.NONE.press(" "));
  }

  /// The contract's table, second column.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alt+Enter          | \\e\\x0d",
        "alt+Tab            | \\e\\x09",
        "alt+Escape         | \\e\\e",
        "alt+Backspace      | \\e\\x7f",
        "shift+Tab          | \\e[Z",
        "shift+Up           | \\e[1;2A",
        "alt+Down           | \\e[1;3B",
        "alt+shift+Right    | \\e[1;4C",
        "ctrl+Left          | \\e[1;5D",
        "ctrl+shift+Home    | \\e[1;6H",
        "ctrl+alt+End       | \\e[1;7F",
        "ctrl+alt+shift+Up  | \\e[1;8A",
        "shift+F1           | \\e[1;2P",
        "ctrl+F2            | \\e[1;5Q",
        "alt+F3             | \\e[1;3R",
        "ctrl+alt+F4        | \\e[1;7S",
        "ctrl+Insert        | \\e[2;5~",
        "shift+Delete       | \\e[3;2~",
        "alt+PageUp         | \\e[5;3~",
        "ctrl+PageDown      | \\e[6;5~",
        "ctrl+F5            | \\e[15;5~",
        "alt+shift+F12      | \\e[24;4~",
        "ctrl+a             | \\x01",
        "ctrl+A             | \\x01",
        "ctrl+shift+a       | \\x01",
        "ctrl+z             | \\x1a",
        "alt+x              | \\ex",
        "alt+X              | \\eX",
        "shift+q            | Q",
        "shift+Q            | Q",
        "alt+shift+q        | \\eQ",
        "ctrl+alt+c         | \\e\\x03",
        "ctrl+alt+shift+c   | \\e\\x03",
        "ctrl+Space         | \\x00",
        "alt+Space          | '\\e '",
        "ctrl+alt+Space     | \\e\\x00",
        "ctrl+@             | \\x00",
        "ctrl+[             | \\e",
        "ctrl+\\            | \\x1c",
        "ctrl+]             | \\x1d",
        "ctrl+^             | \\x1e",
        "ctrl+_             | \\x1f",
        "ctrl+?             | \\x7f",
        "alt+[              | \\e[",
        "ctrl+alt+]         | \\e\\x1d",
        "ctrl+alt+?         | \\e\\x7f",
        "alt+5              | \\e5",
        "alt+;              | \\e;",
      })
  void modifiedKeysAreTheContractsTable(String key, String bytes) {
    assertEquals(bytes, Modes.NONE.press(key));
  }

  /// What the contract's table refuses (a LIMIT) and terminals send.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ctrl+Enter           | \\x0d",
        "shift+Enter          | \\x0d",
        "alt+shift+Enter      | \\e\\x0d",
        "ctrl+Tab             | \\x09",
        "ctrl+shift+Tab       | \\e[Z",
        "alt+shift+Tab        | \\e\\e[Z",
        "ctrl+Escape          | \\e",
        "ctrl+Backspace       | \\x08",
        "ctrl+alt+Backspace   | \\e\\x08",
        "shift+Space          | ' '",
        "ctrl+shift+Space     | \\x00",
        "ctrl+1               | 1",
        "ctrl+2               | \\x00",
        "ctrl+3               | \\e",
        "ctrl+4               | \\x1c",
        "ctrl+5               | \\x1d",
        "ctrl+6               | \\x1e",
        "ctrl+7               | \\x1f",
        "ctrl+8               | \\x7f",
        "ctrl+9               | 9",
        "ctrl+/               | \\x1f",
        "ctrl+`               | \\x00",
        "ctrl+~               | \\x1e",
        "ctrl+;               | ;",
        "shift+1              | !",
        "shift+/              | ?",
        "ctrl+shift+/         | \\x7f",
        "ctrl+shift+2         | \\x00",
        "ctrl+shift+-         | \\x1f",
        "shift+@              | @",
        "meta+x               | \\ex",
        "alt+meta+x           | \\ex",
        "meta+Up              | \\e[1;9A",
        "super+Up             | \\e[1;9A",
        "meta+ctrl+F5         | \\e[15;13~",
        "ö                    | \\xc3\\xb6",
        "shift+ö              | \\xc3\\x96",
        "alt+ö                | \\e\\xc3\\xb6",
        "😀                   | \\xf0\\x9f\\x98\\x80",
        "F13                  | \\e[25~",
        "F14                  | \\e[26~",
        "F15                  | \\e[28~",
        "F16                  | \\e[29~",
        "F17                  | \\e[31~",
        "F18                  | \\e[32~",
        "F19                  | \\e[33~",
        "F20                  | \\e[34~",
        "F21                  | \\e[42~",
        "F24                  | \\e[45~",
        "F35                  | \\e[56~",
        "shift+F13            | \\e[25;2~",
        "Menu                 | \\e[29~",
        "KP_0                 | 0",
        "KP_Plus              | +",
        "KP_Enter             | \\x0d",
        "KP_Decimal           | .",
        "alt+KP_5             | \\e5",
        "ctrl+KP_5            | 5",
        "KP_Home              | \\e[H",
        "KP_PageUp            | \\e[5~",
        "KP_Delete            | \\e[3~",
        "KP_Begin             | \\e[E",
        "ctrl+KP_Left         | \\e[1;5D",
      })
  void whatHasNoCodeOfItsOwnIsSentAsTerminalsDo(String key, String bytes) {
    assertEquals(bytes, Modes.NONE.press(key));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Up        | \\eOA",
        "Down      | \\eOB",
        "Right     | \\eOC",
        "Left      | \\eOD",
        "Home      | \\eOH",
        "End       | \\eOF",
        "KP_Up     | \\eOA",
        "KP_Begin  | \\eOE",
        "ctrl+Up   | \\e[1;5A",
        "PageUp    | \\e[5~",
        "F5        | \\e[15~",
        "KP_8      | 8",
      })
  void applicationCursorKeysAreSs3UnlessModified(String key, String bytes) {
    assertEquals(bytes, Modes.NONE.applicationCursor().press(key));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "KP_0         | \\eOp",
        "KP_1         | \\eOq",
        "KP_2         | \\eOr",
        "KP_3         | \\eOs",
        "KP_4         | \\eOt",
        "KP_5         | \\eOu",
        "KP_6         | \\eOv",
        "KP_7         | \\eOw",
        "KP_8         | \\eOx",
        "KP_9         | \\eOy",
        "KP_Decimal   | \\eOn",
        "KP_Divide    | \\eOo",
        "KP_Multiply  | \\eOj",
        "KP_Minus     | \\eOm",
        "KP_Plus      | \\eOk",
        "KP_Enter     | \\eOM",
        "KP_Equal     | \\eOX",
        "KP_Separator | \\eOl",
        "ctrl+KP_5    | \\eO5u",
        "KP_Home      | \\e[H",
        "5            | 5",
        "Enter        | \\x0d",
      })
  void theApplicationKeypadIsSs3(String key, String bytes) {
    assertEquals(bytes, Modes.NONE.applicationKeypad().press(key));
  }

  @Test
  void theBackarrowKeyFollowsItsMode() {
    var modes = Modes.NONE.backarrowSendsBackspace();
    assertEquals("\\x08", modes.press("Backspace"));
    assertEquals("\\x7f", modes.press("ctrl+Backspace"));
    assertEquals("\\e\\x08", modes.press("alt+Backspace"));
  }

  @Test
  void enterIsTwoCharactersInNewlineMode() {
    var modes = Modes.NONE.newline();
    assertEquals("\\x0d\\x0a", modes.press("Enter"));
    assertEquals("\\e\\x0d\\x0a", modes.press("alt+Enter"));
    assertEquals("\\x0d\\x0a", modes.press("KP_Enter"));
    assertEquals("\\x0d", modes.press("ctrl+m"));
  }

  @Test
  void eightBitControlsAreOneByte() {
    var modes = Modes.NONE.eightBit();
    assertEquals("\\x9bA", modes.press("Up"));
    assertEquals("\\x9b1;5A", modes.press("ctrl+Up"));
    assertEquals("\\x8fP", modes.press("F1"));
    assertEquals("\\x9bZ", modes.press("shift+Tab"));
    assertEquals("\\ex", modes.press("alt+x"));
    assertEquals("\\e", modes.press("Escape"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "super+a", "super+Enter", "super+Backspace", "super+KP_5", "hyper+a", "hyper+Up",
        "PrintScreen", "Pause", "CapsLock", "LeftShift", "MediaPlay", "ctrl+ScrollLock"
      })
  void whatCannotBeSentIsRefusedWithTheReason(String key) {
    var failure = assertThrows(SessionException.class, () -> Modes.NONE.press(key));
    assertEquals(ErrorCode.INVALID_KEYS, failure.code());
    assertTrue(failure.sentence().contains("'" + key + "'"), failure.sentence());
    assertTrue(failure.sentence().contains("kitty keyboard protocol"), failure.sentence());
  }

  @Test
  void severalKeysAreOneWriteOrNone() {
    var keys = List.of(Key.parse("Up"), Key.parse("x"), Key.parse("ctrl+c"));
    assertEquals("\\e[Ax\\x03", Modes.shown(Keyboard.press(keys, InputModes.DEFAULT)));
    var bad = List.of(Key.parse("Up"), Key.parse("Pause"));
    assertThrows(SessionException.class, () -> Keyboard.press(bad, InputModes.DEFAULT));
  }

  @Test
  void releasesAreNotReported() {
    assertEquals(0, Keyboard.bytes(Key.parse("a"), KeyAction.RELEASE, InputModes.DEFAULT).length);
    assertEquals(
        "\\e[A",
        Modes.shown(Keyboard.bytes(Key.parse("Up"), KeyAction.REPEAT, InputModes.DEFAULT)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a               | a",
        "A               | A",
        "shift+a         | A",
        "ctrl+a          | \\x01",
        "ctrl+shift+a    | \\x01",
        "alt+a           | \\ea",
        "ctrl+alt+a      | \\e\\x01",
        "ctrl+2          | \\x00",
        "ctrl+/          | \\x1f",
        "ctrl+Space      | \\x00",
        "shift+Space     | ' '",
        "alt+1           | \\e1",
        "ctrl+1          | \\e[27;5;49~",
        "ctrl+,          | \\e[27;5;44~",
        "ctrl+shift+1    | \\e[27;6;33~",
        "ctrl+!          | \\e[27;6;33~",
        "ctrl+?          | \\e[27;6;63~",
        "ctrl+alt+1      | \\e[27;7;49~",
        "ctrl+ö          | \\e[27;5;246~",
        "super+a         | \\e[27;9;97~",
        "Tab             | \\x09",
        "shift+Tab       | \\e[Z",
        "ctrl+Tab        | \\e[27;5;9~",
        "alt+Tab         | \\e[27;3;9~",
        "Enter           | \\x0d",
        "shift+Enter     | \\e[27;2;13~",
        "ctrl+Enter      | \\e[27;5;13~",
        "Escape          | \\e",
        "alt+Escape      | \\e\\e",
        "Backspace       | \\x7f",
        "ctrl+Backspace  | \\x08",
        "shift+Backspace | \\x7f",
        "ctrl+Up         | \\e[1;5A",
        "KP_5            | 5",
      })
  void modifyOtherKeys1EscapesWhatHadNoCode(String key, String bytes) {
    assertEquals(bytes, Modes.NONE.modifyOtherKeys(1).press(key));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a                    | a",
        "A                    | A",
        "shift+a              | \\e[27;2;65~",
        "shift+1              | !",
        "!                    | !",
        "ctrl+a               | \\e[27;5;97~",
        "ctrl+A               | \\e[27;5;97~",
        "ctrl+shift+a         | \\e[27;6;65~",
        "alt+a                | \\e[27;3;97~",
        "alt+A                | \\e[27;4;65~",
        "alt+shift+a          | \\e[27;4;65~",
        "ctrl+alt+shift+a     | \\e[27;8;65~",
        "meta+a               | \\e[27;9;97~",
        "super+a              | \\e[27;9;97~",
        "ctrl+Space           | \\e[27;5;32~",
        "shift+Space          | \\e[27;2;32~",
        "ctrl+@               | \\e[27;6;64~",
        "ctrl+?               | \\e[27;6;63~",
        "shift+Tab            | \\e[27;2;9~",
        "ctrl+Tab             | \\e[27;5;9~",
        "Enter                | \\x0d",
        "alt+Enter            | \\e[27;3;13~",
        "ctrl+Escape          | \\e[27;5;27~",
        "Escape               | \\e",
        "shift+Backspace      | \\e[27;2;127~",
        "ctrl+Backspace       | \\x08",
        "ctrl+shift+Backspace | \\e[27;6;8~",
        "ctrl+F5              | \\e[15;5~",
      })
  void modifyOtherKeys2EscapesAllModifiedKeys(String key, String bytes) {
    assertEquals(bytes, Modes.NONE.modifyOtherKeys(2).press(key));
  }

  @Test
  void modifyOtherKeys3EscapesPlainKeysToo() {
    var modes = Modes.NONE.modifyOtherKeys(3);
    assertEquals("\\e[27;1;32~", modes.press("Space"));
    assertEquals("\\e[27;1;97~", modes.press("a"));
    assertEquals("\\e[27;1;13~", modes.press("Enter"));
    assertEquals("\\e[A", modes.press("Up"));
  }

  @Test
  void otherKeysCanBeFormattedAsCsiU() {
    var modes = Modes.NONE.modifyOtherKeys(2).formatOtherKeysAsU();
    assertEquals("\\e[9;3u", modes.press("alt+Tab"));
    assertEquals("\\e[97;5u", modes.press("ctrl+a"));
    assertEquals("\\e[1;5A", modes.press("ctrl+Up"));
  }
}

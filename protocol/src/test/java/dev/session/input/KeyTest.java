package dev.session.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonString;
import dev.session.testing.Seed;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "enter             | Enter",
        "RETURN            | Enter",
        "Esc               | Escape",
        "Del               | Delete",
        "ins               | Insert",
        "PgUp              | PageUp",
        "PgDn              | PageDown",
        "page_down         | PageDown",
        "Page-Up           | PageUp",
        "ArrowUp           | Up",
        "LeftArrow         | Left",
        "BSpace            | Backspace",
        "f12               | F12",
        "SPACE             | Space",
        "CTRL+c            | ctrl+c",
        "Control+c         | ctrl+c",
        "shift+ctrl+alt+x  | ctrl+alt+shift+x",
        "ctrl + Up         | ctrl+Up",
        "'  Tab  '         | Tab",
        "C-c               | ctrl+c",
        "c-x               | ctrl+x",
        "M-x               | alt+x",
        "C-M-x             | ctrl+alt+x",
        "S-Tab             | shift+Tab",
        "Ctrl-Left         | ctrl+Left",
        "BTab              | shift+Tab",
        "ctrl+BackTab      | ctrl+shift+Tab",
        "^C                | ctrl+c",
        "^[                | ctrl+[",
        "^?                | ctrl+?",
        "cmd+k             | super+k",
        "option+Left       | alt+Left",
        "Win+r             | super+r",
        "meta+hyper+F1     | meta+hyper+F1",
        "+                 | +",
        "-                 | -",
        "^                 | ^",
        "ctrl++            | ctrl++",
        "ctrl+-            | ctrl+-",
        "C--               | ctrl+-",
        "alt+plus          | alt++",
        "é                 | é",
        "e\u0301           | é",
        "漢                | 漢",
        "😀                | 😀",
        "numpad5           | KP_5",
        "NumpadAdd         | KP_Plus",
        "kp_add            | KP_Plus",
        "KP_Page_Up        | KP_PageUp",
        "PF1               | F1",
        "caps_lock         | CapsLock",
        "LeftCtrl          | LeftControl",
      })
  void peoplesSpellingsNameTheKey(String written, String name) {
    assertEquals(name, Key.parse(written).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'   '              | is empty",
        "Entr               | did you mean Enter?",
        "ctrl+Dwon          | did you mean Down?",
        "PageUpp            | did you mean PageUp?",
        "F36                | names no key",
        "ctl+c              | unknown modifier 'ctl': did you mean ctrl?",
        "shfit+Tab          | did you mean shift?",
        "foo+c              | unknown modifier 'foo'",
        "ctrl+ctrl+a        | names the modifier ctrl twice",
        "C-ctrl+a           | names the modifier ctrl twice",
        "ctrl+              | no key after '+'",
        "ctrl               | is a modifier without a key",
        "hello world        | 'session type'",
        "xyz                | 'session type'",
        "a+b                | unknown modifier 'a'",
        "++                 | unknown modifier '+'",
      })
  void whatIsNoKeyIsRefusedWithTheReason(String written, String sentence) {
    refused(written, sentence);
  }

  @Test
  void emptyNamesAndControlCharactersAreNoKeys() {
    refused("", "is empty");
    refused("x\u0003", "contains a control character");
    refused("\u0003", "contains a control character");
    refused("ctrl+\u001b", "contains a control character");
  }

  private static void refused(String written, String sentence) {
    var failure = assertThrows(SessionException.class, () -> Key.parse(written));
    assertEquals(ErrorCode.INVALID_KEYS, failure.code());
    assertTrue(failure.sentence().contains(sentence), failure.sentence());
    assertEquals(new JsonString(written), failure.details().get("key"));
    assertFalse(
        failure.sentence().codePoints().anyMatch(Character::isISOControl), failure.sentence());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u200b", "\u202e", "\ud800", "\ue000", "👨‍👩‍👧"})
  void invisibleCharactersAndClustersAreNoKeys(String written) {
    assertEquals(
        ErrorCode.INVALID_KEYS,
        assertThrows(SessionException.class, () -> Key.parse(written)).code());
  }

  @Test
  void everyNameIsReadBackAsItself() {
    assertTrue(Key.names().size() > 100);
    assertEquals(Key.names().size(), new HashSet<>(Key.names()).size());
    for (var name : Key.names()) {
      assertEquals(name, Key.parse(name).toString());
      assertEquals("ctrl+" + name, Key.parse("CTRL+" + name.toUpperCase(Locale.ROOT)).toString());
    }
  }

  @Test
  void everyPrintableAsciiCharacterIsAKey() {
    for (char c = '!'; c <= '~'; c++) {
      assertEquals(String.valueOf(c), Key.parse("" + c).toString());
      assertEquals("alt+" + c, Key.parse("alt+" + c).toString());
      assertEquals("" + c, Modes.shown(new byte[] {(byte) c}).replace("\\\\", "\\"));
      assertEquals(
          c == '\\' ? "\\\\" : "" + c, Modes.NONE.press("" + c), "plain keys are their characters");
    }
  }

  @Test
  void randomKeysAreReadBackFromTheirNamesAndSentOrRefused() {
    long seed = Seed.get();
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      var key = randomKey(random);
      var message = "seed " + seed + ": " + key;
      assertEquals(key, Key.parse(key.toString()), message);
      var modes = randomModes(random);
      try {
        var bytes = Keyboard.bytes(key, KeyAction.PRESS, modes);
        assertTrue(bytes.length > 0, message);
        assertWellFormed(bytes, modes, message);
      } catch (SessionException refused) {
        assertEquals(ErrorCode.INVALID_KEYS, refused.code(), message);
      }
    }
  }

  // Bytes other than text are one sequence, perhaps after ESC for alt: nothing half, nothing after.
  private static void assertWellFormed(byte[] bytes, InputModes modes, String message) {
    var text = Modes.shown(bytes);
    var csi = modes.eightBitControls() ? "\\\\x9b" : "\\\\e\\[";
    var ss3 = modes.eightBitControls() ? "\\\\x8f" : "\\\\eO";
    var sequence = "(\\\\e)?(" + csi + "[0-9:;]*[A-Za-z~]|" + ss3 + "[0-9]*[A-Za-z])";
    var character = "(\\\\e)?(\\\\x0d\\\\x0a|\\\\e|\\\\\\\\|[ -~]|(\\\\x[0-9a-f]{2}){1,4})";
    assertTrue(text.matches(sequence) || text.matches(character), message + ": " + text);
  }

  private static Key randomKey(Random random) {
    var modifiers = EnumSet.noneOf(Modifier.class);
    for (var modifier : Modifier.values()) {
      if (random.nextInt(4) == 0) {
        modifiers.add(modifier);
      }
    }
    var keys = NamedKey.values();
    var base =
        random.nextBoolean()
            ? new Key.Base.Named(keys[random.nextInt(keys.length)])
            : new Key.Base.Printable(
                random.nextInt(4) == 0
                    ? "öÄßλ漢ñ".codePointAt(random.nextInt(6))
                    : ' ' + random.nextInt(95));
    return new Key(base, modifiers);
  }

  private static InputModes randomModes(Random random) {
    return new InputModes(
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextInt(4),
        random.nextBoolean(),
        random.nextBoolean() ? 0 : random.nextInt(32),
        false,
        false,
        MouseTracking.NONE,
        MouseEncoding.DEFAULT,
        false,
        10,
        20);
  }
}

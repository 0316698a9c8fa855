package dev.session.cli.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.SessionException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What leaves a session, and what does not.
class DetachKeysTest {
  private final DetachKeys keys = DetachKeys.parse("ctrl+\\ d");

  private String type(String typed) {
    var bytes = typed.getBytes(StandardCharsets.ISO_8859_1);
    return new String(keys.filter(bytes, bytes.length), StandardCharsets.ISO_8859_1);
  }

  @Test
  void theKeysInARowLeave() {
    assertEquals("before", type("before\u001c"));
    assertFalse(keys.areComplete());
    assertEquals("", type("d and what follows"));
    assertTrue(keys.areComplete());
  }

  @Test
  void theFirstKeyAndAnotherAreTyped() {
    assertEquals("", type("\u001c"));
    assertEquals("\u001cx", type("x"));
    assertEquals("\u001c", type("\u001c\u001c"), "pressed twice it is typed once");
    assertEquals("d", type("d"));
    assertFalse(keys.areComplete());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001b[92;5u", "\u001b[27;5;92~"})
  void theFirstKeyIsKnownInOtherKeyboardProtocols(String first) {
    assertEquals("", type(first));
    type("d");
    assertTrue(keys.areComplete());
  }

  @Test
  void otherKeysCanBeChosen() {
    var other = DetachKeys.parse("ctrl+p ctrl+q");
    var bytes = new byte[] {0x10, 0x11};
    assertEquals(0, other.filter(bytes, 2).length);
    assertTrue(other.areComplete());
    assertThrows(SessionException.class, () -> DetachKeys.parse("no-such-key"));
  }
}

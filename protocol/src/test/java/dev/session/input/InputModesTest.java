package dev.session.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What applications print, as the modes of input.
class InputModesTest {

  private static InputModes after(String output) {
    var terminal = new Terminal(80, 24, TerminalOptions.defaults());
    terminal.feed(output.replace("\\e", "\u001b").getBytes(StandardCharsets.US_ASCII));
    return InputModes.of(terminal);
  }

  @Test
  void aFreshTerminalHasTheDefaults() {
    assertEquals(InputModes.DEFAULT, after(""));
    assertEquals(InputModes.DEFAULT, after("\\e[?1;66;1003;1006;2004h\\e[>4;2m\\e[>31u\\ec"));
  }

  @Test
  void modesOfKeysAreTheApplications() {
    assertEquals(Modes.NONE.applicationCursor().of(), after("\\e[?1h"));
    assertEquals(Modes.NONE.applicationKeypad().of(), after("\\e="));
    assertEquals(InputModes.DEFAULT, after("\\e=\\e>"));
    assertEquals(Modes.NONE.newline().of(), after("\\e[20h"));
    assertEquals(Modes.NONE.backarrowSendsBackspace().of(), after("\\e[?67h"));
    assertEquals(InputModes.DEFAULT, after("\\e[?67h\\e[?67l"));
    assertEquals(Modes.NONE.eightBit().of(), after("\\e G"));
    assertEquals(InputModes.DEFAULT, after("\\e G\\e F"));
    assertEquals(Modes.NONE.formatOtherKeysAsU().of(), after("\\e[>4;1f"));
    assertEquals(Modes.NONE.alternateScroll().of(), after("\\e[?1007h\\e[?1049h"));
    assertEquals(InputModes.DEFAULT, after("\\e[?1007h"), "the wheel is the scrollback's there");
    assertEquals(Modes.NONE.bracketedPaste().of(), after("\\e[?2004h"));
    assertEquals(Modes.NONE.focusReports().of(), after("\\e[?1004h"));
    assertEquals(Modes.NONE.kitty(5).of(), after("\\e[>1u\\e[=4;2u"));
    assertEquals(InputModes.DEFAULT, after("\\e[>1u\\e[<u"));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "2,2", "3,3", "4,3", "99999,3"})
  void anyNumberIsALevelOfModifyOtherKeys(int sent, int level) {
    assertEquals(Modes.NONE.modifyOtherKeys(level).of(), after("\\e[>4;" + sent + "m"));
  }

  @ParameterizedTest
  @CsvSource({"9,PRESSES", "1000,BUTTONS", "1002,DRAGS", "1003,MOTION"})
  void mouseTrackingIsTheModeSetLast(int mode, MouseTracking tracking) {
    assertEquals(tracking, after("\\e[?1000h\\e[?" + mode + "h").mouseTracking());
    assertEquals(MouseTracking.NONE, after("\\e[?" + mode + "h\\e[?" + mode + "l").mouseTracking());
  }

  @ParameterizedTest
  @CsvSource({"1005,UTF8", "1006,SGR", "1015,URXVT", "1016,SGR_PIXELS"})
  void mouseEncodingIsTheModeSetLast(int mode, MouseEncoding encoding) {
    assertEquals(encoding, after("\\e[?1006h\\e[?" + mode + "h").mouseEncoding());
    assertEquals(
        MouseEncoding.DEFAULT, after("\\e[?" + mode + "h\\e[?" + mode + "l").mouseEncoding());
  }

  @Test
  void impossibleModesAreMistakes() {
    assertThrows(IllegalArgumentException.class, () -> Modes.NONE.modifyOtherKeys(4));
    assertThrows(IllegalArgumentException.class, () -> Modes.NONE.kitty(32));
  }
}

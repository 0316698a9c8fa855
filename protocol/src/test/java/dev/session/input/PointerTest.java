package dev.session.input;

import static dev.session.input.MouseEncoding.DEFAULT;
import static dev.session.input.MouseEncoding.SGR;
import static dev.session.input.MouseEncoding.SGR_PIXELS;
import static dev.session.input.MouseEncoding.URXVT;
import static dev.session.input.MouseEncoding.UTF8;
import static dev.session.input.MouseTracking.BUTTONS;
import static dev.session.input.MouseTracking.DRAGS;
import static dev.session.input.MouseTracking.MOTION;
import static dev.session.input.MouseTracking.NONE;
import static dev.session.input.MouseTracking.PRESSES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.input.Pointer.Cell;
import dev.session.input.Pointer.Context;
import dev.session.testing.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Mouse reports, against xterm's ctlseqs.
class PointerTest {
  private static final Cell CELL = new Cell(4, 9);

  private final Pointer pointer = new Pointer();

  private static Context in(MouseTracking tracking, MouseEncoding encoding, Modifier... held) {
    return new Context(Modes.NONE.mouse(tracking, encoding).of(), Set.of(held), false);
  }

  private static Context forced(MouseTracking tracking, MouseEncoding encoding) {
    return new Context(Modes.NONE.mouse(tracking, encoding).of(), Set.of(), true);
  }

  private String click(MouseButton button, Context context) {
    return Modes.shown(pointer.click(button, CELL, 1, context));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PRESSES | DEFAULT    | '\\e[M *%'",
        "BUTTONS | DEFAULT    | '\\e[M *%\\e[M#*%'",
        "BUTTONS | UTF8       | '\\e[M *%\\e[M#*%'",
        "BUTTONS | SGR        | '\\e[<0;10;5M\\e[<0;10;5m'",
        "BUTTONS | URXVT      | '\\e[32;10;5M\\e[35;10;5M'",
        "BUTTONS | SGR_PIXELS | '\\e[<0;96;91M\\e[<0;96;91m'",
        "PRESSES | SGR        | '\\e[<0;10;5M'",
        "DRAGS   | SGR        | '\\e[<0;10;5M\\e[<0;10;5m'",
        "MOTION  | DEFAULT    | '\\e[M *%\\e[M#*%'",
      })
  void aClickIsAPressAndAReleaseAsTheModeHasIt(
      MouseTracking tracking, MouseEncoding encoding, String bytes) {
    assertEquals(bytes, click(MouseButton.LEFT, in(tracking, encoding)));
  }

  @ParameterizedTest
  @CsvSource({
    "left,0",
    "middle,1",
    "RIGHT,2",
    "1,0",
    "3,2",
    "8,128",
    "9,129",
    "10,130",
    "11,131",
  })
  void everyButtonHasItsCode(String button, int code) {
    assertEquals(
        "\\e[<" + code + ";10;5M\\e[<" + code + ";10;5m",
        click(MouseButton.parse(button), in(BUTTONS, SGR)));
  }

  @ParameterizedTest
  @CsvSource({"4,64", "5,65", "6,66", "7,67"})
  void theWheelHasNoRelease(int button, int code) {
    assertEquals(
        ("\\e[<" + code + ";10;5M").repeat(3),
        Modes.shown(pointer.scroll(new MouseButton(button), CELL, 3, in(BUTTONS, SGR))));
    assertEquals(
        "\\e[M" + (char) (code + 32) + "*%", click(new MouseButton(button), in(BUTTONS, DEFAULT)));
  }

  @Test
  void modifiersAreBitsOfTheButton() {
    assertEquals(
        "\\e[<4;10;5M\\e[<4;10;5m", click(MouseButton.LEFT, in(BUTTONS, SGR, Modifier.SHIFT)));
    assertEquals(
        "\\e[<8;10;5M\\e[<8;10;5m", click(MouseButton.LEFT, in(BUTTONS, SGR, Modifier.ALT)));
    assertEquals(
        "\\e[<8;10;5M\\e[<8;10;5m", click(MouseButton.LEFT, in(BUTTONS, SGR, Modifier.META)));
    assertEquals(
        "\\e[<18;10;5M\\e[<18;10;5m", click(MouseButton.RIGHT, in(BUTTONS, SGR, Modifier.CTRL)));
    assertEquals(
        "\\e[M<*%\\e[M?*%",
        click(MouseButton.LEFT, in(BUTTONS, DEFAULT, Modifier.CTRL, Modifier.ALT, Modifier.SHIFT)));
  }

  @Test
  void mode9TellsNoModifiers() {
    assertEquals("\\e[M\"*%", click(MouseButton.RIGHT, in(PRESSES, DEFAULT, Modifier.CTRL)));
  }

  @Test
  void superHasNoPlaceInAReport() {
    refused(
        ErrorCode.INVALID_INPUT,
        "super",
        () -> click(MouseButton.LEFT, in(BUTTONS, SGR, Modifier.SUPER)));
  }

  @Test
  void severalClicksAreSeveralReports() {
    assertEquals(
        "\\e[<0;10;5M\\e[<0;10;5m\\e[<0;10;5M\\e[<0;10;5m",
        Modes.shown(pointer.click(MouseButton.LEFT, CELL, 2, in(BUTTONS, SGR))));
  }

  @Test
  void motionNamesTheHeldButton() {
    var context = in(MOTION, SGR);
    assertEquals("\\e[<35;10;5M", Modes.shown(pointer.move(CELL, context)));
    pointer.press(MouseButton.RIGHT, CELL, context);
    assertEquals("\\e[<34;11;5M", Modes.shown(pointer.move(new Cell(4, 10), context)));
    pointer.release(MouseButton.RIGHT, new Cell(4, 10), context);
    assertEquals("\\e[<35;10;5M", Modes.shown(pointer.move(CELL, context)));
  }

  @Test
  void ctlseqsExamplesOfMotion() {
    var context = in(DRAGS, DEFAULT);
    pointer.press(MouseButton.LEFT, CELL, context);
    assertEquals("\\e[M@++", Modes.shown(pointer.move(new Cell(10, 10), context)));
    pointer.release(MouseButton.LEFT, CELL, context);
    pointer.press(MouseButton.RIGHT, CELL, context);
    assertEquals("\\e[MB++", Modes.shown(pointer.move(new Cell(10, 10), context)));
  }

  @Test
  void stayingInACellIsNoMotion() {
    var context = in(MOTION, SGR);
    pointer.move(CELL, context);
    assertEquals("", Modes.shown(pointer.move(CELL, context)));
  }

  @Test
  void whatWasNotAskedForIsRefusedWithTheModeThatItNeeds() {
    notEnabled("mode 9 ", () -> click(MouseButton.LEFT, in(NONE, SGR)));
    notEnabled("mode 1000 ", () -> click(new MouseButton(8), in(PRESSES, SGR)));
    notEnabled("mode 1000 ", () -> pointer.scroll(MouseButton.WHEEL_UP, CELL, 1, in(PRESSES, SGR)));
    notEnabled("mode 1000 ", () -> pointer.release(MouseButton.LEFT, CELL, in(PRESSES, SGR)));
    notEnabled("mode 1003,", () -> pointer.move(CELL, in(DRAGS, SGR)));
    notEnabled("mode 1000 ", () -> drag(CELL, new Cell(0, 0), in(PRESSES, SGR)));
    pointer.press(MouseButton.LEFT, CELL, in(BUTTONS, SGR));
    notEnabled("mode 1002 ", () -> pointer.move(new Cell(1, 1), in(BUTTONS, SGR)));
  }

  @Test
  void forceReportsWhatNobodyAskedFor() {
    assertEquals("\\e[M *%\\e[M#*%", click(MouseButton.LEFT, forced(NONE, DEFAULT)));
    assertEquals("\\e[<35;1;1M", Modes.shown(pointer.move(new Cell(0, 0), forced(BUTTONS, SGR))));
  }

  @Test
  void aRefusedActionChangesNothing() {
    var context = in(MOTION, DEFAULT);
    pointer.move(CELL, context);
    assertThrows(
        SessionException.class, () -> pointer.press(MouseButton.LEFT, new Cell(0, 500), context));
    assertThrows(
        SessionException.class, () -> pointer.press(MouseButton.LEFT, CELL, in(NONE, DEFAULT)));
    assertEquals("\\e[MC!!", Modes.shown(pointer.move(new Cell(0, 0), context)), "none held");
  }

  @Test
  void aDragPassesEveryCell() {
    assertEquals(
        "\\e[<0;1;1M\\e[<32;2;1M\\e[<32;3;2M\\e[<32;4;2M\\e[<0;4;2m",
        Modes.shown(drag(new Cell(0, 0), new Cell(1, 3), in(DRAGS, SGR))));
    assertEquals(
        "\\e[<0;1;1M\\e[<0;4;2m",
        Modes.shown(drag(new Cell(0, 0), new Cell(1, 3), in(BUTTONS, SGR))),
        "mode 1000 sees its ends");
    assertEquals("\\e[<0;10;5M\\e[<0;10;5m", Modes.shown(drag(CELL, CELL, in(DRAGS, SGR))));
  }

  private byte[] drag(Cell from, Cell to, Context context) {
    return pointer.drag(MouseButton.LEFT, from, to, context);
  }

  @Test
  void randomDragsAreUnbrokenLinesBetweenTheirEnds() {
    long seed = Seed.get();
    var random = new Random(seed);
    var report = Pattern.compile("\u001b\\[<(\\d+);(\\d+);(\\d+)([Mm])");
    for (int i = 0; i < 2_000; i++) {
      var from = new Cell(random.nextInt(50), random.nextInt(200));
      var to = new Cell(random.nextInt(50), random.nextInt(200));
      var cells = new ArrayList<Cell>();
      var matcher =
          report.matcher(new String(drag(from, to, in(DRAGS, SGR)), StandardCharsets.US_ASCII));
      while (matcher.find()) {
        cells.add(
            new Cell(
                Integer.parseInt(matcher.group(3)) - 1, Integer.parseInt(matcher.group(2)) - 1));
      }
      var message = "seed " + seed + ": " + from + " to " + to;
      assertEquals(from, cells.getFirst(), message);
      assertEquals(to, cells.getLast(), message);
      int longer = Math.max(Math.abs(from.row() - to.row()), Math.abs(from.col() - to.col()));
      assertEquals(longer + 2, cells.size(), message);
      for (int n = 1; n < cells.size(); n++) {
        var before = cells.get(n - 1);
        var cell = cells.get(n);
        assertTrue(
            Math.abs(before.row() - cell.row()) <= 1 && Math.abs(before.col() - cell.col()) <= 1,
            message);
      }
    }
  }

  @Test
  void eachEncodingIsUsedToItsLastPosition() {
    assertArrayEquals(
        new byte[] {0x1b, '[', 'M', ' ', (byte) 255, '!'},
        pointer.press(MouseButton.LEFT, new Cell(0, 222), in(BUTTONS, DEFAULT)));
    refused(
        ErrorCode.INVALID_INPUT,
        "1006",
        () -> pointer.press(MouseButton.LEFT, new Cell(0, 223), in(BUTTONS, DEFAULT)));
    assertEquals(
        "\\e[M \\xdf\\xbf!",
        Modes.shown(pointer.press(MouseButton.LEFT, new Cell(0, 2014), in(BUTTONS, UTF8))));
    refused(
        ErrorCode.INVALID_INPUT,
        "1006",
        () -> pointer.press(MouseButton.LEFT, new Cell(2015, 0), in(BUTTONS, UTF8)));
    assertEquals(
        "\\e[<0;10000;10000M",
        Modes.shown(pointer.press(MouseButton.LEFT, new Cell(9999, 9999), in(BUTTONS, SGR))));
    assertEquals(
        "\\e[32;10000;1M",
        Modes.shown(pointer.press(MouseButton.LEFT, new Cell(0, 9999), in(BUTTONS, URXVT))));
  }

  @Test
  void utf8PositionsFrom95AreTwoBytes() {
    assertEquals(
        "\\e[M ~!",
        Modes.shown(pointer.press(MouseButton.LEFT, new Cell(0, 93), in(BUTTONS, UTF8))));
    assertEquals(
        "\\e[M \\x7f!",
        Modes.shown(pointer.press(MouseButton.LEFT, new Cell(0, 94), in(BUTTONS, UTF8))));
    assertEquals(
        "\\e[M \\xc2\\x80!",
        Modes.shown(pointer.press(MouseButton.LEFT, new Cell(0, 95), in(BUTTONS, UTF8))));
    assertEquals(
        "\\e[M\\xc2\\xa0!!",
        Modes.shown(pointer.press(new MouseButton(8), new Cell(0, 0), in(BUTTONS, UTF8))),
        "the button is UTF-8, too");
  }

  @Test
  void pixelsAreTheMiddleOfTheCell() {
    assertEquals(
        "\\e[<0;6;11M",
        Modes.shown(pointer.press(MouseButton.LEFT, new Cell(0, 0), in(BUTTONS, SGR_PIXELS))));
  }

  @Test
  void eightBitControlsAreOneByte() {
    var modes = Modes.NONE.mouse(BUTTONS, SGR).eightBit().of();
    assertEquals(
        "\\x9b<0;10;5M",
        Modes.shown(pointer.press(MouseButton.LEFT, CELL, new Context(modes, Set.of(), false))));
  }

  @Test
  void cellsCountFromZero() {
    refused(
        ErrorCode.INVALID_INPUT,
        "from 0",
        () -> pointer.press(MouseButton.LEFT, new Cell(-1, 0), in(BUTTONS, SGR)));
  }

  @Test
  void unknownButtonsAreRefused() {
    for (var button : new String[] {"0", "12", "wheel", ""}) {
      refused(ErrorCode.INVALID_INPUT, "left, middle, right", () -> MouseButton.parse(button));
    }
  }

  private static void notEnabled(String mode, Executable action) {
    refused(ErrorCode.MOUSE_NOT_ENABLED, mode, action);
  }

  private static void refused(ErrorCode code, String words, Executable action) {
    var failure = assertThrows(SessionException.class, action);
    assertEquals(code, failure.code());
    assertTrue(failure.sentence().contains(words), failure.sentence());
  }

  @Test
  void wheelPressesCursorKeysUnderAlternateScrolling() {
    var modes = Modes.NONE.alternateScroll();
    var plain = new Context(modes.of(), Set.of(), false);
    assertEquals(
        "\\e[A\\e[A\\e[A", Modes.shown(pointer.scroll(MouseButton.WHEEL_UP, CELL, 1, plain)));
    var application = new Context(modes.applicationCursor().of(), Set.of(), false);
    assertEquals(
        "\\eOB".repeat(6),
        Modes.shown(pointer.scroll(MouseButton.WHEEL_DOWN, CELL, 2, application)));
    var reporting = new Context(modes.mouse(BUTTONS, SGR).of(), Set.of(), false);
    assertEquals(
        "\\e[<64;10;5M", Modes.shown(pointer.scroll(MouseButton.WHEEL_UP, CELL, 1, reporting)));
  }
}

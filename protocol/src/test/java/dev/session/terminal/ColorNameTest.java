package dev.session.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What colour specifications of X11 mean. The expected values are what `XParseColor` of libX11 1.8
/// answers on a screen of eight bits per colour.
class ColorNameTest {
  @ParameterizedTest
  @CsvSource({
    "#fff, f0f0f0",
    "#800080008000, 808080",
    "rgb:f/80/0000, ff8000",
    "rgbi:1/1/1, ffffff",
    "rgbi:0.5/0.5/0.5, c1bbbb",
    "RGBI:.2/.03/.0009, 873f0f",
    "rgbi:0/1e-9/-1, 001300",
    "CIEXYZ:1/1/1, ffffff",
    "CIEXYZ:0.5/0.5/0.5, ddb5a0",
    "ciexyz:+.5/5e-1/.5x, ddb5a0",
    "CIEXYZ:1/1.000001/1, ffffff",
    "CIEXYZ:0/0/0, 000000",
    "CIEuvY:1/1/1, ffffff",
    "CIEuvY:0.5/0.5/0.5, ffa3ae",
    "CIEuvY:0/.75/.5, c1bbbb",
    "CIExyY:1/1/1, ffffff",
    "CIExyY:0.5/0.5/0.5, f7b30e",
    "CIExyY:.3/.3/0, 000000",
    "CIExyY:1/0/1, ffffff",
    "CIELab:100/0/0, ffffff",
    "CIELab:1/1/1, 6c6767",
    "CIELab:0.5/0.5/0.5, 524f4f",
    "CIELab:50/3/-3, 2664ff",
    "CIELuv:1/1/1, 16140e",
    "CIELuv:0.5/0.5/0.5, 0e130e",
    "CIELuv:0/5/5, 000000",
    "TekHVC:1/1/1, 1a130f",
    "TekHVC:0.5/0.5/0.5, 11130e",
    "TekHVC:-30/50/20, a96c88",
    "TekHVC:690/50/20, a96c88",
    "TekHVC:0/100/5, ffffff",
  })
  void meansWhatXlibTakesItFor(String specification, String rgb) {
    assertEquals(rgb, "%06x".formatted(ColorName.parse(specification)));
  }

  /// Colours that the screen cannot show keep their hue and lightness and lose chroma.
  @ParameterizedTest
  @CsvSource({
    "CIEXYZ:5/.5/5, ff9cd0",
    "CIEuvY:0.593/0.218/0.616, ffb7dd",
    "TekHVC:100/70/150, 94be00",
  })
  void isBroughtIntoWhatTheScreenCanShow(String specification, String rgb) {
    assertEquals(rgb, "%06x".formatted(ColorName.parse(specification)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CIEXYZ:1/1.0001/1",
        "CIEXYZ:.5/.5",
        "CIEXYZ:.5 /.5/.5",
        "CIEXYZ:1e999/0/0",
        "CIEuvY:.2/.4/1.1",
        "CIExyY:1.1/.5/.5",
        "CIELab:100.001/0/0",
        "CIELuv:-1/0/0",
        "TekHVC:30/101/2",
        "TekHVC:0/50/-.001",
        "rgbi:./0/0",
        "rgbi:1/1",
        "rgbi:nan/1/1",
        "rgbj:1/1/1",
        "rgb:fffff/0/0",
        "#ffff",
        "",
      })
  void isRefused(String specification) {
    assertEquals(-1, ColorName.parse(specification));
  }
}

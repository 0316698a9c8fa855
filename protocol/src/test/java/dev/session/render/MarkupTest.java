package dev.session.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.screen.Phrase;
import dev.session.screen.Region;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import dev.session.testing.Seed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/// SVG and HTML of screens that want to be more than text.
class MarkupTest {
  private static final List<String> ATTACKS =
      List.of(
          "<script>alert(1)</script>",
          "</text><script>alert(1)</script>",
          "</pre><img src=x onerror=alert(1)>",
          "]]><!--<svg onload=alert(1)>",
          "\"><a href='javascript:alert(1)'>&lt;&#60;",
          "</style></title><iframe srcdoc=\"x\">");

  private static Terminal showing(String text) {
    var terminal = new Terminal(80, 12, TerminalOptions.defaults());
    terminal.feed(text.getBytes(StandardCharsets.UTF_8));
    return terminal;
  }

  private static String picture(Terminal terminal, PictureFormat format, String title) {
    var theme = Themes.named(Themes.REFERENCE_DARK, null);
    var marks = List.of(Phrase.regex("[<>]"));
    var options = new PictureOptions(format, theme, 1, true, Region.ALL, marks, title);
    return new String(Picture.of(terminal, options).bytes(), StandardCharsets.UTF_8);
  }

  private static Document parse(String xml)
      throws ParserConfigurationException, SAXException, IOException {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    var builder = factory.newDocumentBuilder();
    builder.setErrorHandler(null);
    return builder.parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  private static void assertHarmless(String markup) {
    for (var element : List.of("script", "iframe", "img", "foreignObject", "svg onload")) {
      assertFalse(markup.contains("<" + element), () -> element + " in " + markup);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SVG", "HTML"})
  void textOfTheScreenStaysText(PictureFormat format) {
    for (var attack : ATTACKS) {
      assertHarmless(picture(showing(attack), format, "t"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SVG", "HTML"})
  void titlesStayText(PictureFormat format) {
    for (var attack : ATTACKS) {
      assertHarmless(picture(showing("x"), format, attack));
    }
  }

  @Test
  void linksOfHtmlLeadToTheWebOrNowhere() {
    var html =
        picture(
            showing(
                "\033]8;;javascript:alert(1)\033\\bad\033]8;;\033\\ "
                    + "\033]8;;data:text/html,x\033\\worse\033]8;;\033\\ "
                    + "\033]8;;https://example.org/?a=1&b=\"><script>\033\\good\033]8;;\033\\"),
            PictureFormat.HTML,
            "t");
    assertHarmless(html);
    assertFalse(html.contains("javascript:"), html);
    assertFalse(html.contains("data:text"), html);
    assertTrue(
        html.contains("href=\"https://example.org/?a=1&amp;b=&quot;&gt;&lt;script&gt;\""), html);
  }

  @Test
  void svgShowsTheTextOfTheScreen() throws Exception {
    var svg = parse(picture(showing("a <b> & \"c\" é 漢\033[31mred"), PictureFormat.SVG, "t"));
    var text = svg.getDocumentElement().getTextContent();
    for (var part : List.of("a", "<", "b", "& \"c\" é", "漢", "red")) {
      assertTrue(text.contains(part), text);
    }
  }

  /// Whatever a program prints, an XML parser reads it.
  @Test
  void svgOfAnythingIsWellFormed() throws Exception {
    long seed = Seed.get();
    var random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      var bytes = new byte[2000];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt() : 32 + random.nextInt(96));
      }
      var terminal = showing("");
      terminal.feed(bytes);
      terminal.feed("\uffff\ufdd0\ufffe".getBytes(StandardCharsets.UTF_8));
      var svg = picture(terminal, PictureFormat.SVG, new String(bytes, StandardCharsets.UTF_8));
      try {
        assertNotNull(parse(svg));
      } catch (SAXException e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
  }

  @Test
  void charactersThatNoDocumentMayHoldAreReplaced() {
    assertEquals("a\ufffdb\ufffd\ufffd", Markup.escape("a\0b\u0085\ud800"));
  }
}

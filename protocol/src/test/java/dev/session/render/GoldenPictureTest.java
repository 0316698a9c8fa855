package dev.session.render;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.session.screen.Phrase;
import dev.session.screen.Region;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Pictures that a person has looked at, byte for byte: the same on every machine.
///
/// A mismatch never overwrites: it writes what we draw to `target/golden-pictures/` for a person to
/// look at, and to copy to `src/test/resources/render` if it is right.
class GoldenPictureTest {
  private static final Path GOLDEN = Path.of("src/test/resources/render");
  private static final Path RECORDINGS = Path.of("src/test/resources/terminal/golden");

  private static final String ATTRIBUTES =
      """
      plain \033[1mbold\033[m \033[3mitalic\033[m \033[1;3mboth\033[m \033[2mdim\033[m \033[5mblink\033[m
      \033[4msingle\033[m \033[21mdouble\033[m \033[4:3mcurly\033[m \033[4:4mdotted\033[m \033[4:5mdashed\033[m
      \033[9mstrike\033[m \033[53mover\033[m \033[7minverse\033[m [\033[8mhidden\033[m] \033[7;2minverse dim\033[m
      \033[4:3;58;5;1mred curl\033[m \033[4;58;2;0;200;0mgreen line\033[m \033[31;4mas the text\033[m
      \033[1;3;4;9;53;33;44meverything\033[m g\033[4mgjpqy\033[m
      """;

  private static final String TABLES =
      """
      ┌──┬──┐╔══╦══╗┏━━┳━━┓╭──╮╒══╤══╕╓──╥──╖┍━┯━┑┎─┰─┒
      │╱╲│╳ │║  ║  ║┃  ┃  ┃│  ││  │  │║  ║  ║│ │ │┃ ┃ ┃
      ├──┼──┤╠══╬══╣┣━━╋━━┫│  │╞══╪══╡╟──╫──╢┝━┿━┥┠─╂─┨
      └──┴──┘╚══╩══╝┗━━┻━━┛╰──╯╘══╧══╛╙──╨──╜┕━┷━┙┖─┸─┚
      ┄┅┈┉╌╍┆┇┊┋╎╏ ╴╵╶╷╸╹╺╻╼╽╾╿ ┭┮┱┲┵┶┹┺┽┾╀╁╃╄╅╆╇╈╉╊ ┞┟┡┢┦┧┩┪
      """;

  private static final String BLOCKS =
      """
      █▇▆▅▄▃▂▁▉▊▋▌▍▎▏▐▀▔▕░▒▓█▖▗▘▙▚▛▜▝▞▟
      ██████████⠁⠃⠇⡇⣇⣧⣷⣿⣿⣿⢸⡇
      ██████████🬀🬁🬂🬋🬎🬹🬻🬼🬽🬾🬿🭀🭁🭂🭃🭄🭅🭆🭇🭈🭉🭊🭋
      \033[31m▀▄\033[42m▀▄\033[m▌▐🭌🭍🭎🭏🭐🭑🭒🭓🭔🭕🭖🭗🭘🭙🭚🭛🭜🭝🭞🭟🭠🭡🭢🭣🭤🭥🭦🭧
      🭨🭩🭪🭫🭬🭭🭮🭯🭰🭱🭲🭳🭴🭵🭶🭷🭸🭹🭺🭻🭼🭽🭾🭿🮀🮁🮂🮃🮄🮅🮆🮇🮈🮉🮊🮋🮌🮍🮎🮏🮚🮛
      """;

  private static final String PROMPT =
      "\033[44;30m me \033[42;34m\ue0b0\033[30m ~/src \033[43;32m\ue0b0\033[30m \ue0a0 main "
          + "\033[m\033[33m\ue0b0\033[m ls\r\n"
          + "\ue0b6\033[7m round \033[m\ue0b4 \ue0b1 \ue0b3 \ue0b5 \ue0b7 \ue0b8\ue0ba\ue0bc\ue0be"
          + " \ue0b9\ue0bb\ue0bd\ue0bf \ue0b2\033[7m left \033[m";

  private static final String SCRIPTS =
      """
      日本語テキスト|「漢字」、。|中文 简体繁體|
      한국어 가나다|ＦＵＬＬ|カナ|
      Ελληνικά Русский Čeština ñandú İıŞş
      עברית العربية ไทย हिन्दी ქართული հայ
      """;

  private static final String MARKS =
      "e\u0301 a\u0308 n\u0303 q\u0323 x\u0304\u0301 A\u030a O\u0338 g\u0302 y\u0331 1\u20e3"
          + " z\u0335 W\u0302\u0323\r\n\033[3mi\u0301\033[m \033[1mo\u0308\u0304\033[m";

  private static final String EMOJI =
      "\033[?2027h😀🎉🚀❤️☀️👍🏽👩‍💻🇩🇪🏳️‍🌈|\r\n✓✗→←⇒∑∫√≠≤★☆♥♪⌘⏎⚠⚡✨|\r\n"
          + "\ue600\ud800\udf80\uffff\ud83e\udee8 \ud840\udc0b|";

  /// One picture.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Case(
      String name, int cols, int rows, byte[] input, String theme, int scale, boolean cursor) {

    static Case of(String name, int cols, int rows, String input) {
      var bytes = input.replace("\r\n", "\n").replace("\n", "\r\n").stripTrailing();
      return new Case(
          name, cols, rows, bytes.getBytes(StandardCharsets.UTF_8), "reference-dark", 1, false);
    }

    static Case recorded(String name, int cols, int rows, String recording) {
      try {
        var input = Files.readAllBytes(module().resolve(RECORDINGS).resolve(recording));
        return new Case(name, cols, rows, input, "reference-dark", 1, true);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    Case withCursor() {
      return new Case(name, cols, rows, input, theme, scale, true);
    }

    Case in(String otherTheme, int otherScale) {
      return new Case(name, cols, rows, input, otherTheme, otherScale, cursor);
    }

    Terminal terminal() {
      var terminal = new Terminal(cols, rows, TerminalOptions.defaults());
      terminal.feed(input);
      return terminal;
    }

    Picture picture(PictureFormat format, @Nullable String title, List<Phrase> marked) {
      var colors = Themes.named(theme, null);
      return Picture.of(
          terminal(), new PictureOptions(format, colors, scale, cursor, Region.ALL, marked, title));
    }
  }

  private static String colors() {
    var text = new StringBuilder();
    for (int index = 0; index < 256; index++) {
      text.append("\033[48;5;").append(index).append("m ");
      text.append(index % 32 == 31 ? "\033[m\n" : "");
    }
    for (int step = 0; step < 32; step++) {
      text.append("\033[48;2;").append(step * 8).append(";80;").append(255 - step * 8).append("m ");
    }
    text.append("\033[m\n");
    for (int index = 0; index < 16; index++) {
      text.append("\033[38;5;").append(index).append('m').append("a#");
    }
    return text.toString();
  }

  private static List<Case> cases() {
    return List.of(
        Case.of(
            "text",
            40,
            3,
            "The quick brown fox jumps\nover the lazy dog. 0123456789\n{[(<!?@$%>)]}"),
        Case.of("text-large-light", 24, 2, "The quick brown fox\n0O 1lI {} ~ == =>")
            .in("reference-light", 2),
        Case.of("colors", 32, 10, colors()),
        Case.of("attributes", 44, 6, ATTRIBUTES),
        Case.of("tables", 64, 5, TABLES),
        Case.of("blocks", 44, 5, BLOCKS),
        Case.of("prompt", 40, 2, PROMPT),
        Case.of("scripts", 44, 4, SCRIPTS),
        Case.of("marks", 36, 2, MARKS),
        Case.of("emoji", 24, 3, EMOJI),
        Case.of("cursor-block", 8, 1, "block \033[2 qX\033[D").withCursor(),
        Case.of("cursor-wide", 8, 1, "\033[2 q漢字\033[2D").withCursor(),
        Case.of("cursor-underline", 12, 1, "\033[4 qunderline").withCursor(),
        Case.of("cursor-bar", 8, 1, "\033[6 qbar").withCursor(),
        Case.of("double-size", 30, 4, "\033#6wide ≠ 漢\n\033#3High g\n\033#4High g\nusual"),
        Case.of("wide-screen", 200, 2, "0123456789".repeat(20) + "end of the first line"),
        Case.recorded("vim", 80, 24, "vim-edit/input.bin"),
        Case.recorded("htop", 100, 30, "htop-help/input.bin"),
        Case.recorded("mc", 80, 24, "mc-panels/input.bin"));
  }

  @TestFactory
  Stream<DynamicTest> pngsAreAsTheyWereSeen() {
    return cases().stream()
        .map(
            each ->
                dynamicTest(
                    each.name(),
                    () ->
                        check(
                            each.name() + ".png",
                            each.picture(PictureFormat.PNG, null, List.of()).bytes())));
  }

  @TestFactory
  Stream<DynamicTest> svgsAreAsTheyWereSeen() {
    return cases().stream()
        .map(
            each ->
                dynamicTest(
                    each.name(),
                    () ->
                        check(
                            each.name() + ".svg",
                            each.picture(PictureFormat.SVG, null, List.of()).bytes())));
  }

  @Test
  void aWindowIsAsItWasSeen() {
    var marked = List.of(Phrase.text("fox"), Phrase.regex("[0-9]+"));
    var window = cases().getFirst();
    assertAll(
        Stream.of(PictureFormat.values())
            .map(
                format ->
                    () ->
                        check(
                            "window." + format.word(),
                            window.picture(format, "a title — été", marked).bytes())));
  }

  /// What the video side relies on.
  @TestFactory
  Stream<DynamicTest> rowsDrawnByThemselvesMakeTheSamePicture() {
    return cases().stream().map(each -> dynamicTest(each.name(), () -> sameInAnyOrder(each)));
  }

  private static void sameInAnyOrder(Case each) {
    var painter =
        new Painter(
            Themes.named(each.theme(), null),
            new PaintOptions(each.scale(), each.cursor(), List.of()));
    var terminal = each.terminal();
    var whole = new Bitmap(painter.width(each.cols()), painter.height(each.rows()));
    painter.paint(terminal, whole, 0, 0);
    var byRows = new Bitmap(whole.width(), whole.height());
    Arrays.fill(byRows.argb(), 0xff12_3456);
    for (int row = each.rows() - 1; row >= 0; row--) {
      painter.paintRow(terminal, row, byRows, 0, 0);
    }
    assertArrayEquals(whole.argb(), byRows.argb());
  }

  private static void check(String name, byte[] drawn) throws IOException {
    var golden = module().resolve(GOLDEN).resolve(name);
    if (!Files.exists(golden) || !Arrays.equals(Files.readAllBytes(golden), drawn)) {
      var candidate = module().resolve("target/golden-pictures").resolve(name);
      Files.createDirectories(candidate.getParent());
      Files.write(candidate, drawn);
      fail("%s is not drawn as it was. Look at %s".formatted(golden, candidate));
    }
  }

  /// Maven runs tests in the module's directory, an IDE often in the repository's.
  private static Path module() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("protocol")) ? here.resolve("protocol") : here;
  }
}

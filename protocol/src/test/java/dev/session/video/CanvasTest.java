package dev.session.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.render.PaintOptions;
import dev.session.render.Painter;
import dev.session.render.Theme;
import dev.session.render.Themes;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import dev.session.testing.Seed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CanvasTest {
  private static final Theme THEME = Themes.named(Themes.REFERENCE_DARK, null);
  private static final int GROUND = 0xff00_0000 | THEME.background();
  private static final int RED = 0xffc8_0000;
  private static final int GREEN = 0xff00_c800;
  private static final int BLUE = 0xff00_00c8;
  private static final int WHITE = 0xffc8_c8c8;

  /// A coloured cell in each corner.
  private static final String CORNERS =
      """
      \033[H\033[48;2;200;0;0m \033[1;999H\033[48;2;0;200;0m \
      \033[999;1H\033[48;2;0;0;200m \033[999;999H\033[48;2;200;200;200m \033[m\033[?25l\
      """;

  private final Painter painter = new Painter(THEME, new PaintOptions(1, true, List.of()));

  private Canvas canvas(boolean isFitted, int cols, int rows) {
    return new Canvas(new Stage(painter, THEME, isFitted), new Film.Size(cols, rows), 1);
  }

  private static Terminal screen(int cols, int rows, String output) {
    var terminal = new Terminal(cols, rows, TerminalOptions.defaults());
    terminal.feed(output.getBytes(StandardCharsets.UTF_8));
    return terminal;
  }

  private static int pixel(Canvas canvas, int x, int y) {
    return canvas.bitmap().argb()[y * canvas.width() + x];
  }

  @Test
  void aLargerScreenIsShrunkToFitWholeAndStandsInTheMiddle() {
    var canvas = canvas(true, 40, 10);

    assertTrue(canvas.draw(screen(80, 40, CORNERS)));

    assertEquals(40 * Painter.CELL_WIDTH, canvas.width());
    assertEquals(10 * Painter.CELL_HEIGHT, canvas.height());
    // 720x800 pixels on 360x200: a quarter of each length, 180x200.
    assertEquals(GROUND, pixel(canvas, 89, 0));
    assertEquals(RED, pixel(canvas, 90, 0));
    assertEquals(GREEN, pixel(canvas, 269, 0));
    assertEquals(GROUND, pixel(canvas, 270, 0));
    assertEquals(BLUE, pixel(canvas, 90, 199));
    assertEquals(WHITE, pixel(canvas, 269, 199));
  }

  @Test
  void aSmallerScreenOfAFittedStageStandsInTheMiddleAsItIs() {
    var canvas = canvas(true, 40, 10);
    canvas.draw(screen(80, 40, CORNERS));

    assertTrue(canvas.draw(screen(20, 4, CORNERS)));

    assertEquals(RED, pixel(canvas, 90, 60));
    assertEquals(GROUND, pixel(canvas, 89, 60));
    assertEquals(GROUND, pixel(canvas, 90, 59));
    assertEquals(WHITE, pixel(canvas, 269, 139));
    assertEquals(GROUND, pixel(canvas, 269, 140));
    assertEquals(GROUND, pixel(canvas, 270, 139));
    assertEquals(GROUND, pixel(canvas, 0, 0), "nothing is left of the screen before");
  }

  @Test
  void aSmallerScreenStandsInTheCornerWhereTheCanvasIsTheLargest() {
    var canvas = canvas(false, 40, 10);

    canvas.draw(screen(20, 4, CORNERS));

    assertEquals(RED, pixel(canvas, 0, 0));
    assertEquals(WHITE, pixel(canvas, 179, 79));
    assertEquals(GROUND, pixel(canvas, 180, 79));
  }

  @Test
  void whatChangesOfAShrunkScreenIsDrawnAsIfAllWere() {
    long seed = Seed.get();
    var random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      var kept = canvas(true, 5 + random.nextInt(30), 2 + random.nextInt(8));
      var screen = screen(30 + random.nextInt(60), 5 + random.nextInt(30), "");
      kept.draw(screen);
      for (int step = 0; step < 5; step++) {
        var before = kept.bitmap().argb().clone();
        var text =
            "\033[%d;%dH\033[4%dmchange %d"
                .formatted(1 + random.nextInt(40), 1 + random.nextInt(90), random.nextInt(8), step);
        screen.feed(text.getBytes(StandardCharsets.UTF_8));
        kept.draw(screen);

        var anew =
            canvas(true, kept.width() / Painter.CELL_WIDTH, kept.height() / Painter.CELL_HEIGHT);
        anew.draw(screen);
        var about = "seed " + seed + ", round " + round + ", step " + step;
        assertArrayEquals(anew.bitmap().argb(), kept.bitmap().argb(), about);
        for (int at = 0; at < before.length; at++) {
          int line = at / kept.width();
          boolean isTold = line >= kept.firstLine() && line < kept.endLine();
          assertTrue(isTold || before[at] == kept.bitmap().argb()[at], about);
        }
      }
      assertFalse(kept.draw(screen), "nothing has changed");
    }
  }
}

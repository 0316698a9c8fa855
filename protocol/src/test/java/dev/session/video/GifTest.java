package dev.session.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.render.Bitmap;
import dev.session.render.PaintOptions;
import dev.session.render.Painter;
import dev.session.render.Theme;
import dev.session.render.Themes;
import dev.session.terminal.Terminal;
import dev.session.testing.Seed;
import dev.session.video.Pacing.Timing;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written is read again by the JDK's own reader, and composed as a viewer does it.
class GifTest {
  @TempDir Path directory;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Shown(int[] argb, int delayCentis) {}

  private static List<Shown> read(byte[] gif) throws IOException {
    var reader = ImageIO.getImageReadersByFormatName("gif").next();
    reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(gif)));
    var frames = new ArrayList<Shown>();
    var screen =
        (IIOMetadataNode) reader.getStreamMetadata().getAsTree("javax_imageio_gif_stream_1.0");
    var size = (IIOMetadataNode) screen.getElementsByTagName("LogicalScreenDescriptor").item(0);
    int width = Integer.parseInt(size.getAttribute("logicalScreenWidth"));
    int height = Integer.parseInt(size.getAttribute("logicalScreenHeight"));
    var canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < reader.getNumImages(true); i++) {
      var about =
          (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
      var place = (IIOMetadataNode) about.getElementsByTagName("ImageDescriptor").item(0);
      var control = (IIOMetadataNode) about.getElementsByTagName("GraphicControlExtension").item(0);
      assertEquals("doNotDispose", control.getAttribute("disposalMethod"));
      canvas
          .getGraphics()
          .drawImage(
              reader.read(i),
              Integer.parseInt(place.getAttribute("imageLeftPosition")),
              Integer.parseInt(place.getAttribute("imageTopPosition")),
              null);
      frames.add(
          new Shown(
              canvas.getRGB(0, 0, width, height, null, 0, width),
              Integer.parseInt(control.getAttribute("delayTime"))));
    }
    return frames;
  }

  private static GifPalette paletteOf(int[] argb) {
    var counter = new GifPalette.Counter();
    counter.add(argb, 0, argb.length);
    return counter.palette();
  }

  @Test
  void picturesOfAnyContentComeBackExactly() throws IOException {
    long seed = Seed.get();
    var random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      int width = 1 + random.nextInt(300);
      int height = 1 + random.nextInt(200);
      int colors = 1 + random.nextInt(GifPalette.COLORS_MAX);
      var choice = random.ints(colors, 0, 1 << 24).map(rgb -> rgb | 0xff00_0000).toArray();
      int sameness = 1 + random.nextInt(20);
      var first = new int[width * height];
      var second = new int[width * height];
      for (int i = 0; i < first.length; i++) {
        boolean again = i > 0 && random.nextInt(sameness) > 0;
        first[i] = again ? first[i - 1] : choice[random.nextInt(colors)];
        second[i] = random.nextInt(3) > 0 ? first[i] : choice[random.nextInt(colors)];
      }
      var out = new ByteArrayOutputStream();
      var both = Arrays.copyOf(first, 2 * first.length);
      System.arraycopy(second, 0, both, first.length, second.length);
      var gif = new GifWriter(out, width, height, paletteOf(both));
      gif.frame(first, 0, height, 0);
      gif.frame(second, 0, height, 40_000);
      gif.finish(100_000);

      var shown = read(out.toByteArray());
      assertArrayEquals(first, shown.getFirst().argb, "seed " + seed + ", round " + round);
      assertArrayEquals(second, shown.getLast().argb, "seed " + seed + ", round " + round);
    }
  }

  @Test
  void moreColoursThanAPaletteHoldsBecomeNearOnes() throws IOException {
    var random = new Random(7);
    var argb = new int[256 * 256];
    for (int i = 0; i < argb.length; i++) {
      int red = i % 256;
      int green = i / 256;
      argb[i] = 0xff00_0000 | red << 16 | green << 8 | random.nextInt(64);
    }
    Arrays.fill(argb, 0, 20_000, 0xff1e_1e2e);
    var out = new ByteArrayOutputStream();
    var gif = new GifWriter(out, 256, 256, paletteOf(argb));
    gif.frame(argb, 0, 256, 0);
    gif.finish(1_000_000);

    var shown = read(out.toByteArray()).getFirst().argb;

    assertEquals(0xff1e_1e2e, shown[0], "what fills most of the picture keeps its colour");
    int worst = 0;
    for (int i = 0; i < argb.length; i++) {
      for (int shift = 0; shift < 24; shift += 8) {
        worst = Math.max(worst, Math.abs((argb[i] >> shift & 0xff) - (shown[i] >> shift & 0xff)));
      }
    }
    assertTrue(worst <= 48, "a colour is off by " + worst);
  }

  @Test
  void timesDoNotAddUpTheirRoundingAndLongOnesAreDivided() throws IOException {
    var out = new ByteArrayOutputStream();
    var gif = new GifWriter(out, 1, 1, new GifPalette(new int[] {0, 0xff_ffff}));
    for (int frame = 0; frame < 30; frame++) {
      int[] pixel = {frame % 2 == 0 ? 0xff00_0000 : 0xffff_ffff};
      gif.frame(pixel, 0, 1, frame * 1_000_000L / 30);
    }
    gif.finish(1_000_000 + 3_600_000_000L);

    int centis = read(out.toByteArray()).stream().mapToInt(Shown::delayCentis).sum();

    assertEquals(360_100, centis);
  }

  @Test
  void aFilmShowsEveryScreenAsThePainterDrawsIt() throws IOException {
    var history =
        new TestFilms(
            directory,
            12,
            3,
            "[0, \"o\", \"one \\u001b[31mred\\u001b[m\"]",
            "[1, \"o\", \"\\r\\n\\u001b[44mtwo\\u001b[m\"]",
            "[1.5, \"r\", \"20x4\"]",
            "[2, \"o\", \"\\u001b[2Jthree\"]");
    var film = history.film(Timing.RECORDED);
    Theme theme = Themes.named(Themes.REFERENCE_DARK, null);
    var painter = new Painter(theme, new PaintOptions(1, true, List.of()));
    var stage = new Stage(painter, theme, false);
    var file = Files.createFile(directory.resolve("film.gif"));

    var pictures = GifFile.write(film, film.survey(), stage, file, (_, _, _) -> {});

    var expected = new ArrayList<int[]>();
    film.show(
        new Film.Viewer() {
          @Override
          public void frame(Terminal screen, long micros) {
            var bitmap = new Bitmap(painter.width(20), painter.height(4));
            bitmap.fill(0, 0, bitmap.width(), bitmap.height(), 0xff00_0000 | theme.background());
            painter.paint(screen, bitmap, 0, 0);
            // The larger terminal looks like the smaller one on its ground: no picture.
            if (expected.isEmpty() || !Arrays.equals(expected.getLast(), bitmap.argb())) {
              expected.add(bitmap.argb());
            }
          }

          @Override
          public void reached(long sequence) {}
        });
    var shown = read(Files.readAllBytes(file));
    assertEquals(painter.width(20), pictures.width());
    assertEquals(expected.size(), shown.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), shown.get(i).argb, "picture " + i);
    }
    assertEquals(300, shown.stream().mapToInt(Shown::delayCentis).sum());

    var again = Files.createFile(directory.resolve("again.gif"));
    GifFile.write(film, film.survey(), stage, again, (_, _, _) -> {});
    assertEquals(-1, Files.mismatch(file, again));
  }
}

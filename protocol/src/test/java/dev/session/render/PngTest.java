package dev.session.render;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Our PNG, read back by the JDK's reader.
class PngTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, true",
    "7, 3, 2, true",
    "9, 5, 4, true",
    "9, 5, 5, true",
    "31, 4, 16, true",
    "31, 9, 17, true",
    "40, 40, 256, true",
    "40, 40, 257, true",
    "40, 40, 1000, false",
    "40, 40, 200, false",
    "300, 200, 3, true"
  })
  void pixelsComeBack(int width, int height, int colors, boolean opaque) throws IOException {
    var random = new Random(width * 31L + colors);
    var palette = new int[colors];
    for (int i = 0; i < colors; i++) {
      palette[i] = random.nextInt() | (opaque ? 0xff00_0000 : 0);
    }
    var bitmap = new Bitmap(width, height);
    for (int i = 0; i < bitmap.argb().length; i++) {
      bitmap.argb()[i] = palette[i < colors ? i : random.nextInt(colors)];
    }
    var image = ImageIO.read(new ByteArrayInputStream(Png.of(bitmap)));
    assertEquals(width, image.getWidth());
    assertEquals(height, image.getHeight());
    assertArrayEquals(bitmap.argb(), image.getRGB(0, 0, width, height, null, 0, width));
  }
}

package dev.session.terminal;

/// What becomes of colours on the screen that Xlib assumes if none describes itself (a Tektronix
/// monitor): from CIE XYZ to the intensities of its three guns, and from these to eight bits each.
/// The numbers are those that `XcmsConvertColors` of libX11 1.8 answers without a server's help.
final class DeviceColor {
  private static final double[][] TO_XYZ = {
    {0.38106149108714790, 0.32025712365352110, 0.24834578525933100},
    {0.20729745115140850, 0.68054638776373240, 0.11215616108485920},
    {0.02133944350088028, 0.14297193020246480, 1.24172892629665500}
  };
  private static final double[][] FROM_XYZ = {
    {3.48340481253539000, -1.52176374927285200, -0.55923133354049780},
    {-1.07152751306193600, 1.96593795204372400, 0.03673691339553462},
    {0.06351179790497788, -0.20020501000496480, 0.81070942031648220}
  };

  /// How far an intensity may be beside 0 … 1 and is still taken for 0 or 1.
  private static final double TOLERANCE = 0.001;

  /// The value up to which a gun stays dark, and its intensity in millionths at the values that are
  /// divisible by five from there on to 255.
  private static final class Gun {
    final int dark;
    final int[] millionths;

    Gun(int dark, int... millionths) {
      this.dark = dark;
      this.millionths = millionths;
    }
  }

  private static final int STEP = 5;
  private static final double MILLION = 1e6;
  private static final int MAX = 0xff;

  /// Eight bits as sixteen.
  private static final int WIDE = 0x101;

  private static final Gun[] GUNS = {
    new Gun(
        9, 936, 1481, 2329, 3529, 5127, 7169, 9699, 12759, 16392, 20637, 25533, 31119, 37431, 44504,
        52373, 61069, 70624, 81070, 92433, 104744, 118026, 132307, 147610, 163958, 181371, 199871,
        219475, 240202, 262069, 285089, 309278, 334647, 361208, 388971, 417945, 448138, 479555,
        512202, 546082, 581199, 617552, 655144, 693971, 734031, 775322, 817837, 861571, 906515,
        952662, 1000000),
    new Gun(
        19, 832, 1998, 3612, 5736, 8428, 11745, 15740, 20463, 25960, 32275, 39449, 47519, 56520,
        66484, 77439, 89409, 102418, 116485, 131625, 147853, 165176, 183604, 203140, 223783, 245533,
        268384, 292327, 317351, 343441, 370580, 398747, 427919, 458068, 489165, 521176, 554067,
        587797, 622324, 657604, 693588, 730225, 767459, 805235, 843491, 882164, 921187, 960490,
        1000000),
    new Gun(
        14, 1341, 2080, 3188, 4729, 6766, 9357, 12559, 16424, 21004, 26344, 32489, 39481, 47357,
        56154, 65903, 76634, 88373, 101145, 114968, 129862, 145841, 162915, 181095, 200386, 220791,
        242309, 264937, 288670, 313499, 339410, 366390, 394421, 423481, 453547, 484592, 516587,
        549498, 583291, 617925, 653361, 689553, 726454, 764013, 802178, 840891, 880093, 919723,
        959715, 1000000)
  };

  private DeviceColor() {}

  static double[] toXyz(double[] intensities) {
    return multiply(TO_XYZ, intensities);
  }

  /// The three intensities, which are outside 0 … 1 for a colour that the screen cannot show.
  static double[] fromXyz(double[] xyz) {
    return multiply(FROM_XYZ, xyz);
  }

  static boolean canShow(double[] intensities) {
    for (double intensity : intensities) {
      // Written so that not-a-number is not shown either.
      if (!(intensity >= -TOLERANCE && intensity <= 1 + TOLERANCE)) {
        return false;
      }
    }
    return true;
  }

  /// 0xRRGGBB. Below 0 is dark; above 1 goes on as the line between the last two values does and
  /// keeps its low bits, as in Xlib, which does not limit what `rgbi:` gives.
  static int rgb(double[] intensities) {
    int rgb = 0;
    for (int i = 0; i < intensities.length; i++) {
      rgb = rgb << 8 | value(GUNS[i], intensities[i]);
    }
    return rgb;
  }

  private static int value(Gun gun, double intensity) {
    if (intensity <= 0) {
      return 0;
    }
    int last = gun.millionths.length - 1;
    int high = 0;
    while (high < last && gun.millionths[high] / MILLION < intensity) {
      high++;
    }
    double above = gun.millionths[high] / MILLION;
    double below = high == 0 ? 0 : gun.millionths[high - 1] / MILLION;
    int top = (MAX - (last - high) * STEP) * WIDE;
    int bottom = high == 0 ? gun.dark * WIDE : top - STEP * WIDE;
    long target = bottom + (long) ((top - bottom) * ((intensity - below) / (above - below)));
    return nearest(target);
  }

  /// The eight bits nearest to sixteen.
  private static int nearest(long target) {
    long up = (target >> 8) * WIDE;
    long down;
    if (up < target) {
      down = up;
      up = Math.min((down >> 8) + 1, MAX) * WIDE;
    } else {
      down = Math.max((up >> 8) - 1, 0) * WIDE;
    }
    long value = up - target < target - down ? up : down;
    return (int) (value >> 8) & MAX;
  }

  private static double[] multiply(double[][] matrix, double[] vector) {
    var product = new double[vector.length];
    for (int row = 0; row < product.length; row++) {
      for (int i = 0; i < vector.length; i++) {
        product[row] += matrix[row][i] * vector[i];
      }
    }
    return product;
  }
}

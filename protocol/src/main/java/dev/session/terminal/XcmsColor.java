package dev.session.terminal;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Colours in the notations of X11 that no device defines (`CIEXYZ:x/y/z`, `CIEuvY:`, `CIExyY:`,
/// `CIELab:`, `CIELuv:`, `TekHVC:`) and as intensities (`rgbi:r/g/b`). They are converted as Xlib's
/// Xcms does it with its defaults, so that a program is told what xterm would tell it: the white
/// point is the screen's, and a colour that the screen cannot show gets the greatest chroma that it
/// can show at the same hue and value.
final class XcmsColor {
  private static final int BAD = -1;

  /// How far beside its limits a number may be.
  private static final double TOLERANCE = 0.00001;

  /// Where the straight part of CIE's lightness begins, as Y and as L*, and how steep it is.
  private static final double DARK_Y = 0.008856;

  private static final double DARK_L = 7.99953624;
  private static final double DARK_SLOPE = 903.29;

  private static final String NUMBER =
      "\\s*([+-]?(?:\\d++\\.?+\\d*+|\\.\\d++)(?:[eE][+-]?\\d++)?+)";

  /// What follows the third number does not matter.
  private static final Pattern THREE_NUMBERS =
      Pattern.compile("([a-z]++):" + NUMBER + "/" + NUMBER + "/" + NUMBER);

  private static final Uvy WHITE = Uvy.of(DeviceColor.toXyz(new double[] {1, 1, 1}), 1);

  private XcmsColor() {}

  /// 0xRRGGBB, or -1 if it is not such a colour or has a number out of its range.
  static int parse(String spec) {
    var matcher = THREE_NUMBERS.matcher(spec.toLowerCase(Locale.ROOT));
    if (!matcher.lookingAt()) {
      return BAD;
    }
    var v = new double[3];
    for (int i = 0; i < v.length; i++) {
      v[i] = Double.parseDouble(matcher.group(i + 2));
      if (!Double.isFinite(v[i])) {
        return BAD;
      }
    }
    String space = matcher.group(1);
    if (space.equals("rgbi")) {
      return DeviceColor.rgb(v);
    }
    double @Nullable [] xyz = xyz(space, v);
    return xyz == null ? BAD : shown(xyz);
  }

  private static double @Nullable [] xyz(String space, double[] v) {
    return switch (space) {
      case "ciexyz" -> in(v[1], 1) ? v : null;
      case "cieuvy" -> in(v[2], 1) ? new Uvy(v[0], v[1], v[2]).xyz() : null;
      case "ciexyy" -> in(v[0], 1) && in(v[1], 1) && in(v[2], 1) ? xyY(v) : null;
      case "cielab" -> in(v[0], 100) ? lab(v) : null;
      case "cieluv" -> in(v[0], 100) ? luv(v).xyz() : null;
      case "tekhvc" ->
          in(v[1], 100) && v[2] >= -TOLERANCE ? new Hvc(v[0], v[1], v[2]).uvy().xyz() : null;
      default -> null;
    };
  }

  private static boolean in(double value, double max) {
    return value >= -TOLERANCE && value <= max + TOLERANCE;
  }

  private static double[] xyY(double[] v) {
    double scale = v[2] / (v[1] == 0 ? TOLERANCE : v[1]);
    return new double[] {v[0] * scale, v[2], (1 - v[0] - v[1]) * scale};
  }

  /// Xcms takes a* and b* a hundred times as large as CIE means them.
  private static double[] lab(double[] v) {
    double[] white = WHITE.xyz();
    double y = (v[0] + 16) / 116;
    if (y * y * y < DARK_Y) {
      double dark = v[0] / 9.03292;
      return new double[] {
        white[0] * (v[1] / 3893.5 + dark), dark, white[2] * (dark - v[2] / 1557.4)
      };
    }
    double x = y + v[1] / 5;
    double z = y - v[2] / 2;
    return new double[] {white[0] * x * x * x, y * y * y, white[2] * z * z * z};
  }

  private static Uvy luv(double[] v) {
    double scale = 13 * (v[0] / 100);
    return v[0] == 0
        ? new Uvy(WHITE.u, WHITE.v, 0)
        : new Uvy(v[1] / scale + WHITE.u, v[2] / scale + WHITE.v, luminance(v[0]));
  }

  private static double luminance(double lightness) {
    double root = (lightness + 16) / 116;
    return lightness < DARK_L ? lightness / DARK_SLOPE : root * root * root;
  }

  private static double lightness(double luminance) {
    return luminance < DARK_Y ? luminance * DARK_SLOPE : StrictMath.cbrt(luminance) * 116 - 16;
  }

  /// Brings a colour into what the screen can show. A gun that should be off then has an intensity
  /// of rounding errors, on which it depends whether it is 0 or its darkest value; Xlib has others.
  private static int shown(double[] xyz) {
    double[] intensities = DeviceColor.fromXyz(xyz);
    if (!DeviceColor.canShow(intensities)) {
      if (!in(xyz[1], 1)) {
        return BAD;
      }
      Hvc wanted = Uvy.of(xyz, xyz[1]).hvc();
      intensities = DeviceColor.fromXyz(mostChroma(wanted.hue, wanted.value).uvy().xyz());
      if (!DeviceColor.canShow(intensities)) {
        return BAD;
      }
    }
    for (int i = 0; i < intensities.length; i++) {
      intensities[i] = Math.clamp(intensities[i], 0.0, 1.0);
    }
    return DeviceColor.rgb(intensities);
  }

  /// The most colourful that the screen can show at a hue and value. Of a hue there is one that is
  /// the most colourful of all (one gun is off, one full); from there it is a straight line to
  /// black, and one to white.
  private static Hvc mostChroma(double hue, double value) {
    double[] purest = purest(hue);
    double[] xyz = DeviceColor.toXyz(purest);
    Hvc peak = Uvy.of(xyz, xyz[1]).hvc();
    if (value <= peak.value) {
      return new Hvc(hue, value, value * peak.chroma / peak.value);
    }
    double toWhite = (luminance(value) - xyz[1]) / (1 - xyz[1]);
    for (int i = 0; i < purest.length; i++) {
      purest[i] += (1 - purest[i]) * toWhite;
    }
    xyz = DeviceColor.toXyz(purest);
    Hvc lighter = Uvy.of(xyz, xyz[1]).hvc();
    return new Hvc(hue, lighter.value, lighter.chroma);
  }

  /// The intensities of the most colourful of a hue, found from one that no screen can show.
  private static double[] purest(double hue) {
    double[] intensities = DeviceColor.fromXyz(new Hvc(hue, 40, 120).uvy().xyz());
    double least = Math.min(intensities[0], Math.min(intensities[1], intensities[2]));
    double most = Math.max(intensities[0], Math.max(intensities[1], intensities[2]));
    for (int i = 0; i < intensities.length; i++) {
      intensities[i] = (intensities[i] - least) / (most - least);
    }
    return intensities;
  }

  /// CIE 1976 u', v' and the luminance Y.
  private record Uvy(double u, double v, double y) {
    static Uvy of(double[] xyz, double y) {
      double divisor = xyz[0] + 15 * xyz[1] + 3 * xyz[2];
      return divisor == 0
          ? new Uvy(WHITE.u, WHITE.v, y)
          : new Uvy(4 * xyz[0] / divisor, 9 * xyz[1] / divisor, y);
    }

    double[] xyz() {
      double divisor = 6 * u - 16 * v + 12;
      if (divisor == 0) {
        return new Uvy(WHITE.u, WHITE.v, y).xyz();
      }
      double chromaX = 9 * u / divisor;
      double chromaY = 4 * v / divisor;
      double chromaZ = 1 - chromaX - chromaY;
      return chromaY == 0
          ? new double[] {chromaX, y, chromaZ}
          : new double[] {chromaX * y / chromaY, y, chromaZ * y / chromaY};
    }

    Hvc hvc() {
      double du = u - WHITE.u;
      double dv = v - WHITE.v;
      double angle = du == 0 || dv == 0 ? 0 : StrictMath.atan2(dv, du) * 180 / Math.PI;
      double value = lightness(y);
      double chroma = value * Hvc.CHROMA_SCALE * Math.sqrt(du * du + dv * dv);
      return new Hvc(angle - Hvc.RED_ANGLE, value, chroma);
    }
  }

  /// Tektronix' hue in degrees from the best red, value (CIE's L*) and chroma.
  private record Hvc(double hue, double value, double chroma) {
    static final double CHROMA_SCALE = 7.50725;

    /// Of the best red (u' 0.7127, v' 0.4931), seen from white.
    static final double RED_ANGLE =
        StrictMath.atan((0.4931 - WHITE.v) / (0.7127 - WHITE.u)) * 180 / Math.PI;

    Uvy uvy() {
      if (value <= 0) {
        return new Uvy(WHITE.u, WHITE.v, 0);
      }
      if (value >= 100) {
        return new Uvy(WHITE.u, WHITE.v, 1);
      }
      double angle = (hue + RED_ANGLE) * Math.PI / 180;
      double scale = value * CHROMA_SCALE;
      return new Uvy(
          StrictMath.cos(angle) * chroma / scale + WHITE.u,
          StrictMath.sin(angle) * chroma / scale + WHITE.v,
          luminance(value));
    }
  }
}

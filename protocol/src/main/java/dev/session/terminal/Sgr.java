package dev.session.terminal;

/// SGR: the attributes and colours of the pen, their stack (XTPUSHSGR), and how they are reported.
///
/// Spec: ECMA-48 8.3.117, ITU-T T.416 (colours after `:`), xterm (also after `;`), kitty (underline
/// styles `4:n` and colours 58).
final class Sgr {
  static final int STACK_MAX = 10;

  private final Screen screen;
  private final long[] stack = new long[STACK_MAX];
  private final long[] extraStack = new long[STACK_MAX];
  private int depth;

  /// A colour as [#color] read it, and how many parameters it took.
  private int color;

  private int taken;

  Sgr(Screen screen) {
    this.screen = screen;
  }

  void apply(Sequence s) {
    screen.style = apply(s, 0, screen.style);
  }

  /// The style after the parameters from `from` on; the pen's underline colour is set on the way.
  long apply(Sequence s, int from, long style) {
    if (s.count() <= from) {
      screen.extra = Style.withUnderlineColor(screen.extra, Style.COLOR_DEFAULT);
      return style & ~Style.SGR;
    }
    int i = from;
    while (i < s.count()) {
      int end = i + 1;
      while (end < s.count() && s.isSubparameter(end)) {
        end++;
      }
      int code = s.value(i, 0);
      switch (code) {
        case 38, 48, 58 -> {
          if (color(s, i, end)) {
            style = withColor(code, style);
          }
          end = i + taken;
        }
        case 4 -> style = Style.withUnderline(style, underline(s, i, end));
        default -> {
          if (end == i + 1) {
            style = simple(code, style);
          }
        }
      }
      i = end;
    }
    return style;
  }

  /// The style after DECCARA's parameters from `from` on, which are those of the VT420.
  long attributes(Sequence s, int from, long style) {
    long result = style;
    for (int i = from; i < Math.max(s.count(), from + 1); i++) {
      int code = s.value(i, 0);
      result =
          switch (code) {
            case 0 ->
                result
                    & ~(Style.BOLD | Style.UNDERLINE | Style.BLINK | Style.INVERSE | Style.HIDDEN);
            case 4 -> Style.withUnderline(result, Style.UNDERLINE_SINGLE);
            case 1, 5, 7, 8, 22, 24, 25, 27, 28 -> simple(code, result);
            default -> result;
          };
    }
    return result;
  }

  private static int underline(Sequence s, int i, int end) {
    if (end == i + 1) {
      return Style.UNDERLINE_SINGLE;
    }
    int kind = s.value(i + 1, Style.UNDERLINE_SINGLE);
    return kind <= Style.UNDERLINE_STYLE_MAX ? kind : Style.UNDERLINE_SINGLE;
  }

  private long withColor(int code, long style) {
    return switch (code) {
      case 38 -> Style.withForeground(style, color);
      case 48 -> Style.withBackground(style, color);
      default -> {
        screen.extra = Style.withUnderlineColor(screen.extra, color);
        yield style;
      }
    };
  }

  private long simple(int code, long style) {
    if (code >= 30 && code <= 37) {
      return Style.withForeground(style, Style.indexed(code - 30));
    }
    if (code >= 40 && code <= 47) {
      return Style.withBackground(style, Style.indexed(code - 40));
    }
    if (code >= 90 && code <= 97) {
      return Style.withForeground(style, Style.indexed(code - 90 + 8));
    }
    if (code >= 100 && code <= 107) {
      return Style.withBackground(style, Style.indexed(code - 100 + 8));
    }
    return switch (code) {
      case 0 -> {
        screen.extra = Style.withUnderlineColor(screen.extra, Style.COLOR_DEFAULT);
        yield style & ~Style.SGR;
      }
      case 1 -> style | Style.BOLD;
      case 2 -> style | Style.DIM;
      case 3 -> style | Style.ITALIC;
      case 5, 6 -> style | Style.BLINK;
      case 7 -> style | Style.INVERSE;
      case 8 -> style | Style.HIDDEN;
      case 9 -> style | Style.STRIKE;
      case 21 -> Style.withUnderline(style, Style.UNDERLINE_DOUBLE);
      case 22 -> style & ~(Style.BOLD | Style.DIM);
      case 23 -> style & ~Style.ITALIC;
      case 24 -> style & ~Style.UNDERLINE;
      case 25 -> style & ~Style.BLINK;
      case 27 -> style & ~Style.INVERSE;
      case 28 -> style & ~Style.HIDDEN;
      case 29 -> style & ~Style.STRIKE;
      case 39 -> style & ~Style.FOREGROUND;
      case 49 -> style & ~Style.BACKGROUND;
      case 53 -> style | Style.OVERLINE;
      case 55 -> style & ~Style.OVERLINE;
      case 59 -> {
        screen.extra = Style.withUnderlineColor(screen.extra, Style.COLOR_DEFAULT);
        yield style;
      }
      default -> style;
    };
  }

  /// Reads `38:5:n`, `38:2::r:g:b`, `38:2:r:g:b`, `38;5;n`, `38;2;r;g;b` at `i`.
  private boolean color(Sequence s, int i, int end) {
    boolean colons = end > i + 1;
    taken = colons ? end - i : 1;
    int kind = s.value(i + 1, 0);
    if (!colons) {
      taken = kind == 5 ? 3 : kind == 2 ? 5 : 2;
    }
    if (kind == 5) {
      int index = s.value(i + 2, 0);
      color = Style.indexed(index & 0xff);
      return index <= 0xff;
    }
    if (kind != 2) {
      return false;
    }
    int first = colons && end - i > 5 ? i + 3 : i + 2;
    int red = s.value(first, 0);
    int green = s.value(first + 1, 0);
    int blue = s.value(first + 2, 0);
    color = Style.rgb(red, green, blue);
    return red <= 0xff && green <= 0xff && blue <= 0xff;
  }

  /// XTPUSHSGR. All attributes are kept, whichever the parameters name.
  void push() {
    if (depth < STACK_MAX) {
      stack[depth] = screen.style;
      extraStack[depth] = screen.extra;
      depth++;
    }
  }

  void pop() {
    if (depth > 0) {
      depth--;
      screen.style = stack[depth];
      screen.extra = Style.withLink(extraStack[depth], Style.link(screen.extra));
    }
  }

  void clearStack() {
    depth = 0;
  }

  int depth() {
    return depth;
  }

  long stackedStyle(int i) {
    return stack[i];
  }

  long stackedExtra(int i) {
    return extraStack[i];
  }

  void restoreStacked(long style, long extra) {
    if (depth < STACK_MAX) {
      stack[depth] = style;
      extraStack[depth] = extra;
      depth++;
    }
  }

  /// Writes the parameters of an SGR that sets this style from any other.
  static void write(Bytes out, long style, int underlineColor) {
    out.put('0');
    flag(out, style, Style.BOLD, 1);
    flag(out, style, Style.DIM, 2);
    flag(out, style, Style.ITALIC, 3);
    switch (Style.underline(style)) {
      case Style.UNDERLINE_NONE -> {}
      case Style.UNDERLINE_SINGLE -> out.ascii(";4");
      case Style.UNDERLINE_DOUBLE -> out.ascii(";21");
      default -> out.ascii(";4:").decimal(Style.underline(style));
    }
    flag(out, style, Style.BLINK, 5);
    flag(out, style, Style.INVERSE, 7);
    flag(out, style, Style.HIDDEN, 8);
    flag(out, style, Style.STRIKE, 9);
    flag(out, style, Style.OVERLINE, 53);
    color(out, Style.foreground(style), 30);
    color(out, Style.background(style), 40);
    if (underlineColor != Style.COLOR_DEFAULT) {
      extended(out, underlineColor, 58);
    }
  }

  private static void flag(Bytes out, long style, long flag, int code) {
    if ((style & flag) != 0) {
      out.put(';').decimal(code);
    }
  }

  private static void color(Bytes out, int color, int base) {
    if (color == Style.COLOR_DEFAULT) {
      return;
    }
    int index = color - 1;
    if (index < 8) {
      out.put(';').decimal(base + index);
    } else if (index < 16) {
      out.put(';').decimal(base + 60 + index - 8);
    } else {
      extended(out, color, base + 8);
    }
  }

  private static void extended(Bytes out, int color, int code) {
    out.put(';').decimal(code);
    if ((color & Style.COLOR_RGB) != 0) {
      out.ascii(":2::").decimal(color >> 16 & 0xff);
      out.put(':').decimal(color >> 8 & 0xff).put(':').decimal(color & 0xff);
    } else {
      out.ascii(":5:").decimal(color - 1);
    }
  }
}

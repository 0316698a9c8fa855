package dev.session.terminal;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/// Byte streams that look like what applications send, with enough nonsense in between. The same
/// seed gives the same stream.
final class RandomStreams {
  private static final String[] TEXTS = {
    "hello",
    "The quick brown fox jumps over the lazy dog",
    " ",
    "x",
    "äöü",
    "日本語",
    "한국어",
    "e\u0301",
    "a\u0300\u0301\u0302\u0303",
    "👩‍👩‍👧‍👦",
    "❤️",
    "🇩🇪",
    "☺︎",
    "ﷺ",
    "\u200d",
    "각",
    "\u00ad",
    "🏳️‍🌈",
    "ก็"
  };
  private static final String FINALS = "@ABCDEFGHIJKLMPSTXZ`abcdefghilmnqrstuxy{|}~^pPQR";
  private static final String INTERMEDIATES = " !\"#$&'*";
  private static final String ESCAPES = "6789=>DEHMNOVWZ\\clmno|}~";
  private static final Mode[] MODES = Mode.values();

  private final Random random;
  private final Bytes out = new Bytes(1024);

  private RandomStreams(long seed) {
    random = new Random(seed);
  }

  static byte[] stream(long seed, int pieces) {
    var streams = new RandomStreams(seed);
    for (int i = 0; i < pieces; i++) {
      streams.piece();
    }
    return streams.out.toArray();
  }

  private void piece() {
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> out.utf8(TEXTS[random.nextInt(TEXTS.length)]);
      case 4 -> out.put("\r\n\t\b\n\u000e\u000f\u0007\u0005\u0018".charAt(random.nextInt(10)));
      case 5 -> out.ascii("\r\n");
      case 6, 7 -> sgr();
      case 8, 9 -> csi();
      case 10 -> csi().put(INTERMEDIATES.charAt(random.nextInt(INTERMEDIATES.length())));
      case 11 -> mode();
      case 12 -> out.put(Bytes.ESC).put(ESCAPES.charAt(random.nextInt(ESCAPES.length())));
      case 13 -> designation();
      case 14 -> osc();
      case 15 -> dcs();
      case 16 -> out.put(Bytes.ESC).put('#').put("34568".charAt(random.nextInt(5)));
      case 17 -> cursor();
      case 18 -> run();
      default -> out.put(random.nextInt(256));
    }
  }

  private int small() {
    return random.nextInt(10) == 0 ? random.nextInt(100_000) : random.nextInt(12);
  }

  private void run() {
    int length = random.nextInt(60);
    for (int i = 0; i < length; i++) {
      out.put('a' + random.nextInt(26));
    }
  }

  private Bytes csi() {
    out.put(Bytes.ESC).put('[');
    if (random.nextInt(5) == 0) {
      out.put("?>=<".charAt(random.nextInt(4)));
    }
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      if (random.nextInt(4) != 0) {
        out.decimal(small());
      }
      if (i + 1 < count) {
        out.put(random.nextInt(12) == 0 ? ':' : ';');
      }
    }
    if (random.nextInt(4) == 0) {
      out.put(INTERMEDIATES.charAt(random.nextInt(INTERMEDIATES.length())));
    }
    return out.put(FINALS.charAt(random.nextInt(FINALS.length())));
  }

  private void sgr() {
    String[] some = {
      "0",
      "1",
      "2",
      "3",
      "4",
      "4:3",
      "21",
      "5",
      "7",
      "8",
      "9",
      "22",
      "31",
      "42",
      "97",
      "38;5;200",
      "48;2;1;2;3",
      "48:2::9:8:7",
      "58:5:77",
      "58;2;5;6;7",
      "59",
      "53",
      "39",
      "49",
      ""
    };
    out.put(Bytes.ESC).put('[').ascii(some[random.nextInt(some.length)]);
    if (random.nextBoolean()) {
      out.put(';').ascii(some[random.nextInt(some.length)]);
    }
    out.put('m');
  }

  private void mode() {
    Mode mode = MODES[random.nextInt(MODES.length)];
    if (mode == Mode.ANSI && random.nextInt(4) != 0) {
      return;
    }
    out.put(Bytes.ESC).put('[');
    if (mode.isPrivate()) {
      out.put('?');
    }
    out.decimal(mode.number()).put("hlhlsr".charAt(random.nextInt(6)));
  }

  private void designation() {
    String[] some = {"(0", "(B", ")0", "(A", "*>", "+<", "(K", "-A", "(%5", "(\"4", ".A"};
    out.put(Bytes.ESC).ascii(some[random.nextInt(some.length)]);
  }

  private void osc() {
    String[] some = {
      "0;title",
      "1;icon",
      "2;Ünïcode ☃",
      "7;file://host/tmp",
      "8;;http://a/",
      "8;id=x;http://b/",
      "8;;",
      "4;1;#123456",
      "4;7;?",
      "10;rgb:1/2/3",
      "11;?",
      "104",
      "104;1",
      "110",
      "5;0;#fff",
      "133;A",
      "133;D;7",
      "52;c;aGk=",
      "999;whatever",
      "12;?",
      "l",
      ""
    };
    out.put(Bytes.ESC).put(']').utf8(some[random.nextInt(some.length)]);
    if (random.nextInt(8) != 0) {
      out.ascii(random.nextBoolean() ? "\u0007" : "\u001b\\");
    }
  }

  private void dcs() {
    String[] some = {
      "P$qm",
      "P$q\"p",
      "P+q544e",
      "P1$t3;4;1;@;@;@;0;2;@;BB0B",
      "P2$t9/17/3",
      "Pq#0;2;0;0;0~~",
      "Xstring",
      "^pm",
      "_Gi=1;AAAA",
      "P1;2|17/aa"
    };
    out.put(Bytes.ESC).ascii(some[random.nextInt(some.length)]);
    if (random.nextInt(8) != 0) {
      out.put(Bytes.ESC).put('\\');
    }
  }

  private void cursor() {
    out.put(Bytes.ESC).put('[').decimal(random.nextInt(12)).put(';').decimal(random.nextInt(30));
    out.put('H');
  }

  /// The stream cut into chunks of random sizes, fed to `terminal`.
  static void feedInChunks(Terminal terminal, byte[] bytes, Random random) {
    int at = 0;
    while (at < bytes.length) {
      int count = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 3 : 100));
      terminal.feed(bytes, at, count);
      at += count;
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package dev.session.benchmark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// What the terminal is fed in a benchmark: a bit more than `SIZE_BYTES` of one kind of output.
/// Generated ones are the same in every run; the recorded ones come from
/// `../shared/conformance/workloads`, where that is present.
enum TerminalCorpus {
  PLAIN_TEXT,
  DENSE_COLORS,
  CURSOR_ADDRESSING,
  SCROLLING_REGION,
  ALTERNATE_SCREEN,
  CJK,
  EMOJI_AND_COMBINING;

  static final int SIZE_BYTES = 1 << 20;
  static final int COLS = 80;
  static final int ROWS = 24;

  private static final long SEED = 20260101;
  private static final String[] WORDS =
      "the session keeps every byte that a program wrote and shows the screen as it was then"
          .split(" ", -1);

  /// All corpora by name, generated and recorded.
  static Map<String, byte[]> all() throws IOException {
    var corpora = new LinkedHashMap<String, byte[]>();
    for (TerminalCorpus corpus : values()) {
      corpora.put(corpus.name().toLowerCase(Locale.ROOT), corpus.bytes());
    }
    for (Path path : recorded()) {
      String name = path.getFileName().toString().replaceAll("\\.(bench|bin|txt)\\.gz$", "");
      corpora.put(name, recording(path));
    }
    return corpora;
  }

  private byte[] bytes() {
    var random = new Random(SEED);
    var text = new StringBuilder();
    // Characters are at least bytes, so this many are enough.
    while (text.length() < SIZE_BYTES) {
      append(text, random);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// One piece of this corpus: a line, a cell, a scroll.
  private void append(StringBuilder text, Random random) {
    switch (this) {
      case PLAIN_TEXT -> plainText(text, random);
      case DENSE_COLORS -> denseColors(text, random);
      case CURSOR_ADDRESSING -> cursorAddressing(text, random);
      case SCROLLING_REGION -> scrollingRegion(text, random);
      case ALTERNATE_SCREEN -> alternateScreen(text, random);
      case CJK -> cjk(text, random);
      case EMOJI_AND_COMBINING -> emojiAndCombining(text, random);
    }
  }

  private static void plainText(StringBuilder text, Random random) {
    int end = text.length() + 20 + random.nextInt(80);
    while (text.length() < end) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    text.append("\r\n");
  }

  private static void denseColors(StringBuilder text, Random random) {
    text.append("\033[38;2;").append(random.nextInt(256)).append(';').append(random.nextInt(256));
    text.append(';').append(random.nextInt(256)).append(";48;5;").append(random.nextInt(256));
    text.append(random.nextBoolean() ? ";1m" : ";22;4m").append((char) ('a' + random.nextInt(26)));
  }

  private static void cursorAddressing(StringBuilder text, Random random) {
    text.append("\033[").append(1 + random.nextInt(ROWS)).append(';');
    text.append(1 + random.nextInt(COLS)).append('H').append((char) ('a' + random.nextInt(26)));
  }

  private static void scrollingRegion(StringBuilder text, Random random) {
    int top = 1 + random.nextInt(ROWS / 2);
    int bottom = top + 2 + random.nextInt(ROWS / 2 - 2);
    text.append("\033[").append(top).append(';').append(bottom).append("r\033[");
    text.append(bottom).append(";1H");
    for (int i = random.nextInt(20); i >= 0; i--) {
      text.append(WORDS[random.nextInt(WORDS.length)])
          .append(random.nextBoolean() ? "\n" : "\033M");
    }
    text.append("\033[").append(1 + random.nextInt(5)).append(random.nextBoolean() ? 'L' : 'S');
  }

  /// An editor that comes, fills the screen, edits lines and goes.
  private static void alternateScreen(StringBuilder text, Random random) {
    text.append("\033[?1049h\033[2J");
    for (int row = 1; row <= ROWS; row++) {
      text.append("\033[").append(row).append(";1H\033[K");
      for (int i = 0; i < 8; i++) {
        text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
      }
    }
    text.append("\033[7m-- INSERT --\033[0m\033[10;5H\033[4P\033[3@abc\033[?1049l");
  }

  private static void cjk(StringBuilder text, Random random) {
    for (int i = 0; i < 30; i++) {
      text.appendCodePoint(0x4E00 + random.nextInt(0x5000));
    }
    text.append("\r\n");
  }

  private static void emojiAndCombining(StringBuilder text, Random random) {
    for (int i = 0; i < 10; i++) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append("e\u0301 ");
      text.appendCodePoint(0x1F600 + random.nextInt(0x40));
      text.append("\uD83D\uDC69\u200D\uD83D\uDCBB\u2764\uFE0F");
    }
    text.append("\r\n");
  }

  private static Stream<Path> recordings(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(path -> path.toString().matches(".*\\.(bench|bin|txt)\\.gz"))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static List<Path> recorded() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    String up = Files.isDirectory(here.resolve("protocol")) ? ".." : "../..";
    Path workloads = here.resolve(up).resolve("shared/conformance/workloads").normalize();
    return Files.isDirectory(workloads) ? recordings(workloads).toList() : List.of();
  }

  /// The workload behind its set-up, with the carriage returns that a terminal driver would add,
  /// repeated up to the size.
  private static byte[] recording(Path path) throws IOException {
    Path setup = path.resolveSibling(path.getFileName().toString().replace(".bench.", ".setup."));
    var bytes = new ByteArrayOutputStream();
    if (!setup.equals(path) && Files.exists(setup)) {
      withCarriageReturns(unzipped(setup), bytes);
    }
    byte[] workload = unzipped(path);
    do {
      withCarriageReturns(workload, bytes);
    } while (bytes.size() < SIZE_BYTES);
    return Arrays.copyOf(bytes.toByteArray(), SIZE_BYTES);
  }

  private static void withCarriageReturns(byte[] bytes, ByteArrayOutputStream into) {
    byte before = 0;
    for (byte b : bytes) {
      if (b == '\n' && before != '\r') {
        into.write('\r');
      }
      into.write(b);
      before = b;
    }
  }

  private static byte[] unzipped(Path path) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(path)))) {
      return in.readAllBytes();
    }
  }
}

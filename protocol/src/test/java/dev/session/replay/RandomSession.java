package dev.session.replay;

import dev.session.log.LogClock;
import dev.session.log.LogEvent;
import dev.session.log.LogHeader;
import dev.session.log.LogSettings;
import dev.session.log.LogWriter;
import dev.session.log.SyncPolicy;
import dev.session.terminal.Terminal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;

/// A session that does everything at random, recorded as a host records: what is in the log is fed
/// to the terminal, and the terminal gives the log its keyframes. The same seed gives the same.
final class RandomSession implements AutoCloseable {
  private static final String ESC = "\u001b";
  private static final String[] WORDS = {
    "needle",
    "needle",
    "hay",
    "straw and needle",
    "nee",
    "dle",
    "x",
    " ",
    "日本",
    "e\u0301",
    "👩‍🚀",
    "a somewhat longer piece of text with a needle in it"
  };
  private static final String[] SEQUENCES = {
    "[H", "[2J", "[J", "[K", "[1K", "[A", "[3B", "[5C", "[2D", "[M", "[L", "[2P", "[3@", "[S", "[T",
    "[?1049h", "[?1049l", "[?7l", "[?7h", "[2;5r", "[r", "[8m", "[m", "[1;31m", "M", "D", "7", "8",
    "[?6h", "[?6l", "c", "[3J", "[4h", "[4l"
  };

  final Random random;
  final Terminal terminal;
  final LogWriter log;
  final Path directory;

  RandomSession(Path directory, long seed, long segmentBytes, long keyframeBytes)
      throws IOException {
    this.directory = directory;
    random = new Random(seed);
    int cols = 4 + random.nextInt(30);
    int rows = 1 + random.nextInt(9);
    terminal = Replay.liveTerminal(cols, rows);
    log =
        LogWriter.create(
            directory,
            new LogHeader.About("01JD0000000000000000000000", "xterm", null, null),
            cols,
            rows,
            LogSettings.DEFAULT
                .withSync(SyncPolicy.NEVER)
                .withSegmentMaxBytes(segmentBytes)
                .withKeyframeEveryBytes(keyframeBytes),
            LogClock.system(),
            () -> Replay.state(terminal));
  }

  void happen(int events) throws IOException {
    for (int i = 0; i < events; i++) {
      happen();
    }
  }

  void happen() throws IOException {
    switch (random.nextInt(12)) {
      case 0 -> resize(2 + random.nextInt(40), 1 + random.nextInt(12));
      case 1 -> log.append(new LogEvent.Mark("m" + random.nextInt(5)));
      default -> output(bytes());
    }
  }

  void resize(int cols, int rows) throws IOException {
    log.append(new LogEvent.Resize(cols, rows));
    terminal.resize(cols, rows);
  }

  void output(byte[] bytes) throws IOException {
    log.outputAll(ByteBuffer.wrap(bytes));
    terminal.feed(bytes);
  }

  private byte[] bytes() {
    var text = new StringBuilder();
    int pieces = random.nextInt(20) == 0 ? 300 : 1 + random.nextInt(6);
    for (int i = 0; i < pieces; i++) {
      switch (random.nextInt(8)) {
        case 0, 1 -> text.append("\r\n");
        case 2 -> text.append(ESC).append(SEQUENCES[random.nextInt(SEQUENCES.length)]);
        case 3 -> text.append(ESC + "[" + random.nextInt(9) + ";" + random.nextInt(30) + "H");
        default -> text.append(WORDS[random.nextInt(WORDS.length)]);
      }
    }
    return text.append('.').toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}

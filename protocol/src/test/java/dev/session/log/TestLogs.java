package dev.session.log;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the tests of this package need to make and read logs.
final class TestLogs {

  static final LogHeader.About ABOUT =
      new LogHeader.About("01JD0000000000000000000000", "xterm-256color", "a test", "sh -c true");

  /// Without waiting for the disk, which nothing but the tests of that needs.
  static final LogSettings SETTINGS = LogSettings.DEFAULT.withSync(SyncPolicy.NEVER);

  private TestLogs() {}

  static LogWriter create(Path log, LogSettings settings) throws IOException {
    return create(log, settings, new ManualClock());
  }

  static LogWriter create(Path log, LogSettings settings, ManualClock clock) throws IOException {
    return LogWriter.create(log, ABOUT, 80, 24, settings, new LogClock(clock), null);
  }

  static LogWriter reopen(Path log, LogSettings settings) throws IOException {
    return LogWriter.open(log, settings, new LogClock(new ManualClock()), null);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static void output(LogWriter writer, String text) throws IOException {
    writer.outputAll(ByteBuffer.wrap(bytes(text)));
  }

  /// All events of a log that must not be damaged.
  static List<LogEvent> events(Path log) throws IOException {
    try (var reader = LogReader.open(log)) {
      var events = new ArrayList<LogEvent>();
      while (reader.next()) {
        events.add(reader.event());
      }
      assertNull(reader.damage());
      return events;
    }
  }

  /// Everything that the child wrote as far as the log can be read.
  static byte[] outputOf(Path log) throws IOException {
    try (var reader = LogReader.open(log)) {
      var output = new ByteArrayOutputStream();
      while (reader.next()) {
        if (reader.code() == 'o') {
          output.write(reader.data(), 0, reader.dataLength());
        }
      }
      return output.toByteArray();
    }
  }
}

package dev.session.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.session.log.LogEvent.Exit;
import dev.session.log.LogEvent.Extension;
import dev.session.log.LogEvent.Input;
import dev.session.log.LogEvent.Mark;
import dev.session.log.LogEvent.Output;
import dev.session.log.LogEvent.Resize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The shape that scripts read: it must not change.
class EventJsonTest {
  @Test
  void everyEventHasItsShape(@TempDir Path directory) throws IOException {
    var log = directory.resolve("log");
    try (var writer = TestLogs.create(log, TestLogs.SETTINGS)) {
      writer.append(new Output(TestLogs.bytes("é\u001b[m")));
      writer.append(new Output(new byte[] {'<', (byte) 0xfe}));
      writer.append(Extension.keys(List.of("ctrl+c")));
      writer.append(new Input(new byte[] {3}));
      writer.append(new Resize(100, 30));
      writer.append(new Mark(""));
      writer.append(Extension.hiddenInput(7));
      writer.append(new LogEvent.Unknown('q', "?"));
      writer.append(Extension.exitBySignal("SIGTERM", 15));
      writer.append(new Exit(143));
    }
    var lines = new StringBuilder();
    try (var reader = LogReader.open(log)) {
      while (reader.next()) {
        lines.append(EventJson.of(reader).compact()).append('\n');
      }
    }
    assertEquals(
        """
        {"seq":0,"time":"T","type":"output","data":"é\\u001b[m"}
        {"seq":1,"time":"T","type":"output","data":"<\ufffd","base64":"PP4="}
        {"seq":2,"time":"T","type":"exact","bytes":"/g=="}
        {"seq":3,"time":"T","type":"keys","keys":["ctrl+c"]}
        {"seq":4,"time":"T","type":"input","data":"\\u0003"}
        {"seq":5,"time":"T","type":"resize","cols":100,"rows":30}
        {"seq":6,"time":"T","type":"mark","label":""}
        {"seq":7,"time":"T","type":"hidden-input","bytes":7}
        {"seq":8,"time":"T","type":"unknown","code":"q","data":"?"}
        {"seq":9,"time":"T","type":"exit-signal","signal":"SIGTERM","signalNumber":15}
        {"seq":10,"time":"T","type":"exit","status":143}
        """,
        lines.toString().replace("2025-11-21T00:00:00.123Z", "T"));
  }
}

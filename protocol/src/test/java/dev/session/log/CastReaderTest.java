package dev.session.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Recordings of any origin.
class CastReaderTest {
  private static final String V2 = "{\"version\": 2, \"width\": 100, \"height\": 30}\n";
  private static final String V3 = "{\"version\":3,\"term\":{\"cols\":100,\"rows\":30}}\n";

  private static CastReader reader(String text) throws IOException {
    return new CastReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] output(CastReader reader) throws IOException {
    var output = new ByteArrayOutputStream();
    while (reader.next()) {
      if (reader.code() == 'o') {
        output.write(reader.data(), 0, reader.dataLength());
      }
    }
    return output.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {V2, V3})
  void bothVersionsTellTheirSizeAndTheirEvents(String header) throws IOException {
    var reader = reader(header + "[0.1, \"o\", \"a\\u001b[m\"]\n[0.2,\"r\",\"80x24\"]\n");
    assertEquals(100, reader.cols());
    assertEquals(30, reader.rows());
    assertTrue(reader.next());
    assertEquals('o', reader.code());
    assertEquals(4, reader.dataLength());
    assertTrue(reader.next());
    assertEquals(new LogEvent.Resize(80, 24), reader.resize());
    assertFalse(reader.next());
  }

  @Test
  void commentsBlankLinesAndAMissingLastNewlineAreFine() throws IOException {
    var reader = reader(V3 + "# a comment\n\n[0,\"o\",\"a\"]\r\n\r\n[0,\"o\",\"b\"]");
    assertArrayEquals(new byte[] {'a', 'b'}, output(reader));
  }

  @Test
  void escapedReplacementCharactersOfOthersAreThemselves() throws IOException {
    var reader =
        reader(V2 + "[0,\"o\",\"<\\ufffd>\"]\n[0,\"o\",\"\\ufffd\"]\n[0,\"o\",\"\ufffd\"]");
    assertArrayEquals("<\ufffd>\ufffd\ufffd".getBytes(StandardCharsets.UTF_8), output(reader));
  }

  @Test
  void recordingsOfOursGiveTheExactBytes(@TempDir Path directory) throws IOException {
    var bytes = new byte[512];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    var log = directory.resolve("log");
    try (var writer = TestLogs.create(log, TestLogs.SETTINGS)) {
      writer.append(new LogEvent.Output(bytes));
    }
    var cast = new ByteArrayOutputStream();
    CastExport.asciicastV3(log, Keyframes.before(log, 0), Long.MAX_VALUE, cast);
    assertArrayEquals(bytes, output(new CastReader(new ByteArrayInputStream(cast.toByteArray()))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "no json\n",
        "[]\n",
        "{}\n",
        "{\"version\":1}\n",
        "{\"version\":3}\n",
        "{\"version\":2,\"width\":\"a\",\"height\":1}\n"
      })
  void whatHasNoHeaderIsNoRecording(String text) {
    assertThrows(IOException.class, () -> reader(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "[1]", "[0,\"o\"]", "[0,\"o\",1]", "[\"a\",\"o\",\"b\"]", "{}"})
  void lineThatIsNoEventIsToldByItsNumber(String line) throws IOException {
    var reader = reader(V3 + "[0,\"o\",\"a\"]\n" + line + "\n");
    assertTrue(reader.next());
    var failure = assertThrows(IOException.class, reader::next);
    assertTrue(String.valueOf(failure.getMessage()).startsWith("line 3 "), failure::toString);
  }
}

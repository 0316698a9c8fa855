package dev.session.cli.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.session.error.SessionException;
import dev.session.message.AttachFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person does, as steps.
class StepWriterTest {
  private final Engine engine = new Engine();
  private Path file;
  private StepWriter writer;

  @BeforeEach
  void begin(@TempDir Path directory) {
    file = directory.resolve("steps.json");
    writer = StepWriter.create(file);
    engine.take(frame(AttachFrame.screen("me", 0, 40, 5, base64(""))));
  }

  private static byte[] frame(AttachFrame frame) {
    return frame.toJson().compact().getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void shows(String output) {
    engine.take(frame(AttachFrame.output(1, base64(output))));
  }

  private void typed(String bytes) {
    writer.typed(bytes.getBytes(StandardCharsets.UTF_8), engine);
  }

  private String steps() throws IOException {
    writer.write();
    return Files.readString(file);
  }

  @Test
  void textKeysAndTheAnswerOfTheScreenAreSteps() throws IOException {
    shows("$ ");
    typed("l");
    typed("s é");
    typed("\r");
    shows("ls\r\nREADME.md\r\n17 files\r\n$ ");
    typed("\u001b[A");
    typed("\u0003");
    assertEquals(
        """
        [
          {"type":"ls é"},
          {"sendKeys":["Enter"]},
          {"wait":{"text":"README.md","screenStableMs":200,"timeout":30000}},
          {"sendKeys":["Up","ctrl+c"]}
        ]
        """,
        steps());
  }

  @Test
  void keysAreReadBackInTheModesThatTheyWereSentIn() throws IOException {
    shows("\033[?1h\033[>1u");
    typed("\u001bOA");
    typed("\u001b[27u");
    typed("\u001b[97;5u");
    assertEquals("[\n  {\"sendKeys\":[\"Up\",\"Escape\",\"ctrl+a\"]}\n]\n", steps());
  }

  @Test
  void pastesClicksDragsAndTheWheelAreSteps() throws IOException {
    typed("\u001b[200~a\nb\u001b[201~");
    typed("\u001b[<0;5;3M\u001b[<0;5;3m");
    typed("\u001b[<2;5;3M\u001b[<34;6;3M\u001b[<2;7;4m");
    typed("\u001b[<65;1;1M");
    typed("\u001b[I");
    assertEquals(
        """
        [
          {"paste":"a\\nb"},
          {"mouse":{"action":"click","row":2,"col":4}},
          {"mouse":{"action":"drag","row":2,"col":4,"toRow":3,"toCol":6,"button":"right"}},
          {"mouse":{"action":"scroll","row":0,"col":0,"direction":"down"}}
        ]
        """,
        steps());
  }

  @Test
  void whatIsNotShownIsNotWrittenDown() throws IOException {
    writer.askWhetherHidden(() -> true);
    typed("se");
    typed("cret");
    typed("\r");
    writer.askWhetherHidden(() -> false);
    typed("x");
    var steps = steps();
    assertFalse(steps.contains("se") && steps.contains("cret"), steps);
    assertEquals(
        """
        [
          {"type":"REPLACE: what was typed here was not shown"},
          {"sendKeys":["Enter"]},
          {"type":"x"}
        ]
        """,
        steps);
  }

  @Test
  void aFileThatIsThereIsNotWrittenOver() {
    assertThrows(SessionException.class, () -> StepWriter.create(file));
  }

  @Test
  void whatIsBrokenOffLeavesNoFile() {
    writer.close();
    assertFalse(Files.exists(file));
  }
}

package dev.session.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.session.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private static final Appearance PLAIN = new Appearance(false, false, 80);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console = new Console(out, err, PLAIN, PLAIN);

  @Test
  void resultsAndEverythingElseGoDifferentWaysAsUtf8() {
    console.print("grün\n");
    console.tell("note\n");
    assertEquals("grün\n", out.toString(StandardCharsets.UTF_8));
    assertEquals("note\n", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void fullDiskIsToldApartFromAReaderThatLeft() throws Exception {
    try (OutputStream full = new FileOutputStream("/dev/full")) {
      var broken = new Console(full, err, PLAIN, PLAIN);
      var failure = assertThrows(BrokenOutputException.class, () -> broken.print("x"));
      assertFalse(failure.readerLeft());
      assertEquals("No space left on device", failure.reason());
    }
  }

  @Test
  void diagnosticsBelowTheLevelAreNotTold() {
    var diagnostics = new Diagnostics(console, Diagnostics.Level.named("warn"));
    diagnostics.log(Diagnostics.Level.INFO, "quiet", JsonObject.EMPTY);
    diagnostics.log(Diagnostics.Level.WARN, "disk\nfull", JsonObject.EMPTY);
    diagnostics.log(
        Diagnostics.Level.ERROR, "lost", JsonObject.builder().put("path", "/x").build());
    assertEquals(
        "[session] warn: disk\ufffdfull\n[session] error: lost {\"path\":\"/x\"}\n",
        err.toString(StandardCharsets.UTF_8));
  }
}

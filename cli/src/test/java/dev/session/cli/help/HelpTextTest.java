package dev.session.cli.help;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.cli.grammar.Command;
import dev.session.cli.grammar.Topic;
import dev.session.cli.output.Appearance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Help as people see it, against texts that were read by a person. Where a text has changed, the
/// new one lies in `target/` to be looked at and copied.
class HelpTextTest {
  private static final Appearance PLAIN = Appearance.of(false, false, Map.of());

  private static void assertGolden(String name, String text) throws IOException {
    String expected = null;
    try (var golden = HelpTextTest.class.getResourceAsStream(name)) {
      if (golden != null) {
        expected = new String(golden.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
    if (!text.equals(expected)) {
      Files.writeString(Files.createDirectories(Path.of("target", "golden")).resolve(name), text);
    }
    assertNotNull(expected, name);
    assertEquals(expected, text);
  }

  @Test
  void helpOfTheProgram() throws IOException {
    assertGolden("program.txt", HelpText.of(Topic.PROGRAM, PLAIN));
  }

  @Test
  void helpOfAGroup() throws IOException {
    assertGolden("host.txt", HelpText.of(new Topic.Group("host"), PLAIN));
  }

  @ParameterizedTest
  @CsvSource({"CREATE, create.txt", "RECORD_EXPORT, record-export.txt", "WAIT, wait.txt"})
  void helpOfACommand(Command command, String golden) throws IOException {
    assertGolden(golden, HelpText.of(new Topic.Of(command), PLAIN));
  }

  @Test
  void helpOnANarrowTerminal() throws IOException {
    var narrow = Appearance.of(false, false, Map.of("COLUMNS", "50"));
    assertGolden("snapshot-50-columns.txt", HelpText.of(new Topic.Of(Command.SNAPSHOT), narrow));
  }

  @ParameterizedTest
  @EnumSource
  void explanationsStayWithinTheTerminal(Command command) {
    for (var columns : new String[] {"60", "80", "120"}) {
      var appearance = Appearance.of(false, false, Map.of("COLUMNS", columns));
      var examples = command.spec().examples();
      for (var line : HelpText.of(new Topic.Of(command), appearance).lines().toList()) {
        boolean example = examples.stream().anyMatch(e -> line.endsWith(e.line()));
        assertTrue(example || line.length() <= appearance.width(), line);
        assertEquals(line.stripTrailing(), line);
      }
    }
  }

  @Test
  void coloursAreForTerminalsThatWantThem() {
    var topic = new Topic.Of(Command.CREATE);
    assertFalse(HelpText.of(topic, PLAIN).contains("\u001b"));
    var terminal = Appearance.of(true, false, Map.of());
    assertTrue(HelpText.of(topic, terminal).contains("\u001b[1m"));
    var text = HelpText.of(topic, terminal).replaceAll("\u001b\\[\\d*m", "");
    assertEquals(HelpText.of(topic, PLAIN), text);
  }

  @Test
  void shortUsageSaysWhereToReadOn() {
    assertEquals(
        """
        Usage: session type [OPTION]... SESSION [TEXT]
        See 'session help type'.
        """,
        HelpText.shortUsage(new Topic.Of(Command.TYPE)));
    assertTrue(HelpText.shortUsage(Topic.PROGRAM).endsWith("See 'session help'.\n"));
    assertTrue(
        HelpText.shortUsage(new Topic.Group("record")).endsWith("See 'session help record'.\n"));
  }
}

package dev.session.cli.help;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.session.cli.grammar.Command;
import dev.session.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ManualPageTest {
  @TempDir private Path directory;

  /// The page as `man` shows it, which must have nothing to complain about.
  private String shown(String page) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/man")), "man is not installed here");
    var file = Files.writeString(directory.resolve("page.1"), page);
    var errors = directory.resolve("errors");
    var builder =
        new ProcessBuilder("/usr/bin/man", "--warnings", "-E", "ascii", "-l", file.toString())
            .redirectError(errors.toFile());
    builder.environment().put("MANWIDTH", "100");
    builder.environment().put("MANPAGER", "cat");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().remove("MANROFFOPT");
    var man = builder.start();
    man.getOutputStream().close();
    var text = new String(man.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, man.waitFor());
    assertEquals("", Files.readString(errors));
    return text.replaceAll(".\b", "");
  }

  @Test
  void pageOfTheProgramHasEveryCommandAndEveryErrorCode() throws Exception {
    var page = shown(ManualPage.ofProgram());
    var text = page.replaceAll("\\s+", " ");
    for (var command : Command.values()) {
      assertTrue(page.contains("       " + command.path()), command.path());
    }
    for (var code : ErrorCode.values()) {
      assertTrue(text.contains(code.name() + ": "), code.name());
    }
  }

  @Test
  void pageOfACommandHasWhatHelpHas() throws Exception {
    for (var command : new Command[] {Command.CREATE, Command.GC, Command.RECORD_EXPORT}) {
      var text = shown(ManualPage.of(command));
      var spec = command.spec();
      for (var flag : CompletionScript.shown(spec.flags())) {
        assertTrue(text.contains(flag.usage()), () -> flag.usage() + " is not in\n" + text);
      }
      for (var example : spec.examples()) {
        assertTrue(text.contains(example.line()), () -> example.line() + " is not in\n" + text);
      }
    }
  }

  /// A line that begins with a dot or an apostrophe is a request to the formatter.
  @ParameterizedTest
  @EnumSource
  void textIsNeverTakenForARequest(Command command) {
    for (var line : ManualPage.of(command).lines().toList()) {
      assertFalse(line.isEmpty(), "an empty line is a gap");
      assertTrue(
          line.charAt(0) != '.'
              || line.matches("\\.(\\\\\"|TH|SH|SS|TP|PP|B|BR|EX|EE|br|nh|ad|nr|ds)( .*)?"),
          line);
      assertFalse(line.startsWith("'"), line);
    }
  }
}

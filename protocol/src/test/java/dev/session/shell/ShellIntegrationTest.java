package dev.session.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Only shells at a prompt are integrated, and what leads them to our files is taken back.
class ShellIntegrationTest {
  @Test
  void aShellThatIsGivenACommandIsNoneAtAPrompt() {
    assertEquals(ShellKind.BASH, ShellIntegration.interactiveShell(List.of("/bin/bash")));
    assertEquals(ShellKind.BASH, ShellIntegration.interactiveShell(List.of("bash", "-l")));
    assertEquals(ShellKind.POSIX, ShellIntegration.interactiveShell(List.of("/bin/sh")));
    assertNull(ShellIntegration.interactiveShell(List.of("bash", "-c", "true")));
    assertNull(ShellIntegration.interactiveShell(List.of("bash", "script")));
    assertNull(ShellIntegration.interactiveShell(List.of("bash", "--norc")));
    assertNull(ShellIntegration.interactiveShell(List.of("vim")));
  }

  @ParameterizedTest
  @EnumSource
  void noPlaceholderIsLeftInAFile(ShellKind kind, @TempDir Path directory) throws IOException {
    var shell = ShellIntegration.prepare(kind, List.of("x", "-l"), Map.of(), directory, "TOKEN");
    assertEquals("x", shell.command().getFirst());
    try (var files = Files.list(directory)) {
      var all = files.toList();
      assertTrue(!all.isEmpty());
      for (var file : all) {
        var text = Files.readString(file);
        assertTrue(!text.matches("(?s).*@[A-Z_]+@.*"), file + ": " + text);
      }
    }
    ShellIntegration.remove(directory);
    assertTrue(Files.notExists(directory));
  }

  @Test
  void aVariableThatWasSetIsGivenBackWhateverIsInIt(@TempDir Path directory) throws IOException {
    var environment = Map.of("ZDOTDIR", "/it's $HOME");
    var shell =
        ShellIntegration.prepare(ShellKind.ZSH, List.of("zsh"), environment, directory, "TOKEN");
    assertEquals(directory.toString(), shell.environment().get("ZDOTDIR"));
    var text = Files.readString(directory.resolve(".zshenv"));
    assertTrue(text.contains("export ZDOTDIR='/it'\\''s $HOME'\n"), text);
  }

  @Test
  void aShellAtItsPromptJoinsWithALineThatIsNotRemembered(@TempDir Path directory) {
    assertNotNull(ShellIntegration.joiningLine(ShellKind.BASH, directory, "T.1"));
    assertNull(ShellIntegration.joiningLine(ShellKind.ZSH, directory, "T.2"));
  }
}

package dev.session.cli.help;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The scripts, tried in the shells they are for; a stand-in for `session` names one session.
class CompletionScriptTest {
  private static final String SESSION_STAND_IN =
      """
      #!/bin/sh
      printf '    "sessions": [\\n      {\\n'
      printf '        "sessionId": "01ABCDEFGHJKMNPQRSTVWXYZ00",\\n        "name": "build"\\n'
      """;

  private final Path directory;

  CompletionScriptTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private String shell(String shell, String script) throws IOException, InterruptedException {
    assumeTrue(isInstalled(shell), shell + " is not installed here");
    var session = directory.resolve("session");
    Files.writeString(session, SESSION_STAND_IN);
    assertTrue(session.toFile().setExecutable(true));
    var completion = directory.resolve("completion");
    Files.writeString(completion, CompletionScript.of(shell));
    var builder =
        new ProcessBuilder(shell, "-c", script, shell, completion.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder.environment().put("HOME", directory.toString());
    builder.environment().merge("PATH", directory.toString(), (path, own) -> own + ":" + path);
    var process = builder.start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.strip();
  }

  private static boolean isInstalled(String program) {
    for (var place : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (new File(place, program).canExecute()) {
        return true;
      }
    }
    return false;
  }

  /// Columns: the words so far, with an empty last one as `''`; what is offered.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          session cr                          | create
          session --home /tmp insp            | inspect
          session host ''                     | run status stop restart
          session host st                     | status stop
          session record e                    | export
          session export --fo                 | --format
          session export --format ''          | asciicast asciicast-v2 raw text html gif webm mp4
          session record export --format = a  | asciicast asciicast-v2
          session snapshot --format = ''      | structured text ansi html svg
          session inspect ''                  | 01ABCDEFGHJKMNPQRSTVWXYZ00 build last
          session signal bu                   | build
          session signal build KI             | KILL
          session send-keys build Enter Pa    | PageUp PageDown
          session completion ''               | bash zsh fish
          session help sna                    | snapshot
          session --log-level ''              | debug info warn error
          session list --al                   | --all
          session --profile ref               | reference-dark reference-light
          session screenshot --theme dra      | dracula
          session config set log.f            | log.fsync
          session config ''                   | show get set path
          session skills g                    | get
          session inspect build --al          |
          session type build ''               |
          session create --cols ''            |
          session create -- echo --json se    | session
          session render comp                 | completion
          session home forget ''              |
          """)
  void bashOffersWhatFits(String words, String offered) throws Exception {
    var script =
        "source \"$1\"; COMP_WORDS=("
            + words
            + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _session 2>/dev/null; echo"
            + " \"${COMPREPLY[*]}\"";
    assertEquals(offered == null ? "" : offered, shell("bash", script));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          session cr                      | create
          session host st                 | status stop
          session export --format         | asciicast asciicast-v2 raw text html gif webm mp4
          session inspect bu              | build
          session signal build KI         | KILL
          session --home /tmp inspect --s | --show-env
          """)
  void fishOffersWhatFits(String line, String offered) throws Exception {
    var argument = line.endsWith("--format") ? line + " " : line;
    var script = "source $argv[2]; string split -f1 -- \\t (complete -C '" + argument + "'); true";
    assertEquals(offered, shell("fish", script).replace('\n', ' '));
  }

  @Test
  void zshTakesTheScript() throws Exception {
    var script =
        """
        autoload -U compinit && compinit -u -D && source "$1" && print $_comps[session]
        """;
    assertEquals("_session", shell("zsh", script));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void scriptSaysWhatMadeIt(String shell) {
    assertTrue(CompletionScript.of(shell).contains("made by 'session completion " + shell + "'"));
  }
}

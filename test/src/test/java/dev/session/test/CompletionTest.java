package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Completion as a user of bash has it: the installed script, real sessions.
final class CompletionTest {
  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();

  @Test
  void bashOffersTheSessionsThereAre() throws IOException {
    var id = sandbox.create("--name", "build", "--", "cat");
    sandbox.ended(sandbox.create("--name", "docs", "--", "true"));
    assertEquals("build", offered("session snapshot bu"));
    assertEquals("docs", offered("session inspect do"));
    assertEquals(id, offered("session wait " + id.substring(0, id.length() - 2)));
  }

  /// What bash offers for the last word of a line.
  private String offered(String line) throws IOException {
    var bin = Files.createDirectories(sandbox.directory().resolve("bin"));
    var link = bin.resolve("session");
    if (!Files.exists(link)) {
      Files.createSymbolicLink(link, Sandbox.installation().resolve("bin/session"));
    }
    var script =
        "source '"
            + Sandbox.installation().resolve("share/bash-completion/completions/session")
            + "'; COMP_WORDS=("
            + line
            + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _session; echo \"${COMPREPLY[*]}\"";
    return sandbox
        .call()
        .of("bash", "-c", script)
        .with("PATH", bin + ":" + System.getenv("PATH"))
        .run()
        .exits(0)
        .out()
        .strip();
  }
}

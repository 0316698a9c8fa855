package dev.session.cli.help;

import dev.session.cli.grammar.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes what an installation has in `share`: manual pages, and completion where each shell looks
/// for it. Used only while the program is packaged (module dist).
final class ShareFiles {
  private ShareFiles() {}

  static void main(String[] args) throws IOException {
    var share = Path.of(args[0]);
    write(share.resolve("man/man1/session.1"), ManualPage.ofProgram());
    for (var command : Command.values()) {
      var page = share.resolve("man/man1").resolve(ManualPage.name(command) + ".1");
      write(page, ManualPage.of(command));
    }
    write(share.resolve("bash-completion/completions/session"), CompletionScript.of("bash"));
    write(share.resolve("zsh/site-functions/_session"), CompletionScript.of("zsh"));
    write(share.resolve("fish/vendor_completions.d/session.fish"), CompletionScript.of("fish"));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}

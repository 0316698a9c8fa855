package dev.session.cli.command;

import dev.session.cli.help.CompletionScript;

/// `session completion`: prints the script for a shell.
final class CompletionCommand {
  private CompletionCommand() {}

  static Outcome run(Call call) {
    call.console().print(CompletionScript.of(call.arguments().required("shell")));
    return new Outcome.Printed(0);
  }
}

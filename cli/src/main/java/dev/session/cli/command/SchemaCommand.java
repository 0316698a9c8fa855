package dev.session.cli.command;

import dev.session.cli.help.Schema;

/// `session schema`: the command table as JSON, bare or in an envelope.
final class SchemaCommand {
  private SchemaCommand() {}

  static Outcome run() {
    var schema = Schema.document();
    return new Outcome.Answer(schema, _ -> schema.indented() + "\n");
  }
}

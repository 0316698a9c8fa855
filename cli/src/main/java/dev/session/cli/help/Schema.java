package dev.session.cli.help;

import dev.session.cli.grammar.Command;
import dev.session.cli.grammar.CommandSpec;
import dev.session.cli.grammar.Flag;
import dev.session.cli.grammar.Kind;
import dev.session.cli.grammar.Parameter;
import dev.session.cli.grammar.Positional;
import dev.session.cli.grammar.RootFlags;
import dev.session.error.ErrorCode;
import dev.session.home.HostRecord;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import dev.session.status.SessionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The command table as one JSON document, for programs that call this one.
public final class Schema {
  private Schema() {}

  public static JsonObject document() {
    var commands = new ArrayList<Json>();
    for (var command : Command.values()) {
      commands.add(command(command.spec()));
    }
    var statuses = new ArrayList<String>();
    for (var status : SessionStatus.values()) {
      statuses.add(lower(status));
    }
    return JsonObject.builder()
        .put("name", "session")
        .put("protocol", HostRecord.PROTOCOL)
        .put("options", options(RootFlags.all()))
        .put("commands", new JsonArray(commands))
        .put("statuses", JsonArray.ofStrings(statuses))
        .put("errors", errors())
        .build();
  }

  private static Json command(CommandSpec spec) {
    var positionals = new ArrayList<Json>();
    for (var positional : spec.positionals()) {
      positionals.add(positional(positional));
    }
    var examples = new ArrayList<Json>();
    for (var example : spec.examples()) {
      examples.add(
          JsonObject.builder()
              .put("line", example.line())
              .put("meaning", example.meaning())
              .build());
    }
    var command = spec.command();
    return JsonObject.builder()
        .put("name", command.path())
        .put("aliases", JsonArray.ofStrings(command.aliases()))
        .put("group", command.group().title())
        .put("summary", command.summary())
        .put("description", spec.description())
        .put("usage", spec.usage())
        .put("json", spec.json())
        .put("arguments", new JsonArray(positionals))
        .put("options", options(spec.flags()))
        .put("examples", new JsonArray(examples))
        .build();
  }

  private static Json positional(Positional positional) {
    return parameter(positional)
        .put("required", positional.arity().min() > 0)
        .put("repeatable", positional.repeatable())
        .build();
  }

  private static Json options(List<Flag> flags) {
    var options = new ArrayList<Json>();
    for (var flag : flags) {
      if (!flag.hidden()) {
        options.add(
            parameter(flag)
                .put("letter", flag.letter() == null ? null : flag.letter().toString())
                .put(
                    "aliases",
                    flag.aliases().isEmpty() ? null : JsonArray.ofStrings(flag.aliases()))
                .put("default", flag.defaultText().isEmpty() ? null : flag.defaultText())
                .put("required", flag.required())
                .put("repeatable", flag.repeatable())
                .build());
      }
    }
    return new JsonArray(options);
  }

  private static JsonObject.Builder parameter(Parameter parameter) {
    return JsonObject.builder()
        .put("name", parameter.name())
        .put("label", parameter.label())
        .put("kind", lower(parameter.kind()))
        .put(
            "expects",
            parameter.kind() == Kind.SWITCH
                ? null
                : parameter.kind().expectation(parameter.choices()))
        .put(
            "choices",
            parameter.choices().isEmpty() ? null : JsonArray.ofStrings(parameter.choices()))
        .put("meaning", parameter.meaning());
  }

  private static Json errors() {
    var errors = new ArrayList<Json>();
    for (var code : ErrorCode.values()) {
      errors.add(
          JsonObject.builder()
              .put("code", code.name())
              .put("exitCode", code.exitCode())
              .put("retryable", code.retryable())
              .put("meaning", code.meaning())
              .build());
    }
    return new JsonArray(errors);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

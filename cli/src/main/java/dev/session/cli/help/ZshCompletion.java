package dev.session.cli.help;

import dev.session.cli.grammar.Command;
import dev.session.cli.grammar.CommandSpec;
import dev.session.cli.grammar.Flag;
import dev.session.cli.grammar.Parameter;
import dev.session.cli.grammar.Positional;
import dev.session.cli.grammar.RootFlags;

/// Completion for zsh, by its `_arguments`; works from `fpath` as `_session` and through `eval`.
final class ZshCompletion {
  private static final String TAIL =
      """
      if [[ $funcstack[1] == _session ]]; then
        _session "$@"
      else
        compdef _session session
      fi
      """;

  private final StringBuilder script =
      new StringBuilder(
          """
          #compdef session
          # Completion of session for zsh, made by 'session completion zsh'.

          """);

  String script() {
    script.append("_session_list() {\n  local -a found\n  found=(${(f)\"$(");
    script.append(CompletionScript.LIST_SESSIONS);
    script.append(")\"} last)\n  compadd -a found\n}\n\n");
    script.append("_session() {\n  local curcontext=$curcontext state line\n");
    script.append("  typeset -A opt_args\n  local -a every\n  every=(\n");
    for (var flag : CompletionScript.shown(RootFlags.all())) {
      script.append("    ").append(option(flag)).append('\n');
    }
    script.append("  )\n");
    script.append("  _arguments -C $every '1: :->command' '*:: :->arguments' && return\n");
    script.append("  if [[ $state == command ]]; then\n    local -a commands\n    commands=(\n");
    firstWords();
    script.append("    )\n    _describe -t commands command commands\n    return\n  fi\n");
    script.append("  case $words[1] in\n");
    for (var command : Command.values()) {
      var firstWords = CompletionScript.firstWords(command);
      if (!firstWords.isEmpty()) {
        command(command.spec(), String.join(" | ", firstWords), "    ");
      }
    }
    for (var group : CompletionScript.groups()) {
      group(group);
    }
    return script.append("  esac\n}\n\n").append(TAIL).toString();
  }

  private void firstWords() {
    for (var command : Command.values()) {
      for (var word : CompletionScript.firstWords(command)) {
        described(word, command.summary());
      }
    }
    for (var group : CompletionScript.groups()) {
      var seconds = new StringBuilder();
      for (var command : Command.ofGroup(group)) {
        seconds.append(seconds.isEmpty() ? "" : ", ").append(CompletionScript.second(command));
      }
      described(group, seconds.toString());
    }
  }

  private void described(String word, String meaning) {
    script.append("      ").append(CompletionScript.quoted(word + ":" + meaning)).append('\n');
  }

  private void group(String group) {
    script.append("    ").append(group).append(")\n");
    script.append("      _arguments -C $every '1: :->second' '*:: :->arguments' && return\n");
    script.append(
        "      if [[ $state == second ]]; then\n        local -a seconds\n        seconds=(\n");
    for (var command : Command.ofGroup(group)) {
      script.append("    ");
      described(CompletionScript.second(command), command.summary());
    }
    script.append(
        "        )\n        _describe -t commands command seconds\n        return\n      fi\n");
    script.append("      case $words[1] in\n");
    for (var command : Command.ofGroup(group)) {
      command(command.spec(), CompletionScript.second(command), "        ");
    }
    script.append("      esac\n      ;;\n");
  }

  private void command(CommandSpec spec, String words, String indent) {
    script.append(indent).append(words).append(")\n");
    arguments(spec, indent + "  ");
    script.append(indent).append("  ;;\n");
  }

  private void arguments(CommandSpec spec, String indent) {
    script.append(indent).append("_arguments -S $every");
    for (var flag : CompletionScript.shown(spec.flags())) {
      script.append(" \\\n").append(indent).append("  ").append(option(flag));
    }
    for (var positional : spec.positionals()) {
      script.append(" \\\n").append(indent).append("  ").append(positional(positional));
    }
    script.append('\n');
  }

  private static String option(Flag flag) {
    var spec = new StringBuilder();
    var names = flag.label() + (flag.takesValue() ? "=" : "");
    if (flag.letter() != null) {
      spec.append("'(-").append(flag.letter()).append(' ').append(flag.label()).append(")'{-");
      spec.append(flag.letter()).append(flag.takesValue() ? "+," : ",").append(names).append('}');
      names = "";
    } else if (flag.repeatable()) {
      names = "*" + names;
    }
    var text = names + "[" + escaped(flag.meaning()) + "]";
    if (flag.takesValue()) {
      text += ":" + escaped(flag.placeholder()) + ":" + action(flag);
    }
    return spec.append(CompletionScript.quoted(text)).toString();
  }

  private static String positional(Positional positional) {
    var start = positional.repeatable() ? "*:" : positional.arity().min() == 0 ? "::" : ":";
    return CompletionScript.quoted(start + escaped(positional.label()) + ":" + action(positional));
  }

  private static String action(Parameter parameter) {
    var candidates = Candidates.of(parameter);
    return switch (candidates.source()) {
      case NOTHING -> " ";
      case WORDS -> "(" + String.join(" ", candidates.words()) + ")";
      case SESSIONS -> "_session_list";
      case FILES -> "_files";
      case DIRECTORIES -> "_files -/";
      case PROGRAMS -> "_command_names -e";
      case COMMANDS -> "(" + String.join(" ", CompletionScript.firstWords()) + ")";
    };
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
  }
}

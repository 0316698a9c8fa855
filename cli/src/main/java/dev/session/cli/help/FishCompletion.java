package dev.session.cli.help;

import dev.session.cli.grammar.Command;
import dev.session.cli.grammar.CommandSpec;
import dev.session.cli.grammar.Flag;
import dev.session.cli.grammar.Parameter;
import dev.session.cli.grammar.RootFlags;

/// Completion for fish 3 and later.
final class FishCompletion {
  private final StringBuilder script =
      new StringBuilder("# Completion of session for fish, made by 'session completion fish'.\n\n");

  String script() {
    script.append("function __session_list\n    ").append(CompletionScript.LIST_SESSIONS);
    script.append("\n    echo last\nend\n\n");
    atFunction();
    script.append("complete -c session -f\n");
    for (var flag : CompletionScript.shown(RootFlags.all())) {
      option("", flag);
    }
    for (var command : Command.values()) {
      for (var word : CompletionScript.firstWords(command)) {
        word("", word, command.summary());
      }
    }
    for (var group : CompletionScript.groups()) {
      word("", group, "Commands of the " + group);
      for (var command : Command.ofGroup(group)) {
        word(group, CompletionScript.second(command), command.summary());
      }
    }
    for (var command : Command.values()) {
      command(command.spec());
    }
    return script.toString();
  }

  private void atFunction() {
    script.append(
        "function __session_at --description 'Whether the line so far names this command'\n");
    script.append("    set -l command\n    set -l skip 0\n");
    script.append("    for word in (commandline -opc)[2..-1]\n");
    script.append(
        "        if test $skip = 1\n            set skip 0\n            continue\n        end\n");
    script.append("        switch $word\n            case");
    for (var flag : RootFlags.all()) {
      if (flag.takesValue()) {
        script.append(' ').append(flag.label());
      }
    }
    script.append("\n                set skip 1\n            case '-*'\n            case '*'\n");
    script.append("                set -a command $word\n");
    script.append("                contains -- \"$command\" ");
    script.append(String.join(" ", CompletionScript.groups())).append("; or break\n");
    script.append("        end\n    end\n    switch \"$command\"\n");
    for (var command : Command.values()) {
      for (var alias : command.aliases()) {
        script.append("        case ").append(alias).append("\n            set command ");
        script.append(CompletionScript.quoted(command.path())).append('\n');
      }
    }
    script.append("    end\n    test \"$command\" = \"$argv\"\nend\n\n");
  }

  private void command(CommandSpec spec) {
    var path = spec.command().path();
    for (var flag : CompletionScript.shown(spec.flags())) {
      option(path, flag);
    }
    for (var positional : spec.positionals()) {
      var offer = offer(positional);
      if (!offer.isEmpty()) {
        at(path).append(offer).append('\n');
      }
    }
  }

  private void word(String path, String word, String meaning) {
    at(path).append(" -a ").append(word).append(" -d ").append(quoted(meaning)).append('\n');
  }

  private void option(String path, Flag flag) {
    var line = path.isEmpty() ? script.append("complete -c session") : at(path);
    if (flag.letter() != null) {
      line.append(" -s ").append(flag.letter());
    }
    line.append(" -l ").append(flag.name());
    if (flag.takesValue()) {
      var offer = offer(flag);
      line.append(offer.contains(" -F") ? " -r" : " -x").append(offer);
    }
    line.append(" -d ").append(quoted(flag.meaning())).append('\n');
  }

  private StringBuilder at(String path) {
    return script.append("complete -c session -n ").append(quoted("__session_at " + path));
  }

  private static String offer(Parameter parameter) {
    var candidates = Candidates.of(parameter);
    return switch (candidates.source()) {
      case NOTHING -> "";
      // In our order (-k), which says more than the alphabet.
      case WORDS -> " -k -a " + quoted(String.join(" ", candidates.words()));
      case SESSIONS -> " -a '(__session_list)'";
      case FILES -> " -F";
      case DIRECTORIES -> " -a '(__fish_complete_directories)'";
      case PROGRAMS -> " -a '(__fish_complete_command)'";
      case COMMANDS -> " -a " + quoted(String.join(" ", CompletionScript.firstWords()));
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}

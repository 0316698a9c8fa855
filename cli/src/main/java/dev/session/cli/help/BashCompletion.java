package dev.session.cli.help;

import dev.session.cli.grammar.Command;
import dev.session.cli.grammar.CommandSpec;
import dev.session.cli.grammar.Flag;
import dev.session.cli.grammar.Parameter;
import dev.session.cli.grammar.RootFlags;
import java.util.List;

/// Completion for bash 4 and later, without the bash-completion package.
final class BashCompletion {
  private static final String HEAD =
      """
      # Completion of session for bash, made by 'session completion bash'.

      _session_offer() { # candidates
        case $1 in
          @sessions) COMPREPLY=($(compgen -W "$(_session_list) last" -- "$cur")) ;;
          @files) compopt -o filenames; COMPREPLY=($(compgen -f -- "$cur")) ;;
          @directories) compopt -o filenames; COMPREPLY=($(compgen -d -- "$cur")) ;;
          @programs)
      # The program first, then what are most likely files.
      if ((count)); then _session_offer @files; else COMPREPLY=($(compgen -c -- "$cur")); fi
      ;;
          *) COMPREPLY=($(compgen -W "$1" -- "$cur")) ;;
        esac
      }

      """;

  private static final String TAIL =
      """
      _session() {
        local IFS=$' \\t\\n' cur=${COMP_WORDS[COMP_CWORD]} command= ended= count=0 i word
        local value options arguments rest
        [[ $cur == = ]] && cur=
        COMPREPLY=()
        for ((i = 1; i < COMP_CWORD; i++)); do
          word=${COMP_WORDS[i]}
          if [[ -n $ended ]]; then
            ((count++))
          elif [[ $word == -- ]]; then
            ended=1
          elif [[ $word == -?* ]]; then
            if _session_value "$command" "$word"; then
              [[ ${COMP_WORDS[i + 1]} == = ]] && ((i++))
              ((i++))
              if ((i >= COMP_CWORD)); then
                _session_offer "$value"
                return
              fi
            fi
          elif [[ -z $command ]] || _session_group "$command"; then
            command=${command:+$command }$word
            _session_alias
          else
            ((count++))
          fi
        done
        arguments=() rest=
        _session_command "$command"
        if [[ $cur == -* && -z $ended ]]; then
          COMPREPLY=($(compgen -W "$options" -- "$cur"))
        elif ((count < ${#arguments[@]})); then
          _session_offer "${arguments[count]}"
        else
          _session_offer "$rest"
        fi
      }

      complete -F _session session
      """;

  private final StringBuilder script = new StringBuilder(HEAD);

  String script() {
    script.append("_session_list() {\n  ").append(CompletionScript.LIST_SESSIONS).append("\n}\n\n");
    groups();
    aliases();
    values();
    commands();
    return script.append(TAIL).toString();
  }

  private void groups() {
    var groups = String.join(" | ", CompletionScript.groups());
    script.append(
        """
        _session_group() { # whether a word follows these that names a command
          case $1 in
            %s) return 0 ;;
          esac
          return 1
        }

        """
            .replace("%s", groups));
  }

  private void aliases() {
    script.append("_session_alias() {\n  case $command in\n");
    for (var command : Command.values()) {
      for (var alias : command.aliases()) {
        script
            .append("    ")
            .append(alias)
            .append(") command='")
            .append(command.path())
            .append("' ;;\n");
      }
    }
    script.append("  esac\n}\n\n");
  }

  private void values() {
    script.append(
        """
        _session_value() { # of an option of a command: sets what to offer, or fails if it has none
          value=
          case "$1 $2" in
        """);
    for (var command : Command.values()) {
      for (var flag : command.spec().flags()) {
        value(flag, "'" + command.path() + " ", "'");
      }
    }
    for (var flag : RootFlags.all()) {
      value(flag, "*' ", "'");
    }
    script.append("    *) return 1 ;;\n  esac\n}\n\n");
  }

  private void value(Flag flag, String before, String after) {
    if (flag.takesValue()) {
      script.append("    ").append(before).append(flag.label()).append(after);
      if (flag.letter() != null) {
        script.append(" | ").append(before).append('-').append(flag.letter()).append(after);
      }
      script.append(") value=").append(offer(flag)).append(" ;;\n");
    }
  }

  private void commands() {
    script.append("_session_command() { # sets what can follow a command\n");
    script.append("  options=").append(CompletionScript.quoted(labels(RootFlags.all())));
    script.append("\n  case $1 in\n");
    script
        .append("    '') rest=")
        .append(CompletionScript.quoted(String.join(" ", CompletionScript.firstWords())))
        .append(" ;;\n");
    for (var group : CompletionScript.groups()) {
      var seconds = new StringBuilder();
      for (var command : Command.ofGroup(group)) {
        seconds.append(seconds.isEmpty() ? "" : " ").append(CompletionScript.second(command));
      }
      script.append("    ").append(group).append(") rest='").append(seconds).append("' ;;\n");
    }
    for (var command : Command.values()) {
      command(command.spec());
    }
    script.append("  esac\n}\n\n");
  }

  private void command(CommandSpec spec) {
    script.append("    '").append(spec.command().path()).append("')");
    if (!spec.flags().isEmpty()) {
      script.append(" options+=").append(CompletionScript.quoted(" " + labels(spec.flags())));
    }
    for (var positional : spec.positionals()) {
      script
          .append(positional.repeatable() ? " rest=" : " arguments+=(")
          .append(offer(positional))
          .append(positional.repeatable() ? "" : ")");
    }
    script.append(" ;;\n");
  }

  private static String labels(List<Flag> flags) {
    var labels = new StringBuilder();
    for (var flag : CompletionScript.shown(flags)) {
      labels.append(labels.isEmpty() ? "" : " ").append(flag.label());
    }
    return labels.toString();
  }

  private static String offer(Parameter parameter) {
    var candidates = Candidates.of(parameter);
    return CompletionScript.quoted(
        switch (candidates.source()) {
          case NOTHING -> "";
          case WORDS -> String.join(" ", candidates.words());
          case SESSIONS -> "@sessions";
          case FILES -> "@files";
          case DIRECTORIES -> "@directories";
          case PROGRAMS -> "@programs";
          case COMMANDS -> String.join(" ", CompletionScript.firstWords());
        });
  }
}

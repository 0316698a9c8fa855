package dev.session.cli.help;

import dev.session.cli.grammar.Command;
import dev.session.cli.grammar.Flag;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The scripts by which shells complete commands, options and values, session names included.
///
/// Each says the whole command table in its shell's own terms, so that completing costs no call of
/// `session`, except for session names.
public final class CompletionScript {
  /// Prints the ids and names of all sessions; the envelope has one member per line.
  static final String LIST_SESSIONS =
      "session list --all --json 2>/dev/null | sed -n"
          + " -e 's/^ *\"sessionId\": \"\\(.*\\)\",*$/\\1/p'"
          + " -e 's/^ *\"name\": \"\\(.*\\)\",*$/\\1/p'";

  private CompletionScript() {}

  /// The script for `bash`, `zsh` or `fish`.
  public static String of(String shell) {
    return switch (shell) {
      case "bash" -> new BashCompletion().script();
      case "zsh" -> new ZshCompletion().script();
      case "fish" -> new FishCompletion().script();
      default -> throw new IllegalArgumentException("no completion for " + shell);
    };
  }

  /// The words that name groups of commands, such as `record`.
  static Set<String> groups() {
    var groups = new LinkedHashSet<String>();
    for (var command : Command.values()) {
      int space = command.path().indexOf(' ');
      if (space > 0) {
        groups.add(command.path().substring(0, space));
      }
    }
    return groups;
  }

  /// The second words of a group's commands.
  static String second(Command command) {
    return command.path().substring(command.path().indexOf(' ') + 1);
  }

  /// The words that call a command and can follow `session` at once.
  static List<String> firstWords(Command command) {
    var words = new ArrayList<String>();
    if (command.path().indexOf(' ') < 0) {
      words.add(command.path());
    }
    words.addAll(command.aliases());
    return words;
  }

  /// All words that can follow `session`, those of groups included.
  static List<String> firstWords() {
    var words = new ArrayList<String>();
    for (var command : Command.values()) {
      words.addAll(firstWords(command));
    }
    words.addAll(groups());
    return words;
  }

  static List<Flag> shown(List<Flag> flags) {
    var shown = new ArrayList<Flag>();
    for (var flag : flags) {
      if (!flag.hidden()) {
        shown.add(flag);
      }
    }
    return shown;
  }

  /// As one word of a POSIX shell, whatever is in it.
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}

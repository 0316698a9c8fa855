package dev.session.cli.help;

import dev.session.cli.grammar.Command;
import dev.session.cli.grammar.CommandGroup;
import dev.session.cli.grammar.CommandSpec;
import dev.session.cli.grammar.Example;
import dev.session.cli.grammar.Flag;
import dev.session.cli.grammar.RootFlags;
import dev.session.error.ErrorCode;
import dev.session.home.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/// A manual page in the macros of man(7): `session(1)` about the program, `session-COMMAND(1)`
/// about each command, both from the command table.
final class ManualPage {
  private final StringBuilder page = new StringBuilder();

  private ManualPage(String name, String summary) {
    page.append(".\\\" Made from the command table; not to be edited.\n");
    page.append(".TH ").append(quoted(name.toUpperCase(Locale.ROOT)));
    page.append(" 1 \"\" ").append(quoted("session " + Version.text())).append(" session\n");
    page.append(".nr HY 0\n.ds AD l\n.nh\n.ad l\n");
    section("NAME");
    page.append(escaped(name)).append(" \\- ").append(escaped(summary)).append('\n');
  }

  /// The name of a command's page, for example `session-record-export`.
  static String name(Command command) {
    return "session-" + command.path().replace(' ', '-');
  }

  /// The page about the program as a whole.
  static String ofProgram() {
    var page = new ManualPage("session", "terminals that programs and people drive together");
    page.program();
    return page.page.toString();
  }

  /// The page about a command.
  static String of(Command command) {
    var summary = command.summary();
    var page =
        new ManualPage(
            name(command), Character.toLowerCase(summary.charAt(0)) + summary.substring(1));
    page.command(command.spec());
    return page.page.toString();
  }

  private void program() {
    section("SYNOPSIS");
    usage("session [OPTION]... COMMAND [ARGUMENT]...");
    section("DESCRIPTION");
    text(
        "session gives any program a terminal that scripts, agents and people can drive from"
            + " separate processes, and never loses what happened in it. A host in the background"
            + " runs the sessions of a home and writes down everything; it starts and leaves by"
            + " itself. What has ended is read from its log, without a host.");
    section("COMMANDS");
    text("Each has a page of its own, such as session-create(1), and 'session help create'.");
    for (var group : CommandGroup.values()) {
      page.append(".SS ").append(quoted(group.title())).append('\n');
      for (var command : Command.values()) {
        if (command.group() == group) {
          term(String.join(", ", spellings(command)), command.summary() + ".");
        }
      }
    }
    flags("OPTIONS", RootFlags.all());
    examples(HelpText.FIRST_STEPS);
    exitStatus();
    section("ENVIRONMENT");
    term("SESSION_HOME", "The home, where --home names none.");
    term("SESSION_LOG_LEVEL", "As --log-level.");
    term("SESSION_JAVA_HOME", "The Java to run in, 25 or newer.");
    term("NO_COLOR", "No colours, as --no-color.");
    section("FILES");
    term("~/.session", "The home: sessions, settings, the host's socket and log.");
    term("~/.session/config.json", "Settings; see session-config-show(1).");
    section("SEE ALSO");
    page.append(".BR session\\-create (1),\n.BR session\\-wait (1),\n");
    page.append(".BR session\\-snapshot (1),\n.BR session\\-gc (1)\n");
  }

  private static List<String> spellings(Command command) {
    var spellings = new ArrayList<String>();
    spellings.add(command.path());
    spellings.addAll(command.aliases());
    return spellings;
  }

  private void exitStatus() {
    section("EXIT STATUS");
    term("0", "Done.");
    var meanings = new LinkedHashMap<Integer, StringBuilder>();
    for (var code : ErrorCode.values()) {
      var text = meanings.computeIfAbsent(code.exitCode(), _ -> new StringBuilder());
      text.append(text.isEmpty() ? "" : "; ");
      text.append(code.name()).append(": ").append(code.meaning());
    }
    meanings.forEach((exit, text) -> term(Integer.toString(exit), text + "."));
  }

  private void command(CommandSpec spec) {
    section("SYNOPSIS");
    usage(spec.usage());
    for (var alias : spec.command().aliases()) {
      page.append(".br\n");
      usage(
          "session "
              + alias
              + spec.usage().substring(("session " + spec.command().path()).length()));
    }
    section("DESCRIPTION");
    var parts = spec.description().split("\n\n", -1);
    for (int i = 0; i < parts.length; i++) {
      page.append(i == 0 ? "" : ".PP\n");
      text(parts[i]);
    }
    if (!spec.positionals().isEmpty()) {
      section("ARGUMENTS");
      for (var positional : spec.positionals()) {
        term(positional.usage(), positional.meaning() + ".");
      }
    }
    flags("OPTIONS", spec.flags());
    if (spec.flags().isEmpty()) {
      section("OPTIONS");
    } else {
      page.append(".PP\n");
    }
    text("Also the options of every command; see session(1).");
    examples(spec.examples());
    section("EXIT STATUS");
    text("0 when done; every other code is explained in session(1).");
    section("SEE ALSO");
    page.append(".BR session (1)\n");
  }

  private void flags(String title, List<Flag> flags) {
    var shown = CompletionScript.shown(flags);
    if (!shown.isEmpty()) {
      section(title);
      for (var flag : shown) {
        term(HelpText.flagTerm(flag), HelpText.flagMeaning(flag) + ".");
      }
    }
  }

  private void examples(List<Example> examples) {
    section("EXAMPLES");
    for (var example : examples) {
      page.append(".TP\n.EX\n").append(escaped(example.line())).append("\n.EE\n");
      text(example.meaning() + ".");
    }
  }

  private void section(String title) {
    page.append(".SH ").append(quoted(title)).append('\n');
  }

  private void usage(String usage) {
    page.append(escaped(usage)).append('\n');
  }

  private void term(String term, String meaning) {
    page.append(".TP\n.B ").append(quoted(term)).append('\n');
    text(meaning);
  }

  private void text(String text) {
    page.append(escaped(text)).append('\n');
  }

  private static String quoted(String word) {
    return '"' + escaped(word).replace("\"", "\\(dq") + '"';
  }

  // A hyphen that is to be copied is \-, and a line must not begin like a request.
  private static String escaped(String text) {
    var escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq");
    return escaped.startsWith(".") ? "\\&" + escaped : escaped;
  }
}

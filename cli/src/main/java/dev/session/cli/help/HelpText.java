package dev.session.cli.help;

import dev.session.cli.grammar.Command;
import dev.session.cli.grammar.CommandGroup;
import dev.session.cli.grammar.CommandSpec;
import dev.session.cli.grammar.Example;
import dev.session.cli.grammar.Flag;
import dev.session.cli.grammar.RootFlags;
import dev.session.cli.grammar.Topic;
import dev.session.cli.output.Appearance;
import dev.session.cli.output.Style;
import java.util.ArrayList;
import java.util.List;

/// Help for people: wrapped to their terminal, grouped by what they want to do, with examples.
public final class HelpText {
  private static final int INDENT = 2;
  private static final int GAP = 2;

  /// A longer term gets a line of its own, so that it does not push all explanations to the right.
  private static final int TERM_MAX = 28;

  private static final String PROGRAM_USAGE = "session [OPTION]... COMMAND [ARGUMENT]...";

  /// People read what the program is first; what reads without a terminal is an agent.
  private static final String FOR_AGENTS =
      "MANDATORY FOR CODING AGENTS: read 'session skills get session' first.";

  static final List<Example> FIRST_STEPS =
      List.of(
          new Example("session create --name try", "start your shell in a session called try"),
          new Example("session type try 'ls -l' --append-newline", "type a line into it"),
          new Example("session snapshot try --format text", "look at its screen"),
          new Example("session destroy try", "end it"));

  private final Appearance appearance;
  private final StringBuilder text = new StringBuilder();

  private HelpText(Appearance appearance) {
    this.appearance = appearance;
  }

  /// All there is to say about `topic`.
  public static String of(Topic topic, Appearance appearance) {
    var help = new HelpText(appearance);
    switch (topic) {
      case Topic.Program _ -> help.program();
      case Topic.Group(var word) -> help.group(word);
      case Topic.Of(var command) -> help.command(command.spec());
    }
    return help.text.toString();
  }

  /// The usage line and where to find more: what follows an error about `topic`.
  public static String shortUsage(Topic topic) {
    return switch (topic) {
      case Topic.Program _ -> "Usage: " + PROGRAM_USAGE + "\nSee 'session help'.\n";
      case Topic.Group(var word) ->
          "Usage: " + groupUsage(word) + "\nSee 'session help " + word + "'.\n";
      case Topic.Of(var command) ->
          "Usage: " + command.spec().usage() + "\nSee 'session help " + command.path() + "'.\n";
    };
  }

  private static String groupUsage(String word) {
    return "session " + word + " COMMAND [OPTION]... [ARGUMENT]...";
  }

  private void program() {
    boolean forAgents = !appearance.terminal();
    if (forAgents) {
      paragraph(FOR_AGENTS);
      line("");
    }
    paragraph(
        "session gives any program a terminal that scripts, agents and people can drive from "
            + "separate processes, and never loses what happened in it.");
    line("");
    if (!forAgents) {
      paragraph(FOR_AGENTS);
      line("");
    }
    usage(PROGRAM_USAGE);
    for (var group : CommandGroup.values()) {
      var commands = new ArrayList<Command>();
      for (var command : Command.values()) {
        if (command.group() == group) {
          commands.add(command);
        }
      }
      commandList(group.title(), commands);
    }
    flagList("Options of every command", RootFlags.all());
    examples("First steps", FIRST_STEPS);
    line("");
    paragraph(
        "'session help COMMAND' tells all about a command, 'session demo' shows the main job,"
            + " 'session skills list' what there is for agents.");
  }

  private void group(String word) {
    usage(groupUsage(word));
    commandList("Commands", Command.ofGroup(word));
    line("");
    paragraph("'session help " + word + " COMMAND' tells all about one of them.");
  }

  private void command(CommandSpec spec) {
    var command = spec.command();
    var name = "session " + command.path();
    wrapped(
        appearance.paint(Style.HEADING, name) + ": ",
        name.length() + ": ".length(),
        lowerFirst(command.summary()));
    line("");
    usage(spec.usage());
    for (var alias : command.aliases()) {
      line("Also:  session " + alias);
    }
    for (var part : spec.description().split("\n\n", -1)) {
      line("");
      paragraph(part);
    }
    if (!spec.positionals().isEmpty()) {
      heading("Arguments");
      var terms = new ArrayList<Term>();
      for (var positional : spec.positionals()) {
        terms.add(new Term(positional.usage(), positional.meaning()));
      }
      termList(terms);
    }
    flagList("Options", spec.flags());
    line("");
    paragraph(commonOptions(spec));
    examples("Examples", spec.examples());
  }

  private static String commonOptions(CommandSpec spec) {
    var names = new StringBuilder("Also the options of every command: ");
    boolean first = true;
    for (var flag : RootFlags.all()) {
      if (!flag.hidden() && (spec.json() || !flag.name().equals("json"))) {
        names.append(first ? "" : ", ").append(flag.label());
        first = false;
      }
    }
    return names.append(" ('session help').").toString();
  }

  private void usage(String usage) {
    wrapped(appearance.paint(Style.HEADING, "Usage:") + " ", "Usage: ".length(), usage);
  }

  private void commandList(String title, List<Command> commands) {
    if (commands.isEmpty()) {
      return;
    }
    heading(title);
    var terms = new ArrayList<Term>();
    for (var command : commands) {
      var term = command.path();
      for (var alias : command.aliases()) {
        term += ", " + alias;
      }
      terms.add(new Term(term, command.summary()));
    }
    termList(terms);
  }

  private void flagList(String title, List<Flag> flags) {
    var terms = new ArrayList<Term>();
    for (var flag : flags) {
      if (!flag.hidden()) {
        terms.add(new Term(flagTerm(flag), flagMeaning(flag)));
      }
    }
    if (!terms.isEmpty()) {
      heading(title);
      termList(terms);
    }
  }

  static String flagTerm(Flag flag) {
    return flag.letter() == null ? flag.usage() : "-" + flag.letter() + ", " + flag.usage();
  }

  static String flagMeaning(Flag flag) {
    var meaning = flag.meaning();
    if (flag.required()) {
      return meaning + " (required)";
    }
    return flag.defaultText().isEmpty()
        ? meaning
        : meaning + " (default: " + flag.defaultText() + ")";
  }

  private void examples(String title, List<Example> examples) {
    heading(title);
    for (var example : examples) {
      line(" ".repeat(INDENT) + example.line());
      wrapped(" ".repeat(3 * INDENT), 3 * INDENT, example.meaning());
    }
  }

  private record Term(String term, String meaning) {}

  private void termList(List<Term> terms) {
    int width = 0;
    for (var term : terms) {
      if (term.term().length() <= TERM_MAX) {
        width = Math.max(width, term.term().length());
      }
    }
    int column = INDENT + width + GAP;
    for (var term : terms) {
      var start = new StringBuilder().repeat(' ', INDENT).append(term.term());
      if (term.term().length() > width) {
        line(start.toString());
        start.setLength(0);
      }
      start.repeat(' ', column - start.length());
      wrapped(start.toString(), column, term.meaning());
    }
  }

  private void heading(String title) {
    line("");
    line(appearance.paint(Style.HEADING, title));
  }

  private void paragraph(String words) {
    wrapped("", 0, words);
  }

  // `start` is printed as it is and takes `column` columns; further lines begin at that column.
  private void wrapped(String start, int column, String words) {
    var line = new StringBuilder(start);
    int used = column;
    boolean lineHasWord = false;
    for (var word : words.split(" ", -1)) {
      if (lineHasWord && used + 1 + word.length() > appearance.width()) {
        line(line.toString());
        line.setLength(0);
        line.repeat(' ', column);
        used = column;
        lineHasWord = false;
      }
      if (lineHasWord) {
        line.append(' ');
        used++;
      }
      line.append(word);
      used += word.length();
      lineHasWord = true;
    }
    line(line.toString());
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String lowerFirst(String summary) {
    return Character.toLowerCase(summary.charAt(0)) + summary.substring(1);
  }
}

package dev.session.cli.grammar;

import dev.session.cli.output.SafeText;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads an argument list by the command table.
///
/// Options stand anywhere before `--`, as `--name VALUE`, `--name=VALUE` or `-x VALUE`; the last
/// value of one that does not repeat counts. Options that every command has may come before the
/// command's name. An option's value may begin with a dash, unless it is itself an option that
/// could stand there: that is taken for a forgotten value. A request for help wins over every
/// error.
public final class Parser {
  private static final String END_OF_OPTIONS = "--";

  private final String[] args;
  private int next;

  private Topic topic = Topic.PROGRAM;
  private @Nullable CommandSpec spec;
  private @Nullable Arguments arguments;
  private final List<String> words = new ArrayList<>();
  private final Map<String, String> rootValues = new HashMap<>();

  private Parser(String[] args) {
    this.args = args;
  }

  /// What `args` asks for.
  ///
  /// @throws UsageException if they break the grammar
  public static Parsed parse(String... args) {
    return new Parser(args).parse();
  }

  /// Whether the option `--name` or its letter stands among the options, however wrong the rest is.
  /// Only for options without a value that every command has.
  public static boolean hasSwitch(String name, String... args) {
    var flag = rootFlag("--" + name);
    for (var arg : args) {
      if (arg.equals(END_OF_OPTIONS)) {
        return false;
      }
      if (flag != null && flag.isSpelled(arg)) {
        return true;
      }
    }
    return false;
  }

  private Parsed parse() {
    try {
      readAll();
      return finish();
    } catch (SessionException failure) {
      if (hasSwitch(RootFlags.HELP, args)) {
        return new Parsed.Help(topic);
      }
      throw new UsageException(failure, topic, false);
    }
  }

  private void readAll() {
    boolean optionsEnded = false;
    while (next < args.length) {
      var arg = args[next++];
      if (optionsEnded || arg.length() < 2 || arg.charAt(0) != '-') {
        readWord(arg);
      } else if (arg.equals(END_OF_OPTIONS)) {
        optionsEnded = true;
      } else {
        readOption(arg);
      }
    }
  }

  private void readWord(String word) {
    if (spec != null) {
      words.add(word);
      return;
    }
    var path = topic instanceof Topic.Group group ? group.word() + " " + word : word;
    var command = Command.called(path);
    if (command != null) {
      begin(command);
    } else if (topic == Topic.PROGRAM && !Command.ofGroup(word).isEmpty()) {
      topic = new Topic.Group(word);
    } else {
      throw unknownCommand(path);
    }
  }

  private void begin(Command command) {
    spec = command.spec();
    arguments = new Arguments(spec);
    topic = new Topic.Of(command);
  }

  private void readOption(String arg) {
    if (spec != null && spec.command() == Command.RUN && arg.equals("--new")) {
      if (arguments == null || !arguments.isEmpty() || !words.isEmpty()) {
        throw invalid("--new must be the first word after 'session run'.");
      }
      // Another row: what follows describes a new session.
      spec = InputCommands.runNew();
      arguments = new Arguments(spec);
    }
    int equals = arg.indexOf('=');
    var spelling = equals < 0 ? arg : arg.substring(0, equals);
    var own = ownFlag(spelling);
    var flag = own == null ? rootFlag(spelling) : own;
    if (flag == null) {
      throw unknownOption(spelling);
    }
    var value = value(flag, spelling, equals < 0 ? null : arg.substring(equals + 1));
    if (own != null && arguments != null) {
      arguments.add(own, value);
    } else {
      rootValues.put(flag.name(), value);
    }
  }

  private String value(Flag flag, String spelling, @Nullable String attached) {
    if (!flag.takesValue()) {
      if (attached != null) {
        throw invalid(spelling + " takes no value.");
      }
      return "";
    }
    if (attached != null) {
      return attached;
    }
    if (next == args.length) {
      throw invalid(spelling + " needs a value: " + flag.usage() + ".");
    }
    var value = args[next];
    if (value.equals(END_OF_OPTIONS) || ownFlag(value) != null || rootFlag(value) != null) {
      throw invalid(
          spelling
              + " needs a value, and '"
              + value
              + "' is an option; to give that text, write "
              + flag.label()
              + "="
              + value
              + ".");
    }
    next++;
    return value;
  }

  private @Nullable Flag ownFlag(String spelling) {
    return spec == null ? null : find(spec.flags(), spelling);
  }

  private static @Nullable Flag rootFlag(String spelling) {
    return find(RootFlags.all(), spelling);
  }

  private static @Nullable Flag find(List<Flag> flags, String spelling) {
    for (var flag : flags) {
      if (flag.isSpelled(spelling)) {
        return flag;
      }
    }
    return null;
  }

  private Parsed finish() {
    if (rootValues.containsKey(RootFlags.HELP)) {
      return new Parsed.Help(topic);
    }
    var options = rootOptions();
    if (rootValues.containsKey(RootFlags.VERSION)) {
      return new Parsed.Run(Command.VERSION, options, new Arguments(Command.VERSION.spec()));
    }
    if (topic instanceof Topic.Group group) {
      var command = Command.groupDefault(group.word());
      if (command != null) {
        begin(command);
      }
    }
    if (spec == null || arguments == null) {
      throw new UsageException(invalid("No command was given."), topic, true);
    }
    placeWords(spec, arguments);
    if (spec.command() == Command.HELP) {
      return new Parsed.Help(helpTopic());
    }
    if (options.json() && !spec.json()) {
      throw invalid(called(spec) + " has no JSON answer; leave out --json.");
    }
    if (options.timeoutMillis() != null && spec.hasFlag("timeout")) {
      throw invalid("--timeout-ms has no effect on " + called(spec) + "; give --timeout.");
    }
    requireFlags(spec, arguments);
    arguments.checkSession();
    if (!spec.sessionFirst()) {
      arguments.check();
    }
    return new Parsed.Run(spec.command(), options, arguments);
  }

  // A wrong value of these is no matter of the command: the error is about the program.
  private RootOptions rootOptions() {
    for (var flag : RootFlags.all()) {
      var value = rootValues.get(flag.name());
      if (value != null && flag.takesValue()) {
        try {
          flag.check(value);
        } catch (SessionException failure) {
          throw new UsageException(failure, Topic.PROGRAM, false);
        }
      }
    }
    var timeout = rootValues.get(RootFlags.TIMEOUT_MS);
    return new RootOptions(
        rootValues.containsKey(RootFlags.JSON),
        rootValues.containsKey(RootFlags.NO_COLOR),
        rootValues.get(RootFlags.HOME),
        timeout == null ? null : RootFlags.timeoutMillis(timeout),
        rootValues.get(RootFlags.LOG_LEVEL),
        rootValues.get(RootFlags.PROFILE));
  }

  private void placeWords(CommandSpec spec, Arguments arguments) {
    int placed = 0;
    for (var positional : spec.positionals()) {
      int count = Math.min(positional.arity().max(), words.size() - placed);
      if (count < positional.arity().min()) {
        throw invalid(called(spec) + " needs " + positional.label() + ".");
      }
      for (int i = 0; i < count; i++) {
        arguments.add(positional, words.get(placed++));
      }
    }
    if (placed < words.size()) {
      throw excess(spec, words.get(placed));
    }
  }

  private void requireFlags(CommandSpec spec, Arguments arguments) {
    for (var flag : spec.flags()) {
      if (flag.required() && !arguments.has(flag.name())) {
        throw invalid(called(spec) + " needs " + flag.usage() + ".");
      }
    }
  }

  private Topic helpTopic() {
    if (words.isEmpty()) {
      return Topic.PROGRAM;
    }
    var path = String.join(" ", words);
    var command = Command.called(path);
    if (command != null) {
      return new Topic.Of(command);
    }
    if (Command.ofGroup(path).isEmpty()) {
      throw unknownCommand(path);
    }
    return new Topic.Group(path);
  }

  private static SessionException unknownCommand(String path) {
    var message = "Unknown command " + SafeText.quoted(path) + ".";
    var other = Words.ofOtherTools(path);
    var meant = other == null ? Words.nearest(path, Command.allCalls()) : other;
    return invalid(
        meant == null ? message + " 'session help' lists them all." : message + didYouMean(meant));
  }

  private SessionException unknownOption(String spelling) {
    var message = "Unknown option " + SafeText.quoted(spelling);
    if (spec == null) {
      return invalid(message + " before a command; a command's options come after its name.");
    }
    message += " for " + called(spec) + ".";
    var known = new ArrayList<String>();
    for (var flag : spec.flags()) {
      known.add(flag.label());
    }
    for (var flag : RootFlags.all()) {
      known.add(flag.label());
    }
    var meant = Words.nearest(spelling, known);
    if (meant != null) {
      return invalid(message + didYouMean(meant));
    }
    return invalid(
        switch (lastKind(spec)) {
          case TEXT ->
              words.size() < spec.positionals().size()
                  ? message + " Write -- before text that begins with a dash."
                  : message
                      + " Put the whole text in quotes: "
                      + SafeText.quoted(words.getLast() + " " + spelling)
                      + ".";
          case PROGRAM -> message + " Write -- before a command that has options of its own.";
          default -> message;
        });
  }

  private static SessionException excess(CommandSpec spec, String word) {
    var message = "Unexpected argument " + SafeText.quoted(word) + " for " + called(spec) + ".";
    return invalid(
        lastKind(spec) == Kind.TEXT ? message + " Put text with blanks in quotes." : message);
  }

  private static Kind lastKind(CommandSpec spec) {
    return spec.positionals().isEmpty() ? Kind.SWITCH : spec.positionals().getLast().kind();
  }

  private static String called(CommandSpec spec) {
    return "'session " + spec.command().path() + "'";
  }

  private static String didYouMean(String meant) {
    return " Did you mean '" + meant + "'?";
  }

  private static SessionException invalid(String message) {
    return new SessionException(ErrorCode.INVALID_INPUT, message);
  }
}

package dev.session.cli.grammar;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The commands of `session`: the index of the command table. A command stands here when it works.
///
/// Enum order is the order of help. A two-word path is a command of a group, such as `record
/// export`.
public enum Command {
  CREATE("create", CommandGroup.SESSIONS, "Start a program in a new session"),
  LIST("list", CommandGroup.SESSIONS, "List sessions", "ls"),
  INSPECT("inspect", CommandGroup.SESSIONS, "Show everything known about a session"),
  RENAME("rename", CommandGroup.SESSIONS, "Give a session a name"),
  KEEP("keep", CommandGroup.SESSIONS, "Keep a session from gc"),
  TOUCH("touch", CommandGroup.SESSIONS, "Keep a session from ending for idleness"),
  DESTROY("destroy", CommandGroup.SESSIONS, "End a session's program"),
  ARCHIVE("archive", CommandGroup.SESSIONS, "Write an ended session to a single file"),
  IMPORT("import", CommandGroup.SESSIONS, "Make a session of an archive or a recording"),
  GC("gc", CommandGroup.SESSIONS, "Remove the files of ended sessions"),

  TYPE("type", CommandGroup.INPUT, "Type text"),
  PASTE("paste", CommandGroup.INPUT, "Paste text"),
  SEND_KEYS("send-keys", CommandGroup.INPUT, "Press keys by name"),
  MOUSE("mouse", CommandGroup.INPUT, "Click, drag and scroll"),
  FOCUS("focus", CommandGroup.INPUT, "Give the terminal the focus, or take it away"),
  RUN("run", CommandGroup.INPUT, "Run a command in the session's shell"),
  BATCH("batch", CommandGroup.INPUT, "Carry out a list of steps"),
  PIPE("pipe", CommandGroup.INPUT, "Carry out commands as they are written to it"),
  SIGNAL("signal", CommandGroup.INPUT, "Send a signal"),
  RESIZE("resize", CommandGroup.INPUT, "Change the size of the terminal"),
  MARK("mark", CommandGroup.INPUT, "Put a named mark into the history"),
  ATTACH("attach", CommandGroup.INPUT, "Use a session in this terminal"),
  RECORD_STEPS(
      "record-steps", CommandGroup.INPUT, "Attach, and write down what is typed for batch"),
  HOLD("hold", CommandGroup.INPUT, "Be the only one who gives a session input"),
  RELEASE("release", CommandGroup.INPUT, "Let everybody give it input again"),

  WAIT("wait", CommandGroup.WAITING, "Wait until the screen or the program is as you say"),
  EXPECT("expect", CommandGroup.WAITING, "Fail unless the screen is as it should be"),

  SNAPSHOT("snapshot", CommandGroup.READING, "Read the screen"),
  SCREENSHOT("screenshot", CommandGroup.READING, "Make a picture of the screen"),
  MODES("modes", CommandGroup.READING, "Show what the program has set in its terminal"),
  LOG("log", CommandGroup.READING, "Print the history"),
  SEARCH("search", CommandGroup.READING, "Find text on all screens there were"),
  DIFF("diff", CommandGroup.READING, "See what changed on the screen"),
  POLL("poll", CommandGroup.READING, "Read events from a point on"),
  RECORD_EXPORT("record export", CommandGroup.READING, "Write a recording", "export"),
  DASHBOARD("dashboard", CommandGroup.READING, "Watch sessions, live and in their past", "d"),
  ARTIFACT_LIST("artifact list", CommandGroup.READING, "List what was made from a session"),
  ARTIFACT_PATH("artifact path", CommandGroup.READING, "Tell where an artifact is"),
  ARTIFACT_VERIFY("artifact verify", CommandGroup.READING, "Check that artifacts are as made"),
  PLAY("play", CommandGroup.READING, "Play a recording in your terminal"),
  RENDER("render", CommandGroup.READING, "Turn terminal output into a screen, without a session"),

  HOST_RUN("host run", CommandGroup.HOUSE, "Run the host in the foreground"),
  HOST_STATUS("host status", CommandGroup.HOUSE, "Show whether the host runs, and how it is"),
  HOST_STOP("host stop", CommandGroup.HOUSE, "End all sessions and the host"),
  HOST_RESTART("host restart", CommandGroup.HOUSE, "Stop the host and start it again"),
  HOME_LIST("home list", CommandGroup.HOUSE, "List the homes used so far"),
  HOME_FORGET("home forget", CommandGroup.HOUSE, "Take a home off that list"),
  CONFIG_SHOW("config show", CommandGroup.HOUSE, "Show the settings"),
  CONFIG_GET("config get", CommandGroup.HOUSE, "Print the value of a setting"),
  CONFIG_SET("config set", CommandGroup.HOUSE, "Change a setting"),
  CONFIG_PATH("config path", CommandGroup.HOUSE, "Show where the settings are"),
  DOCTOR("doctor", CommandGroup.HOUSE, "Check that everything sessions need works here"),

  DEMO("demo", CommandGroup.MORE, "See the main job done in ten seconds"),
  SKILLS_LIST("skills list", CommandGroup.MORE, "List what there is for models to read"),
  SKILLS_GET("skills get", CommandGroup.MORE, "Print a text that teaches a model to use session"),
  SKILLS_PATH("skills path", CommandGroup.MORE, "Show where such a text is"),
  COMPLETION("completion", CommandGroup.MORE, "Print a completion script for your shell"),
  SCHEMA("schema", CommandGroup.MORE, "Describe every command and code as JSON"),
  VERSION("version", CommandGroup.MORE, "Show versions"),
  HELP("help", CommandGroup.MORE, "Show help for a command");

  private static final Command[] ALL = values();

  private final String path;
  private final CommandGroup group;
  private final String summary;
  private final @Nullable String alias;

  Command(String path, CommandGroup group, String summary) {
    this(path, group, summary, null);
  }

  Command(String path, CommandGroup group, String summary, @Nullable String alias) {
    this.path = path;
    this.group = group;
    this.summary = summary;
    this.alias = alias;
  }

  /// The words that call it, for example `record export`; also its name in the output envelope.
  public String path() {
    return path;
  }

  public CommandGroup group() {
    return group;
  }

  /// One line, without a full stop.
  public String summary() {
    return summary;
  }

  public List<String> aliases() {
    return alias == null ? List.of() : List.of(alias);
  }

  /// The command called by these words, by path or alias, or null.
  static @Nullable Command called(String words) {
    for (var command : ALL) {
      if (command.path.equals(words) || words.equals(command.alias)) {
        return command;
      }
    }
    return null;
  }

  /// Every way to begin a call: paths, aliases, and the names of groups.
  static List<String> allCalls() {
    var calls = new ArrayList<String>();
    for (var command : ALL) {
      calls.add(command.path);
      calls.addAll(command.aliases());
      int space = command.path.indexOf(' ');
      if (space > 0) {
        calls.add(command.path.substring(0, space));
      }
    }
    return calls;
  }

  /// The commands of the group named `word` (`record`, `home`, …); empty where there is no such
  /// group.
  public static List<Command> ofGroup(String word) {
    var commands = new ArrayList<Command>();
    for (var command : ALL) {
      if (command.path.length() > word.length()
          && command.path.startsWith(word)
          && command.path.charAt(word.length()) == ' ') {
        commands.add(command);
      }
    }
    return commands;
  }

  /// The command that the name of a group alone stands for, or null where it stands for none.
  static @Nullable Command groupDefault(String word) {
    return word.equals("host") ? HOST_RUN : null;
  }

  /// What it accepts. Built at each call, because a process needs the row of one command only.
  public CommandSpec spec() {
    return switch (this) {
      case CREATE -> SessionCommands.create();
      case LIST -> SessionCommands.list();
      case INSPECT -> SessionCommands.inspect();
      case RENAME -> SessionCommands.rename();
      case KEEP -> SessionCommands.keep();
      case TOUCH -> SessionCommands.touch();
      case DESTROY -> SessionCommands.destroy();
      case ARCHIVE -> SessionCommands.archive();
      case IMPORT -> SessionCommands.importFile();
      case GC -> SessionCommands.gc();
      case TYPE -> InputCommands.type();
      case PASTE -> InputCommands.paste();
      case SEND_KEYS -> InputCommands.sendKeys();
      case MOUSE -> TerminalCommands.mouse();
      case FOCUS -> TerminalCommands.focus();
      case ATTACH -> TerminalCommands.attach();
      case RECORD_STEPS -> TerminalCommands.recordSteps();
      case HOLD -> TerminalCommands.hold();
      case RELEASE -> TerminalCommands.release();
      case MODES -> TerminalCommands.modes();
      case RUN -> InputCommands.run();
      case BATCH -> InputCommands.batch();
      case PIPE -> InputCommands.pipe();
      case SIGNAL -> InputCommands.signal();
      case RESIZE -> InputCommands.resize();
      case MARK -> InputCommands.mark();
      case WAIT -> WaitingCommands.waitFor();
      case EXPECT -> WaitingCommands.expect();
      case SNAPSHOT -> ReadingCommands.snapshot();
      case SCREENSHOT -> PictureCommands.screenshot();
      case LOG -> ReadingCommands.log();
      case SEARCH -> HistoryCommands.search();
      case DIFF -> HistoryCommands.diff();
      case POLL -> ReadingCommands.poll();
      case RECORD_EXPORT -> ReadingCommands.recordExport();
      case DASHBOARD -> ReadingCommands.dashboard();
      case ARTIFACT_LIST -> HistoryCommands.artifactList();
      case ARTIFACT_PATH -> HistoryCommands.artifactPath();
      case ARTIFACT_VERIFY -> HistoryCommands.artifactVerify();
      case PLAY -> HistoryCommands.play();
      case RENDER -> ReadingCommands.render();
      case HOST_RUN -> HouseCommands.hostRun();
      case HOST_STATUS -> HouseCommands.hostStatus();
      case HOST_STOP -> HouseCommands.hostStop();
      case HOST_RESTART -> HouseCommands.hostRestart();
      case HOME_LIST -> HouseCommands.homeList();
      case HOME_FORGET -> HouseCommands.homeForget();
      case CONFIG_SHOW -> HouseCommands.configShow();
      case CONFIG_GET -> HouseCommands.configGet();
      case CONFIG_SET -> HouseCommands.configSet();
      case CONFIG_PATH -> HouseCommands.configPath();
      case DOCTOR -> HouseCommands.doctor();
      case DEMO -> HouseCommands.demo();
      case SKILLS_LIST -> HouseCommands.skillsList();
      case SKILLS_GET -> HouseCommands.skillsGet();
      case SKILLS_PATH -> HouseCommands.skillsPath();
      case COMPLETION -> HouseCommands.completion();
      case SCHEMA -> HouseCommands.schema();
      case VERSION -> HouseCommands.version();
      case HELP -> HouseCommands.help();
    };
  }
}

package dev.session.cli.grammar;

import dev.session.cli.settings.Setting;
import java.util.List;

/// The table's rows for the host, the homes, and the program itself.
final class HouseCommands {
  private HouseCommands() {}

  private static CommandSpec.Builder row(Command command, String description) {
    return new CommandSpec.Builder(command, description);
  }

  static CommandSpec hostRun() {
    return row(
            Command.HOST_RUN,
            "Runs this home's host in the foreground until it is stopped, for systemd and"
                + " containers. Nobody needs it otherwise: commands start a host in the background"
                + " when they need one. 'session host' alone does the same.")
        .withoutJson()
        .example("session host run", "run the host of this home here")
        .build();
  }

  static CommandSpec hostStatus() {
    return row(
            Command.HOST_STATUS,
            "Shows the host's process, version, socket, uptime and sessions. Starts nothing.")
        .example("session host status", "is there a host?")
        .build();
  }

  static CommandSpec hostStop() {
    return row(
            Command.HOST_STOP,
            "Ends every session of this home in order, then its host. Histories stay readable.")
        .flag(grace())
        .example("session host stop", "end the host and its sessions")
        .build();
  }

  static CommandSpec hostRestart() {
    return row(
            Command.HOST_RESTART,
            "Stops the host as 'host stop' does, sessions included, and starts one of this"
                + " version.")
        .flag(grace())
        .example("session host restart", "after an upgrade")
        .build();
  }

  private static Flag grace() {
    return Flag.of("grace", Kind.DURATION_OR_ZERO, "TIME", "How long each program may take to end")
        .withDefault("5s");
  }

  static CommandSpec homeList() {
    return row(
            Command.HOME_LIST,
            "Lists the homes that sessions were created in and that have active ones.")
        .flag(Flag.on("all", "Also homes whose sessions have all ended").withLetter('a'))
        .example("session home list --all", "every home with a history")
        .build();
  }

  static CommandSpec homeForget() {
    return row(
            Command.HOME_FORGET,
            "Takes a home off the list of homes. Its files and sessions are left alone.")
        .takes(Positional.of("path", Kind.DIRECTORY, Arity.ONE, "The home's directory"))
        .example("session home forget /tmp/try", "no longer list /tmp/try")
        .build();
  }

  static CommandSpec configShow() {
    return row(
            Command.CONFIG_SHOW,
            "Shows every setting, its value, and whether it comes from the home's config.json; of a"
                + " KEY only the value. Options of commands and the environment win over settings.")
        .takes(
            new Positional(
                "key", Kind.CHOICE, Setting.keys(), Arity.OPTIONAL, "Setting to show alone"))
        .example("session config show", "all settings")
        .example("session config show defaultCols", "one, for a script")
        .build();
  }

  static CommandSpec configGet() {
    return row(
            Command.CONFIG_GET,
            "Prints the value that a setting has, whether it comes from the home's config.json or"
                + " is the default.")
        .takes(Positional.choice("key", Setting.keys(), "Setting to print"))
        .example("session config get defaultCols", "for a script")
        .build();
  }

  static CommandSpec configSet() {
    return row(
            Command.CONFIG_SET,
            "Changes a setting in the home's config.json; the others stay as they are. A value that"
                + " cannot be is refused, and the file is as it was. The host takes up hostIdleMs"
                + " and logLevel when it starts, all else holds from the next session on.")
        .takes(Positional.choice("key", Setting.keys(), "Setting to change"))
        .takes(
            Positional.of("value", Kind.TEXT, Arity.ANY, "Its new value; log.redact takes several"))
        .flag(Flag.on("unset", "Take the setting out, so that its default holds"))
        .example("session config set defaultCols 120", "new sessions are 120 columns wide")
        .example(
            "session config set log.redact 'ghp_[A-Za-z0-9]+' 'AKIA[A-Z0-9]+'",
            "never record these")
        .example("session config set ttlMs --unset", "back to the default")
        .build();
  }

  static CommandSpec configPath() {
    return row(
            Command.CONFIG_PATH,
            "Prints the path of the home's config.json, whether or not it is there.")
        .example("cat \"$(session config path)\"", "read it")
        .build();
  }

  static CommandSpec doctor() {
    return row(
            Command.DOCTOR,
            "Checks Java, the home, terminals and sockets by using them, and says what to do about"
                + " each check that fails. Exits with 1 if one does. With --repair it first mends"
                + " the files of sessions that are over: damaged parts of logs are set aside, never"
                + " deleted; records, indexes and artifact manifests are made again.")
        .flag(Flag.on("repair", "Mend what is wrong with the files of sessions"))
        .flag(Flag.on("dry-run", "With --repair: only say what would be done"))
        .example("session doctor", "when something does not work")
        .example("session doctor --repair --dry-run", "what a repair would do")
        .build();
  }

  static CommandSpec demo() {
    return row(
            Command.DEMO,
            "Creates a session, types into it, waits for it, prints its screen and its exit code,"
                + " and cleans up, saying what it does as it goes. Uses a home of its own.")
        .withoutJson()
        .example("session demo", "ten seconds, no questions")
        .build();
  }

  static CommandSpec skillsList() {
    return row(
            Command.SKILLS_LIST,
            "Lists the texts that teach a model to use session, and what each is for.")
        .example("session skills list", "what there is")
        .build();
  }

  static CommandSpec skillsGet() {
    return row(
            Command.SKILLS_GET,
            "Prints a skill, a text that teaches a model to use session: 'session' is what a coding"
                + " agent should read before its first call.")
        .takes(skillName())
        .example("session skills get session", "what an agent reads first")
        .build();
  }

  static CommandSpec skillsPath() {
    return row(
            Command.SKILLS_PATH,
            "Prints the directory of a skill, to copy it or to link to it where agents look.")
        .takes(skillName())
        .example("ln -s \"$(session skills path session)\" .claude/skills/", "for one project")
        .build();
  }

  private static Positional skillName() {
    return Positional.of("name", Kind.FILLED_TEXT, Arity.ONE, "Name of the skill");
  }

  static CommandSpec completion() {
    return row(
            Command.COMPLETION,
            "Prints a script that teaches your shell to complete session's commands and options.")
        .takes(Positional.choice("shell", List.of("bash", "zsh", "fish"), "One of bash, zsh, fish"))
        .withoutJson()
        .example("eval \"$(session completion bash)\"", "a line for ~/.bashrc")
        .example("eval \"$(session completion zsh)\"", "a line for ~/.zshrc, after compinit")
        .example("session completion fish | source", "a line for config.fish")
        .build();
  }

  static CommandSpec schema() {
    return row(
            Command.SCHEMA,
            "Prints every command, argument, option and error code as one JSON document.")
        .example("session schema", "what a program needs to call this one")
        .build();
  }

  static CommandSpec version() {
    return row(Command.VERSION, "Shows the version of this program, of its protocol, and of Java.")
        .example("session version --json", "the same as JSON")
        .build();
  }

  static CommandSpec help() {
    return row(Command.HELP, "Shows what there is, or all about one command.")
        .takes(Positional.of("command", Kind.COMMAND, Arity.ANY, "Command to explain"))
        .withoutJson()
        .example("session help create", "all about create")
        .build();
  }
}

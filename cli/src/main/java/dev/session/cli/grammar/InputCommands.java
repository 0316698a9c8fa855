package dev.session.cli.grammar;

/// The table's rows for what goes into a session: text, keys, signals, sizes, marks.
final class InputCommands {
  private static final String RUN_TIMEOUT_MS = "30000";

  private InputCommands() {}

  private static CommandSpec.Builder row(Command command, String description) {
    return new CommandSpec.Builder(command, description).takesSession();
  }

  private static Flag file(String what) {
    return Flag.of("file", Kind.FILE, "PATH", "Take " + what + " from a file");
  }

  static CommandSpec type() {
    return row(
            Command.TYPE,
            """
            Types TEXT as it is, then prints the sequence number it got in the history. Nothing presses \
            Enter: use --append-newline, or send-keys. A long text is typed at the pace at which the \
            program reads it, in one piece whatever else is typed meanwhile.

            Write -- before text that begins with a dash.\
            """)
        .takes(
            Positional.of("text", Kind.TEXT, Arity.OPTIONAL, "What to type; - for standard input"))
        .flag(file("the text"))
        .flag(Flag.on("append-newline", "Press Enter after the text"))
        .example("session type build 'make test' --append-newline", "type a line")
        .example("git diff | session type editor -", "type what another program prints")
        .build();
  }

  static CommandSpec paste() {
    return row(
            Command.PASTE,
            "Pastes TEXT as a terminal does: in paste brackets where the program has asked for"
                + " them.")
        .takes(
            Positional.of("text", Kind.TEXT, Arity.OPTIONAL, "What to paste; - for standard input"))
        .flag(file("the text"))
        .flag(
            Flag.on(
                "force-bracketed", "In paste brackets although the program did not ask for them"))
        .example("session paste editor --file patch.txt", "paste a file")
        .build();
  }

  static CommandSpec sendKeys() {
    return row(
            Command.SEND_KEYS,
            "Presses keys: named ones (Enter, Tab, Escape, Up, PageDown, F1 …) and characters, with"
                + " ctrl+, alt+ and shift+ before them. Nothing is sent if one of them is unknown.")
        .takes(
            Positional.of(
                "keys", Kind.KEY, Arity.SEVERAL, "Keys in their order, such as ctrl+c or Enter"))
        .flag(
            Flag.of("repeat", Kind.POSITIVE, "N", "Press the whole row of keys N times")
                .withDefault("1"))
        .flag(Flag.of("delay", Kind.MILLIS, "TIME", "Pause between two keys").withDefault("0"))
        .sessionFirst()
        .example("session send-keys editor Escape : w q Enter", "save and quit in vi")
        .example("session send-keys last ctrl+c", "interrupt the newest session")
        .build();
  }

  static CommandSpec run() {
    return row(
            Command.RUN,
            """
            Runs COMMAND in the shell of a session, as if it were typed there, waits for its end and \
            prints what it printed. With --exit-status its exit code is the exit code of this call.

            The shell must wait for a command: while another one runs, or something is typed at the \
            prompt, nothing is typed and the exit code is 4. A command that is not done when the time \
            is up goes on; 'session wait --command-done' tells of its end.

            With --new as the first word there is no session yet: a new one runs a program to its \
            end. The options of 'session create' follow, then -- and the program. Its output is \
            printed as it comes, without what would steer this terminal; Ctrl-C interrupts it; \
            standard input is not read, so that a loop keeps its own. Its exit code is the exit \
            code of this call, and there is no time limit unless you give one.\
            """)
        .takes(
            Positional.of(
                "command", Kind.TEXT, Arity.OPTIONAL, "Command line; - for standard input"))
        .flag(file("the command"))
        .flag(Flag.on("no-wait", "Return when the command was typed, whatever reads it"))
        .flag(timeout().withDefault(RUN_TIMEOUT_MS))
        .flag(
            Flag.on(
                "exit-status",
                "Exit with the command's own code; 11 when the time is up, 1 where there is no"
                    + " code"))
        .flag(rawOutput())
        .flag(Flag.on("new", "As the first word: run a program in a new session"))
        .example("session run build 'make test' --exit-status", "run the tests, and fail with them")
        .example("session run build --file setup.sh", "several lines, as if they were typed")
        .example("session run --new --cols 120 -- make test", "one program in a terminal")
        .build();
  }

  static CommandSpec batch() {
    return row(
            Command.BATCH,
            """
            Carries out STEPS, a JSON list, one after the other: {"type": TEXT}, {"paste": TEXT}, \
            {"sendKeys": [KEY, …]}, {"run": COMMAND}, {"wait": {"text": …}}, {"expect": {"text": …}}, \
            {"mark": LABEL}, {"resize": {"cols": N, "rows": N}}, {"signal": NAME}, {"snapshot": \
            {"format": "text", "out": FILE}}, {"screenshot": {"out": FILE}}. All are checked before the first is carried out. A wait \
            or an expectation does not count the screen from before the last input.

            The first step that fails ends the batch with that failure's exit code.\
            """)
        .takes(Positional.of("steps", Kind.TEXT, Arity.OPTIONAL, "The steps; - for standard input"))
        .flag(
            Flag.of("file", Kind.FILE, "PATH", "Take them from a file, JSON or YAML (.yaml, .yml)"))
        .flag(
            Flag.on(
                "keep-going", "Carry out the steps after one that failed, too; exit code 1 then"))
        .flag(
            Flag.of(
                "junit",
                Kind.FILE,
                "FILE",
                "Write a JUnit report, and what the screen was at each failure to the directory"
                    + " FILE without its ending, with '-failure'"))
        .example(
            "session batch ed '[{\"type\": \":q\"}, {\"sendKeys\": [\"Enter\"]}]'", "two steps")
        .example("session batch app --file login.yaml --junit login.xml", "a test for CI")
        .build();
  }

  static CommandSpec pipe() {
    return new CommandSpec.Builder(
            Command.PIPE,
            """
            Reads one command a line from standard input, without the word 'session', and answers \
            each with one line: the JSON envelope of --json and the exitCode that the command \
            would have had. Words are quoted as for a shell, or the line is a JSON array of words. \
            What a command prints that has no JSON answer is the envelope's result.output.

            A command that fails ends nothing; the end of standard input does, with exit code 0. \
            Options given to pipe itself, such as --home, hold for every line that has no other. \
            Commands that need a terminal or standard input for themselves are refused.\
            """)
        .withoutJson()
        .example("printf 'list\\ntype dev \"make test\"\\n' | session pipe", "two commands")
        .build();
  }

  /// The row of `run` when its first word is `--new`.
  static CommandSpec runNew() {
    return SessionCommands.creating(
            new CommandSpec.Builder(Command.RUN, "Runs a program in a new session to its end."))
        .flag(Flag.on("new", "Run a program in a new session"))
        .flag(timeout().withDefault("0"))
        .flag(rawOutput())
        .build();
  }

  private static Flag timeout() {
    return Flag.of("timeout", Kind.LIMIT, "TIME", "Wait no longer than this; 0 for ever");
  }

  private static Flag rawOutput() {
    return Flag.of("raw-output", Kind.FILE, "PATH", "Also write what it printed, byte by byte");
  }

  static CommandSpec signal() {
    return row(Command.SIGNAL, "Sends a signal to the processes of a session.")
        .takes(
            Positional.of("signal", Kind.SIGNAL, Arity.ONE, "TERM, SIGTERM or 15; any other too"))
        .flag(Flag.on("group", "To the program and the processes it started (this is the default)"))
        .flag(Flag.on("leader", "To the program alone"))
        .sessionFirst()
        .example("session signal build INT", "as Ctrl-C does")
        .build();
  }

  static CommandSpec resize() {
    return row(Command.RESIZE, "Changes the size of a session's terminal; the program is told.")
        .flag(Flag.of("cols", Kind.DIMENSION, "N", "Columns").asRequired())
        .flag(Flag.of("rows", Kind.DIMENSION, "N", "Rows").asRequired())
        .sessionFirst()
        .example("session resize editor --cols 132 --rows 43", "a larger terminal")
        .build();
  }

  static CommandSpec mark() {
    return row(
            Command.MARK,
            "Puts a named mark into the history. Players show it; commands that read the history"
                + " find it by its name.")
        .takes(Positional.of("label", Kind.TEXT, Arity.ONE, "The mark's name; may be empty"))
        .example("session mark build 'tests start'", "mark this moment")
        .build();
  }
}

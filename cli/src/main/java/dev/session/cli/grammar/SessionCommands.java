package dev.session.cli.grammar;

/// The table's rows for starting, finding and ending sessions.
final class SessionCommands {
  private SessionCommands() {}

  private static CommandSpec.Builder row(Command command, String description) {
    return new CommandSpec.Builder(command, description);
  }

  static CommandSpec create() {
    return creating(
            row(
                Command.CREATE,
                """
                Starts COMMAND in a terminal of its own and prints the new session's id. The program runs \
                on when this call has returned, in this directory and with this environment. Without \
                COMMAND, your shell is started.

                Write -- before a command that has options of its own.\
                """))
        .flag(Flag.on("attach", "Attach this terminal to the session at once"))
        .example("session create --name build -- make -j4", "run make in a session called build")
        .example("session create --cols 120 --rows 40 htop", "run htop in a larger terminal")
        .example(
            "session create --redact 'ghp_[A-Za-z0-9]+' -- ./deploy", "keep tokens out of the log")
        .build();
  }

  /// What describes a new session.
  static CommandSpec.Builder creating(CommandSpec.Builder row) {
    return row.takes(
            Positional.of(
                "command",
                Kind.PROGRAM,
                Arity.ANY,
                "Program and its arguments, run as they are, without a shell"))
        .flag(
            Flag.of(
                    "env",
                    Kind.ASSIGNMENT,
                    "KEY=VALUE",
                    "Set a variable for the program; repeatable")
                .asRepeatable())
        .flag(
            Flag.of(
                    "idle-timeout-ms",
                    Kind.LIMIT,
                    "TIME",
                    "End the session when nothing was typed or printed for so long; 0 for never")
                .withDefault("from config.json, else 0"))
        .flag(
            Flag.of(
                    "ttl",
                    Kind.DURATION_OR_ZERO,
                    "TIME",
                    "End the session when it is so old, busy or not; 0 for never")
                .withDefault("from config.json, else 0"))
        .flag(
            Flag.of("cols", Kind.DIMENSION, "N", "Width of the terminal in columns")
                .withDefault("from config.json, else 80"))
        .flag(
            Flag.of("rows", Kind.DIMENSION, "N", "Height of the terminal in rows")
                .withDefault("from config.json, else 24"))
        .flag(
            Flag.of("cwd", Kind.DIRECTORY, "DIR", "Directory to start in")
                .withDefault("this directory"))
        .flag(
            Flag.of("shell", Kind.FILE, "PATH", "Shell to start when there is no COMMAND")
                .withAlias("command")
                .withDefault("$SHELL, else /bin/sh"))
        .flag(
            Flag.of("term", Kind.FILLED_TEXT, "NAME", "Value of TERM for the program")
                .withDefault("from config.json, else xterm-256color"))
        .flag(
            Flag.of(
                "name",
                Kind.FILLED_TEXT,
                "NAME",
                "A name to call the session by; no two active sessions have the same"))
        .flag(Flag.on("keep", "Keep the session from gc when it has ended"))
        .flag(Flag.on("no-record-input", "Record only how long input is, not what it is"))
        .flag(
            Flag.of(
                    "redact",
                    Kind.FILLED_TEXT,
                    "REGEX",
                    "Replace what matches, in output and input, before it is recorded; repeatable")
                .asRepeatable()
                .withDefault("log.redact in config.json"))
        .flag(
            Flag.of(
                    "max-log-size",
                    Kind.SIZE,
                    "SIZE",
                    "Drop the oldest part of the history when it is larger than this")
                .withDefault("log.maxBytes in config.json, else no limit"))
        .flag(
            Flag.on(
                "no-integration",
                "Start a shell without having it tell of its commands; 'session run' then cannot"
                    + " wait for them"))
        .flag(Flag.on("no-trace", "Keep nothing of the session if its program cannot be started"))
        .flag(Flag.on("show-env", "Show the values of --env variables in the JSON answer"));
  }

  static CommandSpec list() {
    return row(Command.LIST, "Lists the sessions that are active, newest last.")
        .flag(Flag.on("all", "Also sessions that have ended").withLetter('a'))
        .flag(Flag.on("quiet", "Print the ids alone, one a line").withLetter('q'))
        .example("session list --all", "every session of this home")
        .example("session list -q | xargs -r session destroy", "end all that are active")
        .build();
  }

  static CommandSpec inspect() {
    return row(
            Command.INSPECT,
            "Shows a session's state, size, process, how it ended, and what was recorded. Works"
                + " when no host runs.")
        .takesSession()
        .flag(Flag.on("no-trace", "Keep nothing of the session if its program cannot be started"))
        .flag(Flag.on("show-env", "Show the values of --env variables, not only their names"))
        .flag(
            Flag.of(
                "at",
                Kind.FILLED_TEXT,
                "POINT",
                "Also what was so then: " + HistoryCommands.POINTS))
        .example("session inspect build", "all about the session called build")
        .example("session inspect last --json", "the same as JSON, for the newest session")
        .build();
  }

  static CommandSpec rename() {
    return row(
            Command.RENAME,
            "Gives a session a name to call it by, in place of the one it may have.")
        .takesSession()
        .takes(Positional.of("name", Kind.FILLED_TEXT, Arity.ONE, "The new name"))
        .example("session rename last server", "call the newest session server")
        .build();
  }

  static CommandSpec keep() {
    return row(
            Command.KEEP,
            "Keeps a session from being removed by gc, whatever its age and size, until --off."
                + " Works while the session runs and when it is over.")
        .takesSession()
        .flag(Flag.on("off", "Let gc have it again"))
        .example("session keep last", "keep the newest session")
        .example("session keep build --off", "no longer keep the session called build")
        .build();
  }

  static CommandSpec touch() {
    return row(
            Command.TOUCH,
            "Starts a session's idle time anew, as if something had been typed, without typing "
                + "anything.")
        .takesSession()
        .example("session touch build", "keep the session called build a while longer")
        .build();
  }

  static CommandSpec destroy() {
    return row(
            Command.DESTROY,
            "Ends the program of a session and every process it has started, daemons too: hang-up"
                + " first, then TERM, then KILL for what is left. The history stays readable until"
                + " gc or --purge removes it. Several are ended one after the other; if one of them"
                + " is not there, none is.")
        .takes(
            Positional.of(
                "session",
                Kind.SESSION,
                Arity.SEVERAL,
                "Ids, at least 4 characters of one, names, or 'last' for the newest session"))
        .flag(Flag.on("force", "KILL at once"))
        .flag(
            Flag.of("grace", Kind.DURATION_OR_ZERO, "TIME", "How long the program may take to end")
                .withDefault("5s"))
        .flag(Flag.on("purge", "Also remove the session's files"))
        .example("session destroy build", "end the session called build")
        .example("session destroy web db", "end these two")
        .example("session destroy last --force --purge", "end the newest one now, leave nothing")
        .build();
  }

  static CommandSpec archive() {
    return row(
            Command.ARCHIVE,
            """
            Writes everything of a session that has ended to one ZIP file: its history, its artifacts, \
            and checksums of them all. Values of --env variables are left out. A file that is there \
            already is not replaced.\
            """)
        .takesSession()
        .flag(
            Flag.of("out", Kind.FILE, "FILE", "Where to write the archive")
                .withLetter('o')
                .asRequired())
        .example("session archive build --out build.zip", "archive the session called build")
        .build();
  }

  static CommandSpec importFile() {
    return row(
            Command.IMPORT,
            """
            Makes a session of FILE, an archive of 'session archive' or an asciicast recording of any \
            version, and prints its id. It has ended, and everything that reads sessions reads it.

            Every file in an archive is compared with its checksum. Of a recording whose last line is cut \
            off, what is whole is taken. Nothing is overwritten.\
            """)
        .takes(Positional.of("file", Kind.FILE, Arity.ONE, "Archive or recording"))
        .flag(Flag.on("new-id", "Give an archived session another id"))
        .flag(Flag.on("keep", "Keep the session from gc"))
        .example("session import build.zip", "bring an archived session back")
        .example("session import demo.cast --keep", "make a session of a recording")
        .build();
  }

  static CommandSpec gc() {
    return row(
            Command.GC,
            """
            Removes the files of sessions that have ended. Active sessions are never touched, so it is \
            safe beside a running host and in cron.

            Without --home or SESSION_HOME it looks after every home used so far. Without a rule, such as \
            --older-than, everything that has ended goes: at a terminal it asks first, and elsewhere, \
            unless a home is named, it does so only with --yes.\
            """)
        .flag(Flag.on("yes", "Remove everything that has ended, without asking").withLetter('y'))
        .flag(Flag.on("dry-run", "Only say what would be removed"))
        .flag(Flag.on("stale-only", "Only sessions whose host died without ending them"))
        .flag(
            Flag.of(
                "older-than",
                Kind.DURATION,
                "TIME",
                "Only sessions that ended at least so long ago"))
        .flag(Flag.of("keep-last", Kind.COUNT, "N", "Keep the N that ended last"))
        .flag(
            Flag.of(
                "max-total-size",
                Kind.SIZE,
                "SIZE",
                "Only the oldest, until what is left is not larger than this"))
        .flag(Flag.on("quiet", "Say nothing unless something failed").withLetter('q'))
        .example("session gc --older-than 7d --quiet", "a line for a crontab")
        .example("session gc --keep-last 20 --dry-run", "what would go if 20 were kept")
        .build();
  }
}

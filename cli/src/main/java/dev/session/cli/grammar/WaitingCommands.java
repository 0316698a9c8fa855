package dev.session.cli.grammar;

/// The table's rows for waiting for something, and for holding a session against what it should be.
final class WaitingCommands {
  private static final String WAIT_TIMEOUT_MS = "600000";
  private static final String EXPECT_TIMEOUT_MS = "5000";

  private WaitingCommands() {}

  private static CommandSpec.Builder row(Command command, String description) {
    return new CommandSpec.Builder(command, description).takesSession();
  }

  static CommandSpec waitFor() {
    return row(
            Command.WAIT,
            """
            Waits until the program has ended or is quiet, or until the screen is as you describe it: \
            then all that you give must hold at once, or with --any one of it. Exit code 11 when the \
            time is up, 4 when the program ended before the screen was so; with --any and --exit \
            also if its end came first and it failed. With --json the answer is ok in all these \
            cases, since the wait itself worked: look at "matched", "timedOut" and "code".

            In a pattern, ^ and $ are the ends of lines. A blank at the end of a text or pattern is \
            one before the cursor, as behind a prompt.

            An input command prints a sequence number; with --after the screen from before that \
            input does not count. Waiting for the exit of a session that has ended answers at once, \
            without a host.\
            """)
        .flag(Flag.on("exit", "Until the program has ended"))
        .flag(
            Flag.on(
                "exit-status",
                "With --exit: exit with the program's own code, 128+n for signal n, 1 if nobody"
                    + " knows it"))
        .flag(
            Flag.of(
                "idle-ms", Kind.POSITIVE_MILLIS, "TIME", "Until nothing was printed for so long"))
        .flag(
            Flag.on(
                "command-done",
                "Until the session's shell has finished the command it was given; with --after"
                    + " one that ends after that event"))
        .flag(Flag.of("text", Kind.TEXT, "TEXT", "Until the screen has this text"))
        .flag(
            Flag.of("regex", Kind.TEXT, "PATTERN", "Until the screen has a match of this pattern"))
        .flag(Flag.of("gone", Kind.TEXT, "TEXT", "Until the screen does not have this text"))
        .flag(
            Flag.of("title", Kind.TEXT, "PATTERN", "Until the window's title has a match of this"))
        .flag(
            Flag.on("bell", "Until the bell rings; with --after it may have rung since that event"))
        .flag(
            Flag.of(
                "changed-since",
                Kind.FILLED_TEXT,
                "HASH",
                "Until the screen is not the one with this screenHash"))
        .flag(
            Flag.of(
                "screen-stable-ms",
                Kind.POSITIVE_MILLIS,
                "TIME",
                "Until the screen has not changed for so long"))
        .flag(
            Flag.of("cursor-row", Kind.COUNT, "ROW", "Until the cursor is in this row, from 0 on"))
        .flag(
            Flag.of(
                "cursor-col", Kind.COUNT, "COL", "Until the cursor is in this column, from 0 on"))
        .flag(
            Flag.on(
                "any", "One of the conditions is enough; --exit and --idle-ms may be among them"))
        .flag(
            Flag.on(
                "all",
                "All conditions must hold (this is the default); --exit and --idle-ms may be among"
                    + " them"))
        .flag(
            Flag.of(
                    "after",
                    Kind.COUNT,
                    "SEQ",
                    "Only screens that show something later than event SEQ")
                .withAlias("after-seq"))
        .flag(Flag.on("scrollback", "Look for --text and --regex also above the screen"))
        .flag(
            Flag.on(
                "ignore-echo",
                "Do not see the echo of what was typed last; with --after that is so anyway, for"
                    + " what was typed by event SEQ and later"))
        .flag(Flag.on("echo", "See that echo all the same"))
        .flag(
            Flag.of("timeout", Kind.MILLIS, "TIME", "Give up after so long; 0 for never")
                .withDefault(WAIT_TIMEOUT_MS))
        .sessionFirst()
        .example("session wait build --exit --exit-status", "wait, and exit as the program did")
        .example("session wait last --text 'Password:'", "wait until it asks")
        .example("session wait editor --screen-stable-ms 300 --after 41", "wait for a redraw")
        .example(
            "session wait server --any --exit --text 'listening on'", "until it is up, or dead")
        .build();
  }

  static CommandSpec expect() {
    return row(
            Command.EXPECT,
            """
            Fails with exit code 13 unless the session is as you describe it, or becomes so in time. \
            All that you give must hold at once. When it does not, the screen is shown with what comes \
            nearest.

            A golden screen is a file with what 'session snapshot' prints as text or as ansi; --update \
            writes it.\
            """)
        .flag(Flag.of("text", Kind.TEXT, "TEXT", "The screen has this text"))
        .flag(Flag.of("regex", Kind.TEXT, "PATTERN", "The screen has a match of this pattern"))
        .flag(Flag.on("not", "It does not have that text or match"))
        .flag(
            Flag.of(
                "style",
                Kind.FILLED_TEXT,
                "STYLES",
                "The text looks so, or all that is there: bold, no-underline, fg=red, bg=#1e1e2e,"
                    + " …; several with commas between"))
        .flag(Flag.of("row", Kind.COUNT, "ROW", "Look only in this row, from 0 on"))
        .flag(Flag.of("region", Kind.REGION, "R,C,ROWS,COLS", "Look only in this part"))
        .flag(Flag.of("cursor-row", Kind.COUNT, "ROW", "The cursor is in this row, from 0 on"))
        .flag(Flag.of("cursor-col", Kind.COUNT, "COL", "The cursor is in this column, from 0 on"))
        .flag(Flag.of("title", Kind.TEXT, "PATTERN", "The window's title has a match of this"))
        .flag(Flag.of("exit-code", Kind.COUNT, "CODE", "The program has ended with this code"))
        .flag(Flag.of("golden", Kind.FILE, "FILE", "The screen is what this file shows"))
        .flag(Flag.on("update", "Write what the screen shows to that file"))
        .flag(
            Flag.of(
                    "after",
                    Kind.COUNT,
                    "SEQ",
                    "Wait until the screen shows something later than event SEQ, but not for ever")
                .withAlias("after-seq"))
        .flag(
            Flag.of("timeout", Kind.MILLIS, "TIME", "Give it so long to become so; 0 to look once")
                .withDefault(EXPECT_TIMEOUT_MS))
        .sessionFirst()
        .example("session expect build --text 'BUILD OK' --style fg=green", "and in green")
        .example("session expect editor --golden help.txt", "the screen is that of help.txt")
        .example("session expect build --exit-code 0 --timeout 60000", "it ends well in a minute")
        .build();
  }
}

package dev.session.cli.grammar;

import dev.session.render.PaintOptions;
import dev.session.video.Pacing;
import java.util.List;

/// The table's rows for reading screens and histories.
final class ReadingCommands {
  private ReadingCommands() {}

  private static CommandSpec.Builder row(Command command, String description) {
    return new CommandSpec.Builder(command, description);
  }

  static Flag at() {
    return Flag.of("at", Kind.FILLED_TEXT, "POINT", "As it was then: " + HistoryCommands.POINTS);
  }

  static CommandSpec snapshot() {
    return row(
            Command.SNAPSHOT,
            "Prints what is on the screen of a session. A session that has ended is read from its "
                + "history.")
        .takesSession()
        .flag(
            Flag.choice(
                    "format",
                    "FORMAT",
                    List.of("structured", "text", "ansi", "html", "svg"),
                    "structured (everything), text, ansi (text with its colours), html or svg")
                .withDefault("what the name of --out says, else structured"))
        .flag(
            Flag.of(
                    "out",
                    Kind.FILE,
                    "PATH",
                    "Write to a file (.json, .txt, .ansi, .html, .svg); - is standard output")
                .withLetter('o'))
        .flag(Flag.on("include-scrollback", "Also the lines that have scrolled off the top"))
        .flag(Flag.on("include-cells", "Also each cell with its style (structured only)"))
        .flag(Flag.of("region", Kind.REGION, "R,C,ROWS,COLS", "Only this part of the screen"))
        .flag(at())
        .flag(PictureCommands.theme("Colours of html and svg"))
        .example("session snapshot editor --format text", "the screen as plain text")
        .example("session snapshot editor -o editor.html", "the same in colours, in a file")
        .example("session snapshot last --json", "the screen, cursor and modes as JSON")
        .example("session snapshot build --at -5s", "what it showed 5 seconds before its end")
        .build();
  }

  static CommandSpec log() {
    return row(
            Command.LOG,
            "Prints what is recorded of a session: the bytes its program wrote, its history as"
                + " text, or every event as a line of JSON. Works when no host runs.")
        .takesSession()
        .flag(
            Flag.on(
                "raw",
                "The bytes that the program wrote, exactly; the default, but not on a terminal"))
        .flag(
            Flag.on(
                "text",
                "As people read it: each line once, without what was painted over; full-screen"
                    + " programs are a line each. The default on a terminal"))
        .flag(Flag.on("events", "Every event as a line of JSON"))
        .flag(HistoryCommands.from("Only what came after this point"))
        .flag(HistoryCommands.to("Only what came up to this point").withDefault("the end"))
        .flag(Flag.of("since", Kind.DURATION, "TIME", "Only what came in this last time"))
        .flag(
            Flag.of(
                "tail",
                Kind.POSITIVE,
                "N",
                "Only the last N lines of text, or with --events the last N events"))
        .flag(
            Flag.on(
                    "follow",
                    "Go on with what comes, until the session ends. Text is then what comes as it"
                        + " comes, without escape sequences")
                .withLetter('f'))
        .example("session log build --raw > build.out", "everything that make printed")
        .example("session log build --text --from mark:tests", "what the tests printed, to read")
        .example("session log build --tail 20", "the last that it printed")
        .example("session log build --follow", "watch it")
        .build();
  }

  static CommandSpec poll() {
    return row(
            Command.POLL,
            "Prints the events after a sequence number as lines of JSON, the last of which tells "
                + "where to go on.")
        .takesSession()
        .flag(
            Flag.of("after", Kind.COUNT, "SEQ", "Only events after this one")
                .withDefault("from the first"))
        .flag(
            Flag.of(
                    "limit",
                    Kind.COUNT,
                    "N",
                    "At most so many, 1 to 1000; the cursor tells how many")
                .withDefault("1000"))
        .flag(
            Flag.of("wait", Kind.MILLIS, "TIME", "Wait so long for an event if there is none yet")
                .withDefault("0"))
        .example("session poll build --after 41 --wait 10000", "what came after event 41")
        .build();
  }

  static CommandSpec recordExport() {
    return row(
            Command.RECORD_EXPORT,
            """
            Writes the recording of a session to a file, whatever its state. Works when no host runs. \
            For films (gif, webm, mp4) the screens are drawn here; a page (html) brings its player.\
            """)
        .takesSession()
        .flag(
            Flag.choice(
                    "format",
                    "FORMAT",
                    List.of(
                        "asciicast", "asciicast-v2", "raw", "text", "html", "gif", "webm", "mp4"),
                    "asciicast (version 3, for asciinema), asciicast-v2 (for older players), raw"
                        + " (the bytes that were written), text (to read), html (a page that plays"
                        + " it), or a film: gif, webm, mp4")
                .withDefault("what the name of --out says"))
        .flag(
            Flag.of(
                    "out",
                    Kind.FILE,
                    "PATH",
                    "Where to write; an existing file is replaced; - is standard output")
                .withLetter('o')
                .withDefault("among the session's artifacts"))
        .flag(
            HistoryCommands.from(
                "Begin with the screen at this point, and go on with what came after it"))
        .flag(HistoryCommands.to("End with this point").withDefault("the end"))
        .flag(
            Flag.choice(
                    "timing",
                    "PACE",
                    Pacing.Timing.words(),
                    "Of films and pages: recorded, accelerated (pauses of 400 ms at most), or"
                        + " max-speed (of 16 ms at most)")
                .withDefault("recorded"))
        .flag(Flag.of("speed", Kind.SPEED, "N", "Of films and pages: so many times faster"))
        .flag(
            Flag.of(
                "idle-limit",
                Kind.DURATION,
                "TIME",
                "Of films and pages: a longer pause becomes this one"))
        .flag(
            Flag.of("fps", Kind.POSITIVE, "N", "Of films: at most so many pictures a second")
                .withDefault("30; 10 accelerated, 60 at max-speed"))
        .flag(
            Flag.of(
                    "scale",
                    Kind.POSITIVE,
                    "N",
                    "Of films: so many times the natural size, at most " + PaintOptions.SCALE_MAX)
                .withDefault("1"))
        .flag(
            Flag.on(
                "fit",
                "Of films: as large as the terminal was for most of it, larger screens shrunk (else"
                    + " as large as the largest)"))
        .flag(PictureCommands.theme("Colours of films and pages"))
        .flag(Flag.of("at", Kind.FILLED_TEXT, "POINT", "Of html: only the screen at this point"))
        .example("session export build -o build.cast", "a file to play")
        .example("session export build --idle-limit 2s -o build.gif", "for a README")
        .example("session export last --format mp4 --from mark:tests --speed 2", "a part as a film")
        .build();
  }

  static CommandSpec dashboard() {
    return row(
            Command.DASHBOARD,
            """
            Shows the sessions of a home on the whole screen: a list, the screen of the chosen one as \
            it changes, and its history to go back through. '?' tells the keys.

            Watching does nothing to a session. Attaching, screenshots and destroying are there when \
            asked for.\
            """)
        .flag(Flag.on("all", "Begin with all sessions, not only the active ones").withLetter('a'))
        .flag(
            Flag.of("session", Kind.SESSION, "SESSION", "Begin with this session").withLetter('s'))
        .withoutJson()
        .example("session dashboard", "watch what is going on")
        .example("session d --all --session build", "look into the history of one that has ended")
        .build();
  }

  static CommandSpec render() {
    return row(
            Command.RENDER,
            """
            Feeds terminal output to a terminal and prints what is then on its screen. Needs neither a \
            session nor a host.

            With --interactive it is a bare terminal for test programs: it reads what an application \
            writes on standard input and answers its questions on standard output.\
            """)
        .takes(Positional.of("file", Kind.FILE, Arity.ANY, "Files to read; standard input if none"))
        .flag(
            Flag.choice(
                    "input",
                    "FORMAT",
                    List.of("raw", "asciicast"),
                    "raw bytes, or an asciicast recording, which knows its size")
                .withDefault("raw"))
        .flag(
            Flag.choice(
                    "newlines",
                    "HOW",
                    List.of("auto", "crlf", "keep"),
                    "What a line feed without a carriage return does in raw bytes: crlf begins a"
                        + " line, as in a terminal that a program prints to; keep goes straight"
                        + " down; auto is crlf if there is no carriage return before any")
                .withDefault("auto for standard input, keep for files"))
        .flag(
            Flag.of("cols", Kind.DIMENSION, "N", "Columns of the terminal")
                .withDefault("80, or what the recording says"))
        .flag(
            Flag.of("rows", Kind.DIMENSION, "N", "Rows of the terminal")
                .withDefault("24, or what the recording says"))
        .flag(
            Flag.of("scrollback", Kind.COUNT, "N", "Lines to keep above the screen")
                .withDefault("10000"))
        .flag(
            Flag.choice(
                    "format",
                    "FORMAT",
                    List.of("structured", "text", "ansi", "html", "svg", "png"),
                    "structured (everything), text, ansi (text with its colours), or a picture:"
                        + " html, svg, png")
                .withDefault("what the name of --out says, else structured"))
        .flag(Flag.on("include-scrollback", "Also the lines that have scrolled off the top"))
        .flag(Flag.on("include-cells", "Also each cell with its style (structured only)"))
        .flag(Flag.of("region", Kind.REGION, "R,C,ROWS,COLS", "Only this part of the screen"))
        .flags(PictureCommands.look())
        .flag(
            Flag.of("out", Kind.FILE, "PATH", "Write to a file; - is standard output")
                .withLetter('o'))
        .flag(
            Flag.of(
                "replies", Kind.FILE, "PATH", "Write the terminal's answers to queries to a file"))
        .flag(Flag.of("feed-chunks", Kind.POSITIVE, "N", "Feed N bytes at a time"))
        .flag(Flag.on("interactive", "Be a bare terminal on standard input and output"))
        .example("session render --format text out.raw", "the last screen of recorded output")
        .example("ls --color=always | session render --format ansi", "the same from a pipe")
        .example("session render --window -o ls.png ls.raw", "a picture of it")
        .build();
  }
}

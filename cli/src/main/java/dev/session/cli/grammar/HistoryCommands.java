package dev.session.cli.grammar;

/// The table's rows for looking back, and the options by which commands name points of a history.
final class HistoryCommands {
  /// What a point may be, for help.
  static final String POINTS =
      "a sequence number, a time, +90s from the start, -5s from the end, or mark:NAME";

  private HistoryCommands() {}

  private static CommandSpec.Builder row(Command command, String description) {
    return new CommandSpec.Builder(command, description);
  }

  /// The part of a history that begins behind this point.
  static Flag from(String meaning) {
    return Flag.of("from", Kind.FILLED_TEXT, "POINT", meaning + ": " + POINTS);
  }

  /// The part of a history that ends with this point.
  static Flag to(String meaning) {
    return Flag.of("to", Kind.FILLED_TEXT, "POINT", meaning);
  }

  static CommandSpec search() {
    return row(
            Command.SEARCH,
            """
            Finds text on every screen that a session has shown, and says when it came, when it went, \
            and where it stood. What scrolls through the screen is found once. Works when no host runs.

            Like grep it looks at one line at a time; a line that the right edge broke counts as one. \
            The exit code is 1 if it finds nothing.\
            """)
        .takesSession()
        .takes(Positional.of("pattern", Kind.FILLED_TEXT, Arity.ONE, "What to look for"))
        .flag(Flag.on("regex", "PATTERN is a regular expression"))
        .flag(Flag.on("ignore-case", "Whatever the case of letters").withLetter('i'))
        .flag(Flag.on("first", "Only where it was seen first"))
        .flag(from("Only screens from this point on"))
        .flag(to("Only screens up to this point").withDefault("the end"))
        .flag(Flag.of("limit", Kind.POSITIVE, "N", "Tell at most so many").withDefault("1000"))
        .example("session search build 'error:'", "every error it ever showed")
        .example("session search editor --regex 'line [0-9]+' --first", "when it was first seen")
        .example("session search build warning --from mark:tests", "only since that mark")
        .build();
  }

  static CommandSpec diff() {
    return row(
            Command.DIFF,
            "Shows what changed on the screen of a session between two points of its history: rows,"
                + " cursor, title, size. Works when no host runs.")
        .takesSession()
        .flag(from("The screen before").asRequired())
        .flag(to("The screen after").withDefault("the end"))
        .example("session diff editor --from 41", "what changed since event 41")
        .example("session diff build --from mark:before --to mark:after", "between two marks")
        .build();
  }

  static CommandSpec artifactList() {
    return row(
            Command.ARTIFACT_LIST,
            "Lists the pictures, snapshots, recordings and videos that were made from a session,"
                + " those among its files and those put elsewhere, and whether they are still"
                + " there.")
        .takesSession()
        .example("session artifact list build", "what there is of build")
        .build();
  }

  static CommandSpec artifactPath() {
    return row(Command.ARTIFACT_PATH, "Prints the absolute path of an artifact, for scripts.")
        .takesSession()
        .takes(Positional.of("artifact", Kind.FILLED_TEXT, Arity.ONE, "Its file name or id"))
        .example("session artifact path build screenshot-7-reference-dark.png", "where it is")
        .build();
  }

  static CommandSpec artifactVerify() {
    return row(
            Command.ARTIFACT_VERIFY,
            "Compares every artifact of a session with the SHA-256 in its manifest; exit code 1"
                + " where one is missing or has changed.")
        .takesSession()
        .example("session artifact verify build", "is everything as it was made?")
        .build();
  }

  static CommandSpec play() {
    return row(
            Command.PLAY,
            """
            Plays the history of a session, or a recording in a file, in your own terminal. Space pauses, \
            the left and right arrows go 5 seconds back and forward, + and - change the speed, [ and ] go \
            to the mark before and after, q ends it.\
            """)
        .takes(
            Positional.of(
                "recording",
                Kind.FILLED_TEXT,
                Arity.ONE,
                "A session, an asciicast file of any version, an archive, or - for standard input"))
        .flag(Flag.of("speed", Kind.SPEED, "N", "So many times faster"))
        .flag(Flag.of("idle-limit", Kind.DURATION, "TIME", "A longer pause becomes this one"))
        .flag(Flag.on("loop", "Begin again at the end"))
        .withoutJson()
        .example("session play last", "see again what happened")
        .example("session play demo.cast --speed 2 --idle-limit 1s", "a file, quickly")
        .build();
  }
}

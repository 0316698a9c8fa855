package dev.session.cli.grammar;

import dev.session.render.PaintOptions;
import java.util.List;

/// The table's rows for pictures, and the options that commands which make them share.
final class PictureCommands {
  private PictureCommands() {}

  /// The option that names the theme; without it the root option `--profile` holds.
  static Flag theme(String meaning) {
    return Flag.of("theme", Kind.FILLED_TEXT, "NAME", meaning).withDefault("--profile");
  }

  /// What a picture looks like.
  static List<Flag> look() {
    return List.of(
        theme("Colours of the picture"),
        Flag.of(
                "scale",
                Kind.POSITIVE,
                "N",
                "So many times the natural size, at most " + PaintOptions.SCALE_MAX)
            .withDefault("1"),
        Flag.on("show-cursor", "Draw the cursor, where the program shows it"),
        Flag.on("hide-cursor", "Do not draw the cursor (this is the default)"),
        Flag.of("highlight", Kind.FILLED_TEXT, "TEXT", "Mark this text wherever it stands")
            .asRepeatable(),
        Flag.of("highlight-regex", Kind.FILLED_TEXT, "PATTERN", "Mark what matches this pattern")
            .asRepeatable(),
        Flag.on("window", "Draw a window around it: title bar, padding, shadow"));
  }

  static CommandSpec screenshot() {
    return new CommandSpec.Builder(
            Command.SCREENSHOT,
            """
            Makes a picture of what is on the screen of a session, and notes it among the session's \
            artifacts. A session that has ended is read from its history; no host is needed then.

            The same screen gives the same bytes on every machine. Characters that no bundled font has \
            are drawn as boxes with their code and listed in the answer.\
            """)
        .takesSession()
        .flag(
            Flag.choice("format", "FORMAT", List.of("png", "svg"), "png or svg")
                .withDefault("what the name of --out says, else png"))
        .flag(
            Flag.of(
                    "out",
                    Kind.FILE,
                    "PATH",
                    "Where to write; an existing file is replaced; - is standard output")
                .withLetter('o')
                .withDefault("among the session's artifacts"))
        .flags(look())
        .flag(Flag.of("region", Kind.REGION, "R,C,ROWS,COLS", "Only this part of the screen"))
        .flag(ReadingCommands.at())
        .example("session screenshot editor --out editor.png", "what the editor shows")
        .example("session screenshot build --at -5s --window -o end.svg", "its last seconds")
        .example("session screenshot last --scale 2 --highlight error", "large, and marked")
        .build();
  }
}

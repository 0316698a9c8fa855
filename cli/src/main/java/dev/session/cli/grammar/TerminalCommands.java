package dev.session.cli.grammar;

import dev.session.input.MouseAction;
import dev.session.input.WheelDirection;
import java.util.List;

/// The table's rows for what people and scripts do at a session's terminal besides typing: mouse,
/// focus, modes, attaching, holding the input.
final class TerminalCommands {
  private TerminalCommands() {}

  private static CommandSpec.Builder row(Command command, String description) {
    return new CommandSpec.Builder(command, description).takesSession();
  }

  static CommandSpec mouse() {
    return row(
            Command.MOUSE,
            """
            Does something with the mouse as the program in the session has asked to be told of it. Rows \
            and columns count from 0. A text or regular expression is looked for on the screen at that \
            very moment, and the mouse goes to its first cell.

            A drag passes every cell on its way. It ends at a second ROW COL, or with --to-text at the \
            last cell of a text. Where the program has not asked for the mouse, but for alternate \
            scrolling, the wheel presses cursor keys as it does in other terminals.\
            """)
        .takes(
            Positional.choice(
                "action", MouseAction.words(), "click, down, up, move, drag or scroll"))
        .takes(
            Positional.of(
                "cells", Kind.COUNT, Arity.ANY, "ROW COL; for a drag also where it ends, ROW COL"))
        .flag(Flag.of("on-text", Kind.FILLED_TEXT, "TEXT", "At this text"))
        .flag(
            Flag.of(
                "on-regex", Kind.FILLED_TEXT, "REGEX", "At what this regular expression matches"))
        .flag(
            Flag.of("nth", Kind.POSITIVE, "N", "At the Nth place, from the top left")
                .withDefault("1"))
        .flag(Flag.of("to-text", Kind.FILLED_TEXT, "TEXT", "Drag to the end of this text"))
        .flag(
            Flag.of(
                    "button",
                    Kind.FILLED_TEXT,
                    "B",
                    "left, middle, right, or a number from 1 to 11")
                .withDefault("left"))
        .flag(
            Flag.choice(
                    "direction",
                    "WAY",
                    WheelDirection.words(),
                    "Where to scroll: up, down, left or right")
                .withDefault("down"))
        .flag(
            Flag.of("times", Kind.POSITIVE, "N", "Click so often; scroll so far").withDefault("1"))
        .flag(
            Flag.of("modifiers", Kind.FILLED_TEXT, "M", "Keys held meanwhile, such as ctrl+shift"))
        .flag(Flag.on("force", "Also where the program did not ask for it"))
        .sessionFirst()
        .example("session mouse last click --on-text OK", "click a button")
        .example("session mouse ui drag 2 0 2 40", "select with the mouse")
        .example("session mouse ui scroll 10 10 --direction up --times 3", "turn the wheel")
        .build();
  }

  static CommandSpec focus() {
    return row(
            Command.FOCUS,
            "Tells the program that its terminal has got the focus or lost it, where the program"
                + " has asked to be told (mode 1004).")
        .takes(Positional.choice("change", List.of("in", "out"), "in or out"))
        .flag(Flag.on("force", "Also where the program did not ask for it"))
        .sessionFirst()
        .example("session focus editor out", "what an editor that saves on leaving waits for")
        .build();
  }

  static CommandSpec modes() {
    return row(
            Command.MODES,
            "Shows what the program has set in its terminal: which mouse reports, keyboard"
                + " protocols and other modes. Of a session that is over, as it was at its end.")
        .flag(
            Flag.of(
                "at",
                Kind.FILLED_TEXT,
                "POINT",
                "As it was at an event's number, a time, mark:NAME, or -5s before the end"))
        .example("session modes last", "why a click is refused")
        .build();
  }

  static CommandSpec attach() {
    return attached(
            new CommandSpec.Builder(
                    Command.ATTACH,
                    """
                    Shows a live session in this terminal and gives it what is typed here, until Ctrl-\\ d is \
                    pressed or the session ends. Others may be attached at the same time. The session gets the \
                    size of the smallest terminal that is attached to type.

                    What the program prints is drawn here by this command. Nothing of it reaches this terminal \
                    unseen: it cannot read the clipboard, ask the terminal questions, or leave it in disorder.\
                    """)
                .takes(
                    Positional.of(
                        "session",
                        Kind.SESSION,
                        Arity.OPTIONAL,
                        "Id, at least 4 characters of one, or name; the newest that runs if none")))
        .flag(Flag.on("read-only", "Only watch: nothing is typed, the session's size stays"))
        .flag(
            Flag.on(
                "own-size", "The session takes the size of this terminal, whoever else is there"))
        .example("session attach", "use the newest session that runs")
        .example("session attach build --read-only", "watch what a script does")
        .build();
  }

  private static CommandSpec.Builder attached(CommandSpec.Builder row) {
    return row.flag(
            Flag.on("hold", "Be the only one who types; others are refused while this is attached"))
        .flag(
            Flag.of(
                    "detach-keys",
                    Kind.FILLED_TEXT,
                    "KEYS",
                    "The keys that leave the session, named as for send-keys, with blanks between")
                .withDefault("ctrl+\\ d"))
        .withoutJson();
  }

  static CommandSpec recordSteps() {
    return attached(
            row(
                Command.RECORD_STEPS,
                """
                Attaches this terminal to a session and writes down what is typed, as steps for \
                'session batch --file': texts, keys, clicks, and between them waits for the screen. The file \
                is written when the session is left.\
                """))
        .takes(Positional.of("file", Kind.FILE, Arity.ONE, "The file to write; must not exist yet"))
        .example(
            "session record-steps ui login.json", "then: session batch other --file login.json")
        .build();
  }

  static CommandSpec hold() {
    return row(
            Command.HOLD,
            """
            Has the session take input from the holder only, for a while at most; everybody else's is \
            refused with SESSION_HELD. Reading, waiting and watching are not affected. Prints the hold's \
            key: commands that find it in the environment as SESSION_HOLD are the holder's. The holder \
            calling it again begins the time anew.\
            """)
        .flag(Flag.of("for", Kind.DURATION, "TIME", "How long at most, up to 1d").withDefault("1m"))
        .flag(Flag.of("by", Kind.FILLED_TEXT, "NAME", "What others are told about who holds it"))
        .example(
            "export SESSION_HOLD=$(session hold ui --for 30s)", "the lines below are undisturbed")
        .build();
  }

  static CommandSpec release() {
    return row(Command.RELEASE, "Ends the hold whose key is in SESSION_HOLD.")
        .flag(Flag.on("force", "End it whoever holds it"))
        .example("session release ui", "others may type again")
        .build();
  }
}

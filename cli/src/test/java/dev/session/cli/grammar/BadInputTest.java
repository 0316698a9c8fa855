package dev.session.cli.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Argument lists that are wrong: the code, the sentence, and that all of them exit with 2.
class BadInputTest {
  private static UsageException refused(String... args) {
    var refused = assertThrows(UsageException.class, () -> Parser.parse(args));
    assertEquals(2, refused.failure().code().exitCode());
    return refused;
  }

  /// Columns: arguments separated by blanks, code, sentence.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          crate                         | INVALID_INPUT      | Unknown command 'crate'. Did you mean 'create'?
          frobnicate                    | INVALID_INPUT      | Unknown command 'frobnicate'. 'session help' lists them all.
          recrod export                 | INVALID_INPUT      | Unknown command 'recrod'. Did you mean 'record'?
          record exprt                  | INVALID_INPUT      | Unknown command 'record exprt'. Did you mean 'record export'?
          help crate                    | INVALID_INPUT      | Unknown command 'crate'. Did you mean 'create'?
          create --colz 3               | INVALID_INPUT      | Unknown option '--colz' for 'session create'. Did you mean '--cols'?
          list --josn                   | INVALID_INPUT      | Unknown option '--josn' for 'session list'. Did you mean '--json'?
          list -x                       | INVALID_INPUT      | Unknown option '-x' for 'session list'.
          type s -5                     | INVALID_INPUT      | Unknown option '-5' for 'session type'. Write -- before text that begins with a dash.
          create bash -l                | INVALID_INPUT      | Unknown option '-l' for 'session create'. Write -- before a command that has options of its own.
          --cols 3 create               | INVALID_INPUT      | Unknown option '--cols' before a command; a command's options come after its name.
          list --all=yes                | INVALID_INPUT      | --all takes no value.
          create --cols                 | INVALID_INPUT      | --cols needs a value: --cols N.
          create --name --json          | INVALID_INPUT      | --name needs a value, and '--json' is an option; to give that text, write --name=--json.
          create --name --              | INVALID_INPUT      | --name needs a value, and '--' is an option; to give that text, write --name=--.
          inspect                       | INVALID_INPUT      | 'session inspect' needs SESSION.
          send-keys s                   | INVALID_INPUT      | 'session send-keys' needs KEYS.
          resize s --cols 3             | INVALID_INPUT      | 'session resize' needs --rows N.
          list x                        | INVALID_INPUT      | Unexpected argument 'x' for 'session list'.
          type s hello world            | INVALID_INPUT      | Unexpected argument 'world' for 'session type'. Put text with blanks in quotes.
          export s --format webp        | INVALID_INPUT      | --format must be asciicast, asciicast-v2, raw, text, html, gif, webm or mp4, not 'webp'. Did you mean 'webm'?
          snapshot s --format txt       | INVALID_INPUT      | --format must be structured, text, ansi, html or svg, not 'txt'. Did you mean 'text'?
          completion tcsh               | INVALID_INPUT      | SHELL must be bash, zsh or fish, not 'tcsh'.
          completion bash --json        | INVALID_INPUT      | 'session completion' has no JSON answer; leave out --json.
          create --cols 0               | INVALID_DIMENSIONS | --cols must be a whole number from 1 to 10000, not '0'.
          create --rows 10001           | INVALID_DIMENSIONS | --rows must be a whole number from 1 to 10000, not '10001'.
          create --cols 10x             | INVALID_DIMENSIONS | --cols must be a whole number from 1 to 10000, not '10x'.
          create --env =x               | INVALID_INPUT      | --env must be KEY=VALUE, with a key of letters, digits and _ that begins with no digit, not '=x'.
          create --env A=1 --env B      | INVALID_INPUT      | --env must be KEY=VALUE, with a key of letters, digits and _ that begins with no digit, not 'B'.
          create --idle-timeout-ms -1   | INVALID_INPUT      | --idle-timeout-ms must be milliseconds, or a time such as 500ms, 30s or 5m, not '-1'.
          create --ttl 5                | INVALID_DURATION   | --ttl must be a length of time such as 500ms, 5s or 1m30s, or 0, not '5'.
          gc --older-than 0d            | INVALID_DURATION   | --older-than must be a length of time such as 30s, 90m, 7d12h or 2w, not '0d'.
          gc --max-total-size 10X       | INVALID_INPUT      | --max-total-size must be a size such as 500M or 10G, not '10X'.
          snapshot s --region 0,0,0,5   | INVALID_INPUT      | --region must be R,C,ROWS,COLS, four whole numbers, the first two counted from 0, not '0,0,0,5'.
          list --timeout-ms 5x          | INVALID_DURATION   | --timeout-ms must be milliseconds, 1 or more, or a time such as 500ms, 30s or 5m, not '5x'.
          --home relative list          | INVALID_INPUT      | --home must be an absolute path, not 'relative'.
          --home= list                  | INVALID_INPUT      | --home must be an absolute path, not ''.
          list --log-level loud         | INVALID_INPUT      | --log-level must be debug, info, warn or error, not 'loud'.
          list --renderer ghostty-web   | INVALID_INPUT      | --renderer must be builtin, not 'ghostty-web'.
          inspect ../x                  | INVALID_SESSION_ID | The session '../x' contains '/'; give an id, at least 4 characters of one, a name, or 'last'.
          resize .. --cols 0 --rows 1   | INVALID_SESSION_ID | The session '..' is a directory name; give an id, at least 4 characters of one, a name, or 'last'.
          """)
  void isRefusedWithCodeAndSentence(String line, ErrorCode code, String sentence) {
    var failure = refused(line.split(" ", -1)).failure();
    assertEquals(sentence, failure.sentence());
    assertEquals(code, failure.code());
  }

  @Test
  void errorTellsMachinesWhatWasExpectedWhere() {
    var details = refused("create", "--cols", "abc").failure().details().fields("");
    assertEquals("--cols", details.string("argument"));
    assertEquals("abc", details.string("value"));
    assertEquals("a whole number from 1 to 10000", details.string("expectedFormat"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "record", "home", "--json", "--no-color record"})
  void missingCommandIsAnsweredByHelp(String line) {
    var refused = refused(line.isEmpty() ? new String[0] : line.split(" ", -1));
    assertTrue(refused.incomplete());
    assertEquals(
        line.endsWith("record")
            ? new Topic.Group("record")
            : line.equals("home") ? new Topic.Group("home") : Topic.PROGRAM,
        refused.topic());
  }

  @Test
  void errorKnowsHowMuchWasUnderstood() {
    assertEquals(new Topic.Of(Command.CREATE), refused("create", "--colz").topic());
    assertEquals(new Topic.Group("record"), refused("record", "x").topic());
    assertEquals(Topic.PROGRAM, refused("crate").topic());
    assertEquals(Topic.PROGRAM, refused("list", "--home", "x").topic());
    assertFalse(refused("crate").incomplete());
  }

  @Test
  void sessionsThatCannotBeAreRefusedForEveryCommandThatTakesOne() {
    var refusedBy = new ArrayList<Command>();
    for (var command : Command.values()) {
      var spec = command.spec();
      if (spec.positionals().isEmpty() || spec.positionals().getFirst().kind() != Kind.SESSION) {
        continue;
      }
      for (var bad : List.of("", " ", ".", "..", "a/b", "a\\b", "a\nb", "a\0b", "x".repeat(300))) {
        var args = new ArrayList<>(List.of(command.path().split(" ", -1)));
        args.add(bad);
        for (var positional : spec.positionals().subList(1, spec.positionals().size())) {
          args.add(positional.kind() == Kind.SIGNAL ? "TERM" : "x");
        }
        for (var flag : spec.flags()) {
          if (flag.required()) {
            args.add(flag.label());
            args.add(flag.choices().isEmpty() ? "1" : flag.choices().getFirst());
          }
        }
        assertEquals(
            ErrorCode.INVALID_SESSION_ID,
            refused(args.toArray(String[]::new)).failure().code(),
            () -> args.toString());
      }
      refusedBy.add(command);
    }
    assertTrue(refusedBy.contains(Command.TYPE) && refusedBy.contains(Command.LOG));
  }

  @Test
  void messagesCannotSteerTheTerminal() {
    var sentence = refused("\u001b]0;title\u0007\u009b31m\u202e").failure().sentence();
    assertTrue(
        sentence.chars().noneMatch(c -> c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x202e),
        sentence);
  }

  @Test
  void longValuesAreCutInMessages() {
    var sentence = refused("create", "--cols", "9".repeat(100_000)).failure().sentence();
    assertTrue(sentence.length() < 300, sentence);
  }
}

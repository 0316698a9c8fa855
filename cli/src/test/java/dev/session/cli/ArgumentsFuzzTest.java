package dev.session.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.cli.grammar.Command;
import dev.session.cli.grammar.Parsed;
import dev.session.cli.grammar.Parser;
import dev.session.cli.grammar.RootFlags;
import dev.session.cli.grammar.UsageException;
import dev.session.cli.output.Appearance;
import dev.session.cli.output.Console;
import dev.session.error.ErrorCode;
import dev.session.json.JsonObject;
import dev.session.testing.Seed;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random arguments, most of them nonsense: whatever they are, the answer is a result or a sentence
/// with a code of the contract, and nothing has an effect.
///
/// `-Pfuzz` for a long run, `-Dfuzz.seed=N` for the same one again.
class ArgumentsFuzzTest {
  private static final int CALLS = 4_000 * Seed.factor();
  private static final int WORDS_MAX = 7;

  /// What would work as it is meant to, if arguments for it should happen to be right: these start
  /// processes or read standard input. They are only parsed.
  private static final Set<Command> AT_WORK =
      EnumSet.of(
          Command.CREATE,
          Command.HOST_RUN,
          Command.PIPE,
          Command.HOST_RESTART,
          Command.DOCTOR,
          Command.DEMO,
          Command.RENDER,
          Command.TYPE,
          Command.PASTE,
          Command.RUN);

  private static final List<String> SCRAPS =
      List.of(
          "",
          "-",
          "--",
          "---",
          "-x",
          "--=",
          "=",
          " ",
          ".",
          "..",
          "last",
          "0",
          "-1",
          "1e9",
          "٣",
          "99999999999999999999",
          "\0",
          "\u001b[31m",
          "\u202e",
          "\ud800",
          "😀",
          "a\nb",
          "a/b",
          "%s",
          "${x}",
          "--json",
          "--no-json",
          "--help",
          "-h",
          "--home",
          "--home=/nowhere",
          "--timeout-ms",
          "01ARZ3NDEKTSV4RRFFQ69G5FAV",
          "mark:",
          "mark:x",
          "-5s",
          "+90s",
          "12:00",
          "C-a",
          "F99",
          "80x24",
          "[",
          "(a+)+b",
          "x".repeat(5_000));

  private final Path directory;

  /// Call 3,529 of it was an `import` of a path that no file system takes, told as a defect.
  private static final long SEED_OF_A_BAD_PATH = -2_724_423_729_522_166_381L;

  private long seed = Seed.get();
  private final Random random = new Random(seed);
  private final List<String> vocabulary = vocabulary();

  ArgumentsFuzzTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private static List<String> vocabulary() {
    var words = new TreeSet<String>(SCRAPS);
    for (var command : Command.values()) {
      words.addAll(Arrays.asList(command.path().split(" ", -1)));
      words.addAll(command.aliases());
      for (var flag : command.spec().flags()) {
        words.add(flag.label());
        words.add(flag.label() + "=");
        words.addAll(flag.choices());
      }
    }
    return List.copyOf(words);
  }

  private String[] words() {
    var words = new ArrayList<String>();
    if (random.nextInt(4) > 0) {
      var command = Command.values()[random.nextInt(Command.values().length)];
      words.addAll(Arrays.asList(command.path().split(" ", -1)));
    }
    for (int left = random.nextInt(WORDS_MAX); left > 0; left--) {
      words.add(word());
    }
    return words.toArray(String[]::new);
  }

  private String word() {
    var word = vocabulary.get(random.nextInt(vocabulary.size()));
    return switch (random.nextInt(8)) {
      case 0 -> word + "=" + SCRAPS.get(random.nextInt(SCRAPS.size()));
      case 1 -> word.isEmpty() ? word : word.substring(random.nextInt(word.length()));
      case 2 -> word + (char) random.nextInt(0x300);
      default -> word;
    };
  }

  @Test
  void whateverTheArgumentsAreTheAnswerIsOfTheContract() throws Exception {
    assertCallsAreOfTheContract();
  }

  @Test
  void theCallsOfTheSeedWithABadPathAreOfTheContract() throws Exception {
    seed = SEED_OF_A_BAD_PATH;
    random.setSeed(seed);
    assertCallsAreOfTheContract();
  }

  @Test
  void aPathThatNoFileSystemTakesIsWrongInput() throws Exception {
    for (var path : List.of("\0", "a\0b", "\ud800")) {
      for (var words :
          List.of(
              new String[] {"import", path},
              new String[] {"play", path},
              new String[] {"render", path},
              new String[] {"home", "forget", path})) {
        assertOfTheContract(exitCodes(), Arrays.toString(words), words);
      }
    }
  }

  private static Set<Integer> exitCodes() {
    var exitCodes = new TreeSet<>(List.of(0));
    for (var code : ErrorCode.values()) {
      exitCodes.add(code.exitCode());
    }
    return exitCodes;
  }

  private void assertCallsAreOfTheContract() throws Exception {
    var exitCodes = exitCodes();
    for (int call = 0; call < CALLS; call++) {
      var words = words();
      var about = "seed " + seed + ", call " + call + ": " + Arrays.toString(words);
      try {
        if (isCarriedOut(words)) {
          assertOfTheContract(exitCodes, about, words);
        }
      } catch (RuntimeException e) {
        throw new AssertionError(about, e);
      }
    }
    assertFalse(Files.exists(directory.resolve("home")), "a home was made; seed " + seed);
  }

  private static boolean isCarriedOut(String... words) {
    try {
      return !(Parser.parse(words) instanceof Parsed.Run run) || !AT_WORK.contains(run.command());
    } catch (UsageException refused) {
      return true;
    }
  }

  private void assertOfTheContract(Set<Integer> exitCodes, String about, String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var plain = Appearance.of(false, false, Map.of());
    var environment =
        Map.of(
            "HOME", directory.toString(),
            "SESSION_HOME", directory.resolve("home").toString(),
            "XDG_STATE_HOME", directory.toString());
    int code = new Main(new Console(out, err, plain, plain), environment).execute(words);
    var said = out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    assertTrue(exitCodes.contains(code), () -> about + " exits with " + code);
    assertFalse(said.contains("This is a defect"), () -> about + " says " + said);
    assertFalse(said.contains("\tat dev.session"), () -> about + " says " + said);
    assertFalse(said.contains("\u001b"), () -> about + " says " + said);
    if (Parser.hasSwitch(RootFlags.JSON, words) && code != 0) {
      var envelope = JsonObject.parse(out.toString(StandardCharsets.UTF_8)).fields("");
      assertFalse(envelope.bool("ok"), about);
      var error = envelope.fields("error");
      assertEquals(code, ErrorCode.valueOf(error.string("code")).exitCode(), about);
    }
  }
}

package dev.session.cli.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every call in the documents and skills names a command that there is, with options that it has:
/// also those in running text and in blocks that cannot be run.
class DocumentedCallsTest {
  private static final Path REPOSITORY = Path.of("..");
  private static final Pattern CALL = Pattern.compile("(?<![\\w/.-])session((?: +[^\\s`|;)]+)+)");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

  /// What a model can afford to read before each task.
  private static final int SKILL_TOKENS_MAX = 1_500;

  private static final Pattern TOKEN = Pattern.compile("\\w{1,6}|[^\\w\\s]");

  static List<Path> documents() throws IOException {
    var documents = new ArrayList<Path>();
    for (var place : List.of("", "docs", "dist/src/main/session/share/session/skills")) {
      try (Stream<Path> files = Files.walk(REPOSITORY.resolve(place), place.isEmpty() ? 1 : 3)) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
      }
    }
    return documents;
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyCallIsOneThatThereIs(Path document) throws IOException {
    var wrong = new ArrayList<String>();
    for (var call : calls(Files.readString(document))) {
      var words = List.of(call.strip().split("\\s+", -1));
      var command = command(words);
      if (command == null) {
        if (!words.getFirst().matches("[A-Z-].*|…")) { // a placeholder, an option
          wrong.add("no such command: session" + call);
        }
        continue;
      }
      for (var word : words) {
        if (word.equals("--")) {
          break;
        }
        if (word.startsWith("--") && !hasOption(command, word.replaceFirst("[=\\[,.:].*", ""))) {
          wrong.add("no such option " + word + ": session" + call);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static List<String> calls(String text) {
    var code = new ArrayList<String>();
    boolean fenced = false;
    for (var line : text.lines().toList()) {
      if (line.startsWith("```")) {
        fenced = !fenced;
      } else if (fenced) {
        code.add(line.replaceFirst("(^|\\s)#.*", ""));
      } else {
        CODE.matcher(line).results().forEach(result -> code.add(result.group(1)));
      }
    }
    var calls = new ArrayList<String>();
    for (var line : code) {
      CALL.matcher(line).results().forEach(result -> calls.add(result.group(1)));
    }
    return calls;
  }

  private static @Nullable Command command(List<String> words) {
    var commands = words.stream().filter(word -> !word.startsWith("--")).toList();
    if (commands.isEmpty()) {
      return Command.HELP;
    }
    var command = Command.called(commands.getFirst());
    if (command == null && commands.size() > 1) {
      command = Command.called(commands.get(0) + " " + commands.get(1).replaceAll("[,.]$", ""));
    }
    return command == null && !Command.ofGroup(commands.getFirst()).isEmpty()
        ? Command.HELP
        : command;
  }

  private static boolean hasOption(Command command, String word) {
    return Stream.concat(command.spec().flags().stream(), RootFlags.all().stream())
        .anyMatch(flag -> flag.isSpelled(word));
  }

  /// Counted so that it is more rather than less than what a model counts.
  @Test
  void theSkillIsShort() throws IOException {
    var skill = REPOSITORY.resolve("dist/src/main/session/share/session/skills/session/SKILL.md");
    long tokens = TOKEN.matcher(Files.readString(skill)).results().count();
    assertTrue(tokens < SKILL_TOKENS_MAX, tokens + " tokens");
  }
}

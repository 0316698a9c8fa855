package dev.session.cli.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every row of the table must keep to.
class CommandTableTest {
  @ParameterizedTest
  @EnumSource
  void rowBelongsToItsCommand(Command command) {
    assertEquals(command, command.spec().command());
  }

  @ParameterizedTest
  @EnumSource
  void nothingHasTwoMeanings(Command command) {
    var spec = command.spec();
    var names = new HashSet<String>();
    for (var positional : spec.positionals()) {
      assertTrue(names.add(positional.name()), positional.name());
    }
    for (var flag : spec.flags()) {
      assertTrue(names.add(flag.name()), flag.name());
    }
    var spellings = new HashSet<String>();
    var every = new ArrayList<>(spec.flags());
    every.addAll(RootFlags.all());
    for (var flag : every) {
      assertTrue(spellings.add(flag.label()), flag.label());
      for (var alias : flag.aliases()) {
        assertTrue(spellings.add("--" + alias), alias);
      }
      if (flag.letter() != null) {
        assertTrue(spellings.add("-" + flag.letter()), flag.label());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheLastPositionalMayBeLeftOutOrRepeat(Command command) {
    var positionals = command.spec().positionals();
    for (int i = 0; i < positionals.size() - 1; i++) {
      assertEquals(Arity.ONE, positionals.get(i).arity());
    }
  }

  @ParameterizedTest
  @EnumSource
  void choicesAreThereExactlyForChoices(Command command) {
    var parameters = new ArrayList<Parameter>(command.spec().flags());
    parameters.addAll(command.spec().positionals());
    for (var parameter : parameters) {
      assertEquals(
          parameter.kind() == Kind.CHOICE, !parameter.choices().isEmpty(), parameter.label());
    }
    for (var flag : command.spec().flags()) {
      assertEquals(flag.takesValue(), !flag.placeholder().isEmpty(), flag.label());
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyCommandIsExplained(Command command) {
    var spec = command.spec();
    assertFalse(command.summary().endsWith("."), command.summary());
    assertTrue(command.summary().length() <= 60, command.summary());
    assertTrue(spec.description().endsWith("."), spec.description());
    assertFalse(spec.examples().isEmpty());
    for (var flag : spec.flags()) {
      assertFalse(flag.meaning().endsWith("."), flag.meaning());
    }
  }

  @ParameterizedTest
  @EnumSource
  void examplesParse(Command command) {
    for (var example : command.spec().examples()) {
      var parsed = Parser.parse(argumentsOf(example.line()));
      var shown = parsed instanceof Parsed.Run run ? run.command() : Command.HELP;
      assertEquals(command, shown, example.line());
      if (parsed instanceof Parsed.Run run) {
        run.arguments().check();
      }
    }
  }

  // The words of the call of session in a shell line: 'quoted' words are one.
  private static String[] argumentsOf(String line) {
    int start = line.indexOf("session ");
    assertNotEquals(-1, start, line);
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    boolean quoted = false;
    for (char c : (line.substring(start + "session ".length()) + " ").toCharArray()) {
      if (c == '\'') {
        quoted = !quoted;
      } else if (!quoted && (c == '|' || c == '>' || c == ')')) {
        if (!word.isEmpty()) {
          words.add(word.toString());
        }
        break;
      } else if (!quoted && c == ' ') {
        if (!word.isEmpty()) {
          words.add(word.toString());
          word.setLength(0);
        }
      } else {
        word.append(c);
      }
    }
    return List.copyOf(words).toArray(String[]::new);
  }
}

package dev.session.cli.batch;

import dev.session.cli.grammar.Kind;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.TerminalSize;
import dev.session.input.Key;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonException;
import dev.session.json.JsonFields;
import dev.session.json.JsonNumber;
import dev.session.json.JsonObject;
import dev.session.json.JsonString;
import dev.session.message.MouseRequest;
import dev.session.message.WaitScreenRequest;
import dev.session.process.Signals;
import dev.session.screen.ScreenConditions;
import dev.session.screen.SnapshotFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// The steps of a batch, all of them checked.
public final class Plan {
  private static final long WAIT_MILLIS = 600_000;
  private static final long RUN_MILLIS = 30_000;

  private final Consumer<JsonFields> checkExpectation;

  private Plan(Consumer<JsonFields> checkExpectation) {
    this.checkExpectation = checkExpectation;
  }

  /// The steps that `document` describes.
  ///
  /// @param checkExpectation throws for an expectation that makes no sense
  /// @throws SessionException INVALID_INPUT or INVALID_KEYS; its details tell which step is wrong
  public static List<Step> of(Json document, Consumer<JsonFields> checkExpectation) {
    if (!(document instanceof JsonArray array) || array.values().isEmpty()) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "The steps are a JSON array (or YAML list) of at least one step, such as [{\"type\":"
              + " \"ls\"}].");
    }
    var plan = new Plan(checkExpectation);
    var steps = new ArrayList<Step>();
    for (var value : array.values()) {
      steps.add(plan.step(value, steps.size()));
    }
    return steps;
  }

  private Step step(Json value, int index) {
    try {
      if (!(value instanceof JsonObject object)) {
        throw wrong("it is " + value.kind() + ", not an object");
      }
      var verbs = new ArrayList<>(object.members().keySet());
      verbs.retainAll(
          Set.of(
              "type",
              "paste",
              "sendKeys",
              "mouse",
              "run",
              "wait",
              "mark",
              "resize",
              "signal",
              "snapshot",
              "screenshot",
              "expect"));
      if (verbs.size() != 1) {
        throw wrong(
            "it needs exactly one of type, paste, sendKeys, mouse, run, wait, expect, mark,"
                + " resize, signal, snapshot and screenshot");
      }
      var fields = inMillis(object).fields("");
      var step = read(verbs.getFirst(), fields);
      fields.end();
      return step;
    } catch (JsonException e) {
      throw bad(index, ErrorCode.INVALID_INPUT, String.valueOf(e.getMessage()), e);
    } catch (SessionException e) {
      throw bad(index, e.code(), e.sentence(), e);
    }
  }

  /// A step whose `timeout`, and that of what it waits for or expects, is a number, if it was
  /// written with units.
  private static JsonObject inMillis(JsonObject step) {
    var numbers = JsonObject.builder();
    step.members()
        .forEach(
            (name, value) ->
                numbers.put(
                    name,
                    switch (value) {
                      case JsonObject inner -> inMillis(inner);
                      case JsonString(String time) when name.equals("timeout") -> millis(time);
                      default -> value;
                    }));
    return numbers.build();
  }

  private static JsonNumber millis(String time) {
    var millis = Kind.MILLIS.read(time, List.of());
    if (millis instanceof Long number) {
      return JsonNumber.of(number);
    }
    throw wrong("timeout must be " + Kind.MILLIS.expectation(List.of()) + ", not '" + time + "'");
  }

  private static SessionException wrong(String what) {
    return new SessionException(ErrorCode.INVALID_INPUT, what + ".");
  }

  private static SessionException bad(
      int index, ErrorCode code, String issue, RuntimeException cause) {
    return new SessionException(
        code,
        "Step " + index + " of the batch is wrong: " + issue,
        JsonObject.builder()
            .put("stepIndex", index)
            .put("issues", JsonArray.ofStrings(List.of(issue)))
            .build(),
        cause);
  }

  private Step read(String verb, JsonFields fields) {
    return switch (verb) {
      case "type" -> new Step.Type(filled(fields, verb));
      case "paste" -> new Step.Paste(filled(fields, verb));
      case "sendKeys" -> sendKeys(fields);
      case "mouse" -> mouse(fields.fields(verb));
      case "run" -> run(fields);
      case "wait" -> waitStep(fields.fields(verb));
      case "mark" -> new Step.Mark(fields.string(verb));
      case "resize" -> resize(fields.fields(verb));
      case "signal" -> signal(fields.string(verb));
      case "snapshot" -> snapshot(fields.fields(verb));
      case "screenshot" -> screenshot(fields.fields(verb));
      default -> expect(fields.object(verb), fields.fields(verb));
    };
  }

  private static String filled(JsonFields fields, String name) {
    var text = fields.string(name);
    if (text.isEmpty()) {
      throw fields.invalid(name, "the text is empty");
    }
    return text;
  }

  private static Step sendKeys(JsonFields fields) {
    var keys = fields.strings("sendKeys");
    if (keys.isEmpty() || keys.contains("")) {
      throw fields.invalid("sendKeys", "give at least one key, and none that is empty");
    }
    keys.forEach(Key::parse);
    return new Step.SendKeys(keys);
  }

  private static Step mouse(JsonFields fields) {
    var request = MouseRequest.fromJson(fields);
    fields.end();
    return new Step.Mouse(request);
  }

  private static Step run(JsonFields fields) {
    var timeout = fields.optionalLong("timeout");
    if (timeout != null && timeout < 0) {
      throw fields.invalid("timeout", "expected 0 or more milliseconds");
    }
    return new Step.Run(
        filled(fields, "run"), fields.flag("noWait"), timeout == null ? RUN_MILLIS : timeout);
  }

  private static Step waitStep(JsonFields fields) {
    if (fields.has("afterSeq")) {
      throw fields.invalid("afterSeq", "the steps before a wait tell what it comes after");
    }
    if (fields.has("timeoutMs")) {
      throw fields.invalid("timeoutMs", "unknown member");
    }
    for (var name : List.of("screenStableMs", "idleMs", "timeout", "cursorRow", "cursorCol")) {
      var number = fields.has(name) ? fields.optionalLong(name) : null;
      long least = name.endsWith("Ms") ? 1 : 0;
      if (number != null && number < least) {
        throw fields.invalid(name, "expected a number of at least " + least);
      }
    }
    var conditions = WaitScreenRequest.fromJson(fields);
    var timeout = fields.optionalLong("timeout");
    fields.end();
    ScreenConditions.of(conditions);
    return new Step.Wait(conditions.within(timeout == null ? WAIT_MILLIS : timeout));
  }

  private static Step resize(JsonFields fields) {
    int cols = fields.integer("cols");
    int rows = fields.integer("rows");
    fields.end();
    TerminalSize.require(cols, rows);
    return new Step.Resize(cols, rows);
  }

  private static Step signal(String signal) {
    var number = Signals.number(signal);
    if (number.isEmpty()) {
      throw new SessionException(
          ErrorCode.INVALID_SIGNAL,
          "There is no signal '" + signal + "'; 'kill -l' lists those there are.");
    }
    return new Step.Signal(Signals.name(number.getAsInt()));
  }

  private static Step snapshot(JsonFields fields) {
    var format = fields.optionalString("format");
    if (format != null && SnapshotFormat.ofWord(format) == null) {
      throw fields.invalid("format", "expected structured, text or ansi, found " + format);
    }
    var out = fields.optionalString("out");
    fields.end();
    return new Step.Snapshot(format == null ? SnapshotFormat.TEXT.word() : format, out);
  }

  private static Step screenshot(JsonFields fields) {
    var out = fields.optionalString("out");
    fields.end();
    return new Step.Screenshot(out);
  }

  private Step expect(JsonObject check, JsonFields fields) {
    checkExpectation.accept(fields);
    fields.end();
    return new Step.Expect(check);
  }
}

package dev.session.cli.attach;

import dev.session.cli.attach.TypedKeys.Act;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.input.InputModes;
import dev.session.input.MouseAction;
import dev.session.input.WheelDirection;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import dev.session.json.JsonString;
import dev.session.screen.ScreenText;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes down what a person does in an attached session as the steps of a batch file.
///
/// Text becomes `type`, keys `sendKeys`, a paste `paste`, clicks, drags and the wheel `mouse`.
/// Where the person waited for the screen, or pressed Enter and the screen answered, there is a
/// `wait`: for a line that was not there before, where one can be told from what changes with each
/// run, and for the screen to stand still. What is typed at a prompt that does not echo is never
/// written: a text to be replaced stands for it.
///
/// Owner: the thread that reads keys.
public final class StepWriter implements AttachClient.Witness, AutoCloseable {
  private static final long PAUSE_MILLIS = 400;
  private static final long STABLE_MILLIS = 200;
  private static final long WAIT_MILLIS = 30_000;
  private static final int LINE_MIN_CHARS = 3;
  private static final int LINE_MAX_CHARS = 100;
  private static final String HIDDEN = "REPLACE: what was typed here was not shown";
  private static final int WHEEL = 64;
  private static final int MOTION = 32;

  private final Path file;
  private final List<Json> steps = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final List<String> keys = new ArrayList<>();
  private BooleanSupplier isHidden = () -> false;
  private boolean hiding;
  private boolean finished;
  private long lastNanos = System.nanoTime();
  private boolean entered;
  private @Nullable ScreenText lastScreen;
  private @Nullable Engine lastEngine;
  private Act.@Nullable Mouse pressed;

  private StepWriter(Path file) {
    this.file = file;
  }

  /// Prepares to write `file`, which must not exist.
  ///
  /// @throws SessionException INVALID_INPUT, STORAGE_WRITE_ERROR
  public static StepWriter create(Path file) {
    try {
      Files.write(file, new byte[0], StandardOpenOption.CREATE_NEW);
      return new StepWriter(file);
    } catch (FileAlreadyExistsException e) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "There is a file " + file + " already; give the steps another name.",
          JsonObject.builder().put("file", file.toString()).build(),
          e);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static SessionException unwritable(Path file, IOException cause) {
    return new SessionException(
        ErrorCode.STORAGE_WRITE_ERROR,
        "The steps could not be written to " + file + ": " + cause.getMessage() + ".",
        JsonObject.builder().put("file", file.toString()).build(),
        cause);
  }

  /// Has it asked, before anything is written down, whether what is typed now is shown.
  public void askWhetherHidden(BooleanSupplier hidden) {
    isHidden = hidden;
  }

  @Override
  public void typed(byte[] bytes, Engine engine) {
    ScreenText screen;
    InputModes modes;
    synchronized (engine) {
      screen = ScreenText.of(engine.terminal());
      modes = InputModes.of(engine.terminal());
    }
    lastEngine = engine;
    if (lastScreen == null) {
      lastScreen = screen;
    }
    long pause = (System.nanoTime() - lastNanos) / 1_000_000;
    if (pause >= PAUSE_MILLIS || entered) {
      await(screen);
    }
    boolean hidden = isHidden.getAsBoolean();
    for (var act : new TypedKeys(modes).read(bytes)) {
      note(act, hidden);
    }
    lastNanos = System.nanoTime();
  }

  private void note(Act act, boolean hidden) {
    entered = false;
    switch (act) {
      case Act.Text(var typed) -> {
        flushKeys();
        if (!hidden) {
          text.append(typed);
        } else if (!hiding) {
          hiding = true;
          text.append(HIDDEN);
        }
      }
      case Act.Press(var key) -> {
        flushText();
        hiding = false;
        keys.add(key);
        entered = key.equals("Enter");
      }
      case Act.Pasted(var pasted) -> step("paste", new JsonString(hidden ? HIDDEN : pasted));
      case Act.Mouse mouse -> mouse(mouse);
    }
  }

  private void mouse(Act.Mouse report) {
    if ((report.code() & WHEEL) != 0) {
      var direction = WheelDirection.values()[report.code() & 3];
      step("mouse", place(MouseAction.SCROLL, report).put("direction", direction.word()).build());
    } else if ((report.code() & MOTION) != 0) {
      return; // a drag's way, or idle motion
    } else if (!report.release()) {
      pressed = report;
    } else if (pressed != null) {
      var from = pressed;
      pressed = null;
      boolean drag = from.row() != report.row() || from.col() != report.col();
      var step = place(drag ? MouseAction.DRAG : MouseAction.CLICK, from);
      if (drag) {
        step.put("toRow", report.row()).put("toCol", report.col());
      }
      if ((from.code() & 3) > 0) {
        step.put("button", (from.code() & 3) == 1 ? "middle" : "right");
      }
      step("mouse", step.build());
    }
  }

  private static JsonObject.Builder place(MouseAction action, Act.Mouse report) {
    return JsonObject.builder()
        .put("action", action.word())
        .put("row", report.row())
        .put("col", report.col());
  }

  private void step(String verb, Json value) {
    flush();
    steps.add(JsonObject.builder().put(verb, value).build());
  }

  private void flush() {
    flushText();
    flushKeys();
  }

  private void flushText() {
    if (!text.isEmpty()) {
      var typed = text.toString();
      text.setLength(0);
      steps.add(JsonObject.builder().put("type", typed).build());
    }
  }

  private void flushKeys() {
    if (!keys.isEmpty()) {
      var pressedKeys = JsonArray.ofStrings(keys);
      keys.clear();
      steps.add(JsonObject.builder().put("sendKeys", pressedKeys).build());
    }
  }

  /// The person has seen this screen and goes on.
  private void await(ScreenText screen) {
    var before = lastScreen;
    lastScreen = screen;
    if (before == null || before.lines().equals(screen.lines())) {
      return;
    }
    step(
        "wait",
        JsonObject.builder()
            .put("text", news(before, screen))
            .put("screenStableMs", STABLE_MILLIS)
            .put("timeout", WAIT_MILLIS)
            .build());
  }

  /// The lowest line that is new and will be the same in the next run: it has no digit.
  private static @Nullable String news(ScreenText before, ScreenText now) {
    var known = new HashSet<>(before.lines());
    for (var line : now.lines().reversed()) {
      var words = line.strip();
      if (words.length() >= LINE_MIN_CHARS
          && words.length() <= LINE_MAX_CHARS
          // A prompt alone is no news where the line above begins with it.
          && known.stream().noneMatch(k -> k.startsWith(words))
          && words.chars().noneMatch(Character::isDigit)) {
        return words;
      }
    }
    return null;
  }

  /// Writes the file; how many steps it has.
  ///
  /// @throws SessionException STORAGE_WRITE_ERROR
  public int write() {
    var engine = lastEngine;
    if (engine != null) {
      synchronized (engine) {
        await(ScreenText.of(engine.terminal()));
      }
    }
    flush();
    try {
      var lines = steps.stream().map(Json::compact).collect(Collectors.joining(",\n  "));
      Files.writeString(file, lines.isEmpty() ? "[]\n" : "[\n  " + lines + "\n]\n");
      finished = true;
      return steps.size();
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /// A file that nothing was written to does not stay.
  @Override
  public void close() {
    if (!finished) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException itStaysEmpty) {
        // Whatever kept it from being written is told already.
      }
    }
  }
}

package dev.session.cli.command;

import dev.session.cli.route.Target;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Ending;
import dev.session.home.SessionStore;
import dev.session.json.JsonArray;
import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import dev.session.screen.Expectation;
import dev.session.screen.Expectation.Verdict;
import dev.session.screen.ScreenText;
import dev.session.status.SessionCommand;
import dev.session.terminal.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Holds a session against what it is expected to be, again and again until it is so, its time is
/// up, or the session is over.
final class ScreenCheck {
  private static final long DEFAULT_TIMEOUT_MILLIS = 5_000;

  private final Expectation expectation;
  private final @Nullable GoldenScreen golden;
  private final boolean update;
  private final long timeoutMillis;

  /// The check that `fields` describes: what [Expectation] reads, `golden`, `update`, `timeout`.
  ///
  /// @throws SessionException INVALID_INPUT for what makes no sense
  ScreenCheck(JsonFields fields) {
    expectation = new Expectation(fields);
    var file = fields.optionalString("golden");
    golden = file == null ? null : new GoldenScreen(Path.of(file));
    update = fields.flag("update");
    var timeout = fields.optionalLong("timeout");
    timeoutMillis = timeout == null ? DEFAULT_TIMEOUT_MILLIS : timeout;
    if (expectation.isEmpty() && golden == null) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "Nothing is expected: give a text, a pattern, a style, a place for the cursor, a title,"
              + " an exit code, or a golden screen.");
    }
    if (update && golden == null) {
      throw new SessionException(ErrorCode.INVALID_INPUT, "There is no golden screen to update.");
    }
  }

  /// What a check came to.
  ///
  /// @param result what was seen, and what of it is not as expected
  /// @param screen for people: the screen, and where it is not as expected; empty where it is
  record Checked(JsonObject result, String screen, List<String> problems) {
    Checked {
      problems = List.copyOf(problems);
    }

    boolean isMet() {
      return problems.isEmpty();
    }

    SessionException failure() {
      return new SessionException(
          ErrorCode.EXPECTATION_FAILED,
          "Not as expected: " + String.join("; ", problems) + ".",
          result);
    }
  }

  /// Checks the session.
  ///
  /// @param after a look at a screen that shows nothing later than this event counts only when
  ///   there is no time left; null where all do
  Checked run(Call call, Target target, @Nullable Long after) {
    long begun = System.nanoTime();
    try (var screen = FollowedScreen.of(call, target, SessionCommand.EXPECT)) {
      boolean over = screen.update(0);
      while (true) {
        var looked = look(screen, over ? SessionStore.require(target.files()).ending() : null);
        long left = timeoutMillis - millisSince(begun);
        boolean counts = after == null || screen.sequence() > after;
        if (looked.isMet() && counts || over || left <= 0) {
          return described(looked, screen, target, millisSince(begun));
        }
        over = screen.update(left);
      }
    }
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  /// One look.
  private record Looked(Verdict verdict, List<String> diff, boolean updated) {
    boolean isMet() {
      return verdict.problems().isEmpty() && diff.isEmpty();
    }
  }

  private Looked look(FollowedScreen screen, @Nullable Ending ending) {
    var terminal = screen.terminal();
    var verdict = expectation.judge(terminal, ending);
    if (golden == null) {
      return new Looked(verdict, List.of(), false);
    }
    if (update) {
      boolean written =
          verdict.problems().isEmpty() && golden.update(terminal, expectation.region());
      return new Looked(verdict, List.of(), written);
    }
    return new Looked(verdict, golden.diff(terminal, expectation.region()), false);
  }

  private Checked described(Looked looked, FollowedScreen screen, Target target, long millis) {
    var verdict = looked.verdict();
    var terminal = screen.terminal();
    var text = ScreenText.of(terminal);
    var problems = new ArrayList<>(verdict.problems());
    if (!looked.diff().isEmpty()) {
      problems.add("the screen is not the golden one");
    }
    var result =
        JsonObject.builder()
            .put("sessionId", target.files().id().value())
            .put("matched", problems.isEmpty())
            .put("matchedText", problems.isEmpty() ? verdict.matchedText() : null)
            .put("problems", problems.isEmpty() ? null : JsonArray.ofStrings(problems))
            .put("updated", update ? looked.updated() : null)
            .put("capturedAtSeq", Math.max(0, screen.sequence()))
            .put("cursorRow", terminal.cursorRow())
            .put("cursorCol", terminal.cursorCol())
            .put("title", terminal.title())
            .put("screenHash", text.hash())
            .put("durationMs", millis);
    if (problems.isEmpty()) {
      return new Checked(result.build(), "", problems);
    }
    var diff = diff(looked, text);
    result
        .put("visibleLines", JsonArray.ofStrings(text.lines()))
        .put("nearest", nearest(verdict, text))
        .put("diff", diff.isEmpty() ? null : String.join("\n", diff));
    return new Checked(result.build(), shown(terminal, verdict, looked.diff()), problems);
  }

  private List<String> diff(Looked looked, ScreenText text) {
    int row = looked.verdict().row();
    var expected = expectation.text();
    return looked.diff().isEmpty() && row >= 0 && expected != null
        ? List.of("@@ row " + row + " @@", "-" + expected, "+" + text.lines().get(row))
        : looked.diff();
  }

  private static @Nullable JsonObject nearest(Verdict verdict, ScreenText text) {
    return verdict.row() < 0
        ? null
        : JsonObject.builder()
            .put("row", verdict.row())
            .put("line", text.lines().get(verdict.row()))
            .put("remark", verdict.remark())
            .build();
  }

  private static String shown(Terminal terminal, Verdict verdict, List<String> diff) {
    var text = new StringBuilder();
    if (diff.isEmpty() || !verdict.problems().isEmpty()) {
      var lines = ScreenText.of(terminal).lines();
      text.append(ShownScreen.of(lines, verdict.row(), verdict.remark()));
    }
    for (var line : diff) {
      text.append(line).append('\n');
    }
    return text.toString();
  }
}

package dev.session.screen;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.message.WaitScreenRequest;
import dev.session.screen.Condition.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a wait asks of a session: conditions that must all hold at once, on one screen, or of which
/// one must. Live waits and those on sessions that are over look through here, so they agree.
public final class ScreenConditions {
  public static final int TEXT_MAX_CHARS = 1000;
  public static final int REGEX_MAX_CHARS = 1000;

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final List<Condition> conditions;
  private final boolean any;
  private final boolean scrollback;
  private final boolean ignoreEcho;
  private final boolean leavesOutInput;
  private final @Nullable Long afterSequence;

  private ScreenConditions(List<Condition> conditions, WaitScreenRequest request) {
    this.conditions = List.copyOf(conditions);
    any = request.any();
    scrollback = request.scrollback();
    ignoreEcho = request.ignoreEcho();
    // Whoever waits for what comes after an input does not mean the input itself.
    leavesOutInput = request.afterSeq() != null && !request.echo() && looksForText(request);
    afterSequence = request.afterSeq();
  }

  /// What `request` asks for.
  ///
  /// @throws SessionException INVALID_INPUT where it is not to be had of any screen
  public static ScreenConditions of(WaitScreenRequest request) {
    var text = request.text();
    var regex = request.regex();
    if (text != null && regex != null && !request.any()) {
      throw invalid("Give a text or a regular expression to wait for, not both.");
    }
    var conditions = conditions(request);
    if (conditions.isEmpty()) {
      throw invalid(
          "There is nothing to wait for: give a text, a regular expression, a time that the screen"
              + " is to stand still, or a place for the cursor.");
    }
    if (request.scrollback() && text == null && regex == null) {
      throw invalid("The scrollback is searched for a text or a regular expression; give one.");
    }
    if ((request.ignoreEcho() || request.echo()) && !looksForText(request)) {
      throw invalid(
          "The echo is left out of the search for a text, or kept in it; give a text or a"
              + " pattern.");
    }
    if (request.ignoreEcho() && request.echo()) {
      throw invalid("The echo is either left out or kept; ask for one of these.");
    }
    return new ScreenConditions(conditions, request);
  }

  private static boolean looksForText(WaitScreenRequest request) {
    return request.text() != null || request.regex() != null || request.gone() != null;
  }

  private static List<Condition> conditions(WaitScreenRequest request) {
    var conditions = new ArrayList<Condition>();
    // In a wait for any, the first that holds is the result: what the program has shown before its
    // end, and its end before what is true of every program that has ended.
    if (request.text() != null) {
      conditions.add(new Condition.Text(text("text", request.text())));
    }
    if (request.regex() != null) {
      conditions.add(new Condition.Match(regex("regex", request.regex())));
    }
    if (request.title() != null) {
      conditions.add(new Condition.Title(regex("title", request.title())));
    }
    if (request.bell()) {
      conditions.add(new Condition.Bell());
    }
    if (request.exit()) {
      conditions.add(new Condition.Exit());
    }
    if (request.gone() != null) {
      conditions.add(new Condition.Gone(text("text", request.gone())));
    }
    if (request.changedSince() != null) {
      conditions.add(new Condition.Changed(hash(request.changedSince())));
    }
    if (request.cursorRow() != null) {
      conditions.add(new Condition.CursorRow(request.cursorRow()));
    }
    if (request.cursorCol() != null) {
      conditions.add(new Condition.CursorCol(request.cursorCol()));
    }
    if (request.screenStableMs() != null) {
      conditions.add(new Condition.Stable(request.screenStableMs()));
    }
    if (request.idleMs() != null) {
      conditions.add(new Condition.Quiet(request.idleMs()));
    }
    return conditions;
  }

  /// A text that somebody wants to be found.
  static String text(String name, String value) {
    return requireLength(name, value, TEXT_MAX_CHARS);
  }

  private static String requireLength(String name, String value, int maxChars) {
    if (value.isEmpty() || value.length() > maxChars) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "The "
              + name
              + " to wait for has "
              + value.length()
              + " characters; give 1 to "
              + maxChars
              + ".",
          JsonObject.builder().put("length", value.length()).put("max", maxChars).build());
    }
    return value;
  }

  private static String hash(String hash) {
    if (!HASH.matcher(hash).matches()) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "'" + hash + "' is not the hash of a screen; give the screenHash of an earlier answer.",
          JsonObject.builder().put("changedSince", hash).build());
    }
    return hash;
  }

  private static SessionException invalid(String sentence) {
    return new SessionException(ErrorCode.INVALID_INPUT, sentence);
  }

  /// A regular expression that somebody wrote.
  ///
  /// @throws SessionException INVALID_INPUT for what is not one
  static ScreenRegex regex(String name, String regex) {
    return ScreenRegex.of(requireLength(name, regex, REGEX_MAX_CHARS));
  }

  /// Whether the echo or the bell matters, for which the way to the screen must be known.
  public boolean needHistory() {
    return ignoreEcho
        || leavesOutInput
        || conditions.stream().anyMatch(Condition.Bell.class::isInstance);
  }

  /// Only screens that show a later event count; null where all do.
  public @Nullable Long afterSequence() {
    return afterSequence;
  }

  /// Whether a screen whose last event is `sequence` does not count yet.
  public boolean isTooEarly(long sequence) {
    return afterSequence != null && sequence <= afterSequence;
  }

  /// What came of a look.
  ///
  /// @param condition the request's word for the condition that held, of a wait for any; null else
  /// @param text what was found; null where no text was asked for
  /// @param groups what the groups of a regular expression matched; null without one
  /// @param againMillis where they do not hold: when time alone may make them; negative if never
  public record Match(
      boolean holds,
      @Nullable String condition,
      @Nullable String text,
      @Nullable List<@Nullable String> groups,
      long againMillis) {
    static final Match NONE = notYet(-1);

    static Match notYet(long againMillis) {
      return new Match(false, null, null, null, againMillis);
    }
  }

  /// One who looks again and again until the conditions hold.
  public Look looking(long sinceSequence) {
    return new Look(sinceSequence);
  }

  /// A series of looks at one session.
  public final class Look {
    private final long sinceSequence;

    /// How much of the lines above the screen has been searched already, and how wide they were.
    private long searchedLines;

    private int searchedCols;

    private Look(long sinceSequence) {
      this.sinceSequence = afterSequence == null ? sinceSequence : afterSequence;
    }

    /// Looks whether the conditions hold.
    ///
    /// @param stableMillis how long the screen has been as it is
    /// @param quietMillis how long nothing has been printed
    public Match at(ScreenView view, long stableMillis, long quietMillis) {
      if (isTooEarly(view.sequence())) {
        return Match.NONE;
      }
      var sought = new Condition.Sought(view, text(view), sinceSequence, stableMillis, quietMillis);
      if (scrollback && !isTextFound(sought)) {
        searchedLines = view.linesAbove();
        searchedCols = view.cols();
      }
      return any ? any(sought) : all(sought);
    }

    private ScreenText text(ScreenView view) {
      var text = scrollback ? withScrollback(view) : view.screen();
      // A full-screen program draws what was typed because it is the result.
      boolean leaveOut = ignoreEcho || (leavesOutInput && !view.isAlternateScreen());
      return leaveOut ? view.withoutEcho(text, afterSequence) : text;
    }

    // A screen's height of what was searched before is searched again: a match may begin there.
    private ScreenText withScrollback(ScreenView view) {
      boolean broken = view.cols() != searchedCols || view.linesAbove() < searchedLines;
      long from = broken ? 0 : Math.max(0, searchedLines - view.screen().lines().size());
      return view.withScrollback(from);
    }
  }

  private boolean isTextFound(Condition.Sought sought) {
    return conditions.stream()
        .filter(each -> each instanceof Condition.Text || each instanceof Condition.Match)
        .anyMatch(each -> each.look(sought).holds());
  }

  private Match all(Condition.Sought sought) {
    var found = Finding.YES;
    long again = -1;
    for (var condition : conditions) {
      var finding = condition.look(sought);
      if (finding.holds()) {
        found = found.text() == null ? finding : found;
      } else if (finding.againMillis() < 0) {
        return Match.NONE;
      } else {
        again = Math.max(again, finding.againMillis());
      }
    }
    return again < 0
        ? new Match(true, null, found.text(), found.groups(), -1)
        : Match.notYet(again);
  }

  private Match any(Condition.Sought sought) {
    long again = -1;
    for (var condition : conditions) {
      Finding finding = condition.look(sought);
      if (finding.holds()) {
        return new Match(true, condition.name(), finding.text(), finding.groups(), -1);
      }
      if (finding.againMillis() >= 0) {
        again = again < 0 ? finding.againMillis() : Math.min(again, finding.againMillis());
      }
    }
    return Match.notYet(again);
  }
}

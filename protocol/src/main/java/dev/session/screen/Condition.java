package dev.session.screen;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that can be waited for.
sealed interface Condition {
  /// The request's word for it.
  String name();

  /// Looks whether it holds.
  Finding look(Sought sought);

  /// What a condition looks at.
  ///
  /// @param text what is on the screen, and above it and without the echo as the wait demands
  /// @param sinceSequence only what happened after this event counts
  /// @param stableMillis how long the screen has been as it is
  /// @param quietMillis how long nothing has been printed
  record Sought(
      ScreenView view, ScreenText text, long sinceSequence, long stableMillis, long quietMillis) {
    /// The forms of the text in which something may be found: as it stands, as it was before the
    /// right edge broke its lines, and with the blanks before the cursor, which a prompt ends with.
    List<String> forms() {
      var toCursor = view.toCursor(text);
      return toCursor == text
          ? List.of(text.text(), text.unwrapped())
          : List.of(text.text(), text.unwrapped(), toCursor.text());
    }
  }

  /// What came of looking.
  ///
  /// @param text what was found, where something was looked for
  /// @param groups what the groups of a regular expression matched; null without one
  /// @param againMillis when time alone will make it hold; negative where it will not
  record Finding(
      boolean holds,
      @Nullable String text,
      @Nullable List<@Nullable String> groups,
      long againMillis) {
    static final Finding YES = new Finding(true, null, null, -1);
    static final Finding NO = new Finding(false, null, null, -1);

    static Finding of(boolean holds) {
      return holds ? YES : NO;
    }

    /// It holds when it has been so for `wanted`.
    static Finding lasting(long wanted, long millis) {
      return millis >= wanted ? YES : new Finding(false, null, null, wanted - millis);
    }
  }

  /// A text stands there.
  record Text(String text) implements Condition {
    @Override
    public String name() {
      return "text";
    }

    @Override
    public Finding look(Sought sought) {
      return occurs(text, sought) ? new Finding(true, text, null, -1) : Finding.NO;
    }
  }

  /// Something there matches.
  record Match(ScreenRegex regex) implements Condition {
    @Override
    public String name() {
      return "regex";
    }

    @Override
    public Finding look(Sought sought) {
      for (var text : sought.forms()) {
        var match = regex.findFirst(text);
        if (match != null) {
          return new Finding(true, match.text(), match.groups(), -1);
        }
      }
      return Finding.NO;
    }
  }

  /// A text does not stand there.
  record Gone(String text) implements Condition {
    @Override
    public String name() {
      return "gone";
    }

    @Override
    public Finding look(Sought sought) {
      return Finding.of(!occurs(text, sought));
    }
  }

  record CursorRow(int row) implements Condition {
    @Override
    public String name() {
      return "cursorRow";
    }

    @Override
    public Finding look(Sought sought) {
      return Finding.of(sought.view.cursorRow() == row);
    }
  }

  record CursorCol(int col) implements Condition {
    @Override
    public String name() {
      return "cursorCol";
    }

    @Override
    public Finding look(Sought sought) {
      return Finding.of(sought.view.cursorCol() == col);
    }
  }

  record Title(ScreenRegex regex) implements Condition {
    @Override
    public String name() {
      return "title";
    }

    @Override
    public Finding look(Sought sought) {
      return Finding.of(regex.findFirst(sought.view.title()) != null);
    }
  }

  /// The bell has rung.
  record Bell() implements Condition {
    @Override
    public String name() {
      return "bell";
    }

    @Override
    public Finding look(Sought sought) {
      return Finding.of(sought.view.bellSequence() > sought.sinceSequence);
    }
  }

  /// The screen is not the one with this hash.
  record Changed(String hash) implements Condition {
    @Override
    public String name() {
      return "changedSince";
    }

    @Override
    public Finding look(Sought sought) {
      return Finding.of(!sought.view.screen().hash().equals(hash));
    }
  }

  /// The screen has not changed for so long.
  record Stable(long millis) implements Condition {
    @Override
    public String name() {
      return "screenStableMs";
    }

    @Override
    public Finding look(Sought sought) {
      return Finding.lasting(millis, sought.stableMillis);
    }
  }

  /// Nothing was printed for so long. A session that is over prints nothing more.
  record Quiet(long millis) implements Condition {
    @Override
    public String name() {
      return "idleMs";
    }

    @Override
    public Finding look(Sought sought) {
      return sought.view.isOver() ? Finding.YES : Finding.lasting(millis, sought.quietMillis);
    }
  }

  /// The session is over.
  record Exit() implements Condition {
    @Override
    public String name() {
      return "exit";
    }

    @Override
    public Finding look(Sought sought) {
      return Finding.of(sought.view.isOver());
    }
  }

  private static boolean occurs(String text, Sought sought) {
    return sought.forms().stream().anyMatch(form -> form.contains(text));
  }
}

package dev.session.screen;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Something that can be waited for.
sealed interface Condition {
  /// Looks whether it holds.
  Finding look(Sought sought);

  /// What a condition looks at.
  ///
  /// @param text what is on the screen, and above it and without the echo as the wait demands
  /// @param sinceSequence only what happened after this event counts
  /// @param stableMillis how long the screen has been as it is
  /// @param quietMillis how long nothing has been printed
  record Sought(
      ScreenView view, ScreenText text, long sinceSequence, long stableMillis, long quietMillis) {}

  /// What came of looking.
  ///
  /// @param text what was found, where something was looked for
  /// @param againMillis when time alone will make it hold; negative where it will not
  record Finding(boolean holds, @Nullable String text, long againMillis) {
    static final Finding YES = new Finding(true, null, -1);
    static final Finding NO = new Finding(false, null, -1);

    static Finding of(boolean holds) {
      return holds ? YES : NO;
    }

    static Finding found(@Nullable String text) {
      return text == null ? NO : new Finding(true, text, -1);
    }

    /// It holds when it has been so for `wanted`.
    static Finding lasting(long wanted, long millis) {
      return millis >= wanted ? YES : new Finding(false, null, wanted - millis);
    }
  }

  /// A text stands there.
  record Text(String text) implements Condition {
    @Override
    public Finding look(Sought sought) {
      return Finding.found(occurs(text, sought.text) ? text : null);
    }
  }

  /// Something there matches.
  record Match(Pattern regex) implements Condition {
    @Override
    public Finding look(Sought sought) {
      var found = PatientText.find(regex, sought.text.text());
      return Finding.found(
          found == null ? PatientText.find(regex, sought.text.unwrapped()) : found);
    }
  }

  /// A text does not stand there.
  record Gone(String text) implements Condition {
    @Override
    public Finding look(Sought sought) {
      return Finding.of(!occurs(text, sought.text));
    }
  }

  record CursorRow(int row) implements Condition {
    @Override
    public Finding look(Sought sought) {
      return Finding.of(sought.view.cursorRow() == row);
    }
  }

  record CursorCol(int col) implements Condition {
    @Override
    public Finding look(Sought sought) {
      return Finding.of(sought.view.cursorCol() == col);
    }
  }

  record Title(Pattern regex) implements Condition {
    @Override
    public Finding look(Sought sought) {
      return Finding.of(PatientText.find(regex, sought.view.title()) != null);
    }
  }

  /// The bell has rung.
  record Bell() implements Condition {
    @Override
    public Finding look(Sought sought) {
      return Finding.of(sought.view.bellSequence() > sought.sinceSequence);
    }
  }

  /// The screen is not the one with this hash.
  record Changed(String hash) implements Condition {
    @Override
    public Finding look(Sought sought) {
      return Finding.of(!sought.view.screen().hash().equals(hash));
    }
  }

  /// The screen has not changed for so long.
  record Stable(long millis) implements Condition {
    @Override
    public Finding look(Sought sought) {
      return Finding.lasting(millis, sought.stableMillis);
    }
  }

  /// Nothing was printed for so long. A session that is over prints nothing more.
  record Quiet(long millis) implements Condition {
    @Override
    public Finding look(Sought sought) {
      return sought.view.isOver() ? Finding.YES : Finding.lasting(millis, sought.quietMillis);
    }
  }

  /// The session is over.
  record Exit() implements Condition {
    @Override
    public Finding look(Sought sought) {
      return Finding.of(sought.view.isOver());
    }
  }

  private static boolean occurs(String text, ScreenText in) {
    return in.text().contains(text) || in.unwrapped().contains(text);
  }
}

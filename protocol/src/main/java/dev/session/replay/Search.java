package dev.session.replay;

import dev.session.error.ErrorCode;
import dev.session.log.Keyframes;
import dev.session.log.LogDamage;
import dev.session.log.LogReader;
import dev.session.screen.Phrase;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds a phrase on all screens that a session has shown, each stretch of time in which it stood
/// somewhere once. See [Sightings] for what counts as the same stretch.
///
/// The screen is looked at after each event; what scrolled off within one event is found in the
/// scrollback. Memory does not depend on the size of the log.
public final class Search {
  private static final int PIECE_BYTES = 4096;

  /// With the lines that a piece may add, fewer than the scrollback holds.
  private static final int LINES_MAX = TerminalOptions.SCROLLBACK_LINES - PIECE_BYTES;

  private final Terminal terminal;
  private final Sightings sightings;

  private Search(Terminal terminal, Sightings sightings) {
    this.terminal = terminal;
    this.sightings = sightings;
  }

  /// What a search came to.
  ///
  /// @param sightings by when they began, then by place
  /// @param more whether there are more than were asked for
  /// @param damage why the log could not be read as far as was asked; null if it could
  public record Result(List<Sighting> sightings, boolean more, @Nullable LogDamage damage) {
    public Result {
      sightings = List.copyOf(sightings);
    }
  }

  /// Searches the screens from `from` to `to`.
  ///
  /// @param from null for the beginning of what is left of the log
  /// @param limit the first so many are returned
  /// @throws dev.session.error.SessionException REPLAY_ERROR where nothing can be read, or `from`
  ///   or `to` lie behind damage; INVALID_INPUT where the history has no such moments
  public static Result of(Path log, Phrase phrase, @Nullable Moment from, Moment to, int limit) {
    return of(log, phrase, from, to, limit, true);
  }

  /// Searches as far as it takes to know the first sighting and when it was gone. Whether there are
  /// more is not known then.
  ///
  /// @throws dev.session.error.SessionException as [#of] does
  public static Result first(Path log, Phrase phrase, @Nullable Moment from, Moment to) {
    return of(log, phrase, from, to, 1, false);
  }

  private static Result of(
      Path log, Phrase phrase, @Nullable Moment from, Moment to, int limit, boolean tellsMore) {
    try {
      long last = Moments.sequence(log, to);
      if (from == null) {
        var start = Keyframes.before(log, 0);
        try (var reader = LogReader.open(log, start)) {
          var begin = new Replay(Replay.terminal(start), start.sequence() - 1, start.micros());
          return run(
              begin, reader, new Sightings(begin.terminal(), phrase, limit, tellsMore), last);
        }
      }
      var begin = Replay.at(log, from);
      try (var reader = LogReader.open(log, begin.sequence() + 1)) {
        return run(begin, reader, new Sightings(begin.terminal(), phrase, limit, tellsMore), last);
      }
    } catch (IOException e) {
      throw LogFailures.of(ErrorCode.REPLAY_ERROR, log, e);
    }
  }

  private static Result run(Replay begin, LogReader reader, Sightings sightings, long lastSequence)
      throws IOException {
    var search = new Search(begin.terminal(), sightings);
    sightings.look(Math.max(0, begin.sequence()), begin.micros());
    sightings.endEvent(Math.max(0, begin.sequence()), begin.micros());
    while (!sightings.isComplete() && reader.nextSequence() <= lastSequence && reader.next()) {
      search.apply(reader);
    }
    return new Result(sightings.found(), sightings.hasMore(), reader.damage());
  }

  private void apply(LogReader reader) {
    if (reader.code() == 'o') {
      feed(reader);
    } else {
      Replay.apply(reader, terminal);
    }
    if (reader.code() == 'o' || reader.code() == 'r') {
      sightings.look(reader.sequence(), reader.micros());
    }
    sightings.endEvent(reader.sequence(), reader.micros());
  }

  /// Looks in between only where so many lines scroll by that the scrollback does not hold them.
  private void feed(LogReader reader) {
    int length = reader.dataLength();
    long lookedAt = terminal.scrollbackTotal();
    for (int from = 0; from < length; from += PIECE_BYTES) {
      if (terminal.scrollbackTotal() - lookedAt > LINES_MAX) {
        sightings.look(reader.sequence(), reader.micros());
        lookedAt = terminal.scrollbackTotal();
      }
      terminal.feed(reader.data(), from, Math.min(PIECE_BYTES, length - from));
    }
  }
}

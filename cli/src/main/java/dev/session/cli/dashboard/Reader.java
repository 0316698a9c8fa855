package dev.session.cli.dashboard;

import dev.session.error.SessionException;
import dev.session.home.Home;
import dev.session.home.SessionId;
import dev.session.replay.Moment;
import dev.session.replay.Replay;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads what is [Wanted]: the home now and then, the logs in sight when they grow, and moments of
/// the past when they are asked for. Works in rounds, never more than one per frame; between them
/// it sleeps until there is a reason for another.
///
/// Everything but [#want], [#grew] and [#close] belongs to its thread.
final class Reader implements AutoCloseable {
  private static final long FRAME_NANOS = TimeUnit.MILLISECONDS.toNanos(33);

  /// How often the home is read, and the logs are looked at that nobody tells of.
  private static final long HOME_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

  private static final Duration AGES_EVERY = Duration.ofSeconds(10);

  /// How long one log may be read before it is another's turn.
  private static final long SHARE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Consumer<Event> events;
  private final LogWatch watch = new LogWatch(this::grew);
  private final PictureTaker pictures = new PictureTaker();
  private final Map<SessionId, Follower> followers = new HashMap<>();
  private final Set<SessionId> broken = new HashSet<>();
  private HomeReader homeReader;
  private Home home;
  private Event.@Nullable HomeRead lastNews;
  private long homeReadNanos;
  private @Nullable SessionId historyOf;
  private @Nullable HistoryReader history;
  private @Nullable Asked asked;

  // These are guarded by `this`.
  private Wanted wanted;
  private Set<SessionId> grown = new HashSet<>();
  private boolean changed = true;
  private boolean homeChanged;
  private boolean closed;

  Reader(Wanted first, Consumer<Event> events) {
    this.events = events;
    wanted = first;
    home = first.home();
    homeReader = new HomeReader(home);
    Thread.ofPlatform().daemon().name("dashboard-reader").start(this::run);
  }

  /// What is to be read from now on.
  synchronized void want(Wanted next) {
    if (!next.equals(wanted)) {
      wanted = next;
      changed = true;
      notifyAll();
    }
  }

  /// Reads the home again soon: something was done to it.
  synchronized void lookAgain() {
    homeChanged = true;
    goOn();
  }

  /// Has another round follow.
  private synchronized void goOn() {
    changed = true;
    notifyAll();
  }

  private synchronized void grew(SessionId id) {
    grown.add(id);
    notifyAll();
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  /// What a round is about.
  private record Round(Wanted wanted, Set<SessionId> grown, boolean homeChanged) {}

  private synchronized @Nullable Round await(long frameStart) throws InterruptedException {
    long homeDue = homeReadNanos + HOME_NANOS;
    while (!closed) {
      long now = System.nanoTime();
      boolean due = changed || !grown.isEmpty() || now - homeDue >= 0;
      long rest = due ? frameStart + FRAME_NANOS - now : homeDue - now;
      if (rest <= 0) {
        var round = new Round(wanted, grown, homeChanged);
        grown = new HashSet<>();
        changed = false;
        homeChanged = false;
        return round;
      }
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(rest, TimeUnit.MILLISECONDS.toNanos(1)));
    }
    return null;
  }

  private void run() {
    try {
      homeReadNanos = System.nanoTime() - HOME_NANOS;
      long frameStart = System.nanoTime() - FRAME_NANOS;
      for (var round = await(frameStart); round != null; round = await(frameStart)) {
        frameStart = System.nanoTime();
        carryOut(round);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      events.accept(new Event.Told(Notice.bad("This is a defect of session: " + e)));
    } finally {
      watch.close();
    }
  }

  private void carryOut(Round round) {
    boolean look = readHome(round.wanted().home(), round.homeChanged());
    align(round.wanted());
    for (var session : round.wanted().followed()) {
      if (look || round.grown().contains(session.id())) {
        advance(session.id());
      }
    }
    readHistory(round.wanted());
    showPast(round.wanted());
  }

  /// Reads the home if that is due, or if it has changed, or is another one.
  private boolean readHome(Home now, boolean homeChanged) {
    if (!now.equals(home)) {
      home = now;
      homeReader = new HomeReader(home);
      broken.clear();
    } else if (!homeChanged && System.nanoTime() - homeReadNanos < HOME_NANOS) {
      return false;
    }
    homeReadNanos = System.nanoTime();
    try {
      var read = homeReader.read();
      if (isNews(read)) {
        lastNews = read;
        events.accept(read);
      }
    } catch (SessionException e) {
      events.accept(new Event.Told(Notice.bad(e.sentence())));
    }
    return true;
  }

  /// Ages are told anew now and then, also where nothing else has changed.
  private boolean isNews(Event.HomeRead read) {
    return lastNews == null
        || !read.home().equals(lastNews.home())
        || !read.sessions().equals(lastNews.sessions())
        || read.unreadable() != lastNews.unreadable()
        || read.now().isAfter(lastNews.now().plus(AGES_EVERY))
        || read.now().isBefore(lastNews.now()); // the clock was set back
  }

  /// Follows what is in sight, and nothing else.
  private void align(Wanted now) {
    var ids = new HashSet<SessionId>();
    now.followed().forEach(session -> ids.add(session.id()));
    for (var id : Set.copyOf(followers.keySet())) {
      if (!ids.contains(id)) {
        stopFollowing(id);
      }
    }
    broken.retainAll(ids);
    for (var session : now.followed()) {
      if (!followers.containsKey(session.id()) && !broken.contains(session.id())) {
        follow(session);
      }
    }
  }

  private void follow(SessionEntry session) {
    try {
      // First, so that nothing is missed between.
      watch.add(session.id(), session.files().log());
      var follower = Follower.of(session.files().log());
      followers.put(session.id(), follower);
      show(session.id(), follower);
    } catch (IOException | RuntimeException e) {
      tellBroken(session.id(), e);
    }
  }

  private void advance(SessionId id) {
    var follower = followers.get(id);
    if (follower == null) {
      return;
    }
    try {
      watch.rearm(id);
      long before = follower.terminal().changeCount();
      if (follower.advance(System.nanoTime() + SHARE_NANOS)) {
        grew(id);
      }
      if (follower.terminal().changeCount() != before) {
        show(id, follower);
      }
    } catch (IOException | RuntimeException e) { // one log must not end the view of the others
      tellBroken(id, e);
    }
  }

  private void show(SessionId id, Follower follower) {
    events.accept(new Event.ScreenChanged(id, pictures.take(follower.terminal())));
  }

  private void tellBroken(SessionId id, Exception cause) {
    stopFollowing(id);
    broken.add(id);
    events.accept(new Event.Told(Notice.bad(sentence(cause))));
  }

  private static String sentence(Exception cause) {
    return switch (cause) {
      case SessionException e -> e.sentence();
      case RuntimeException e -> "This is a defect of session: " + e;
      default -> "A log cannot be read: " + cause.getMessage();
    };
  }

  private void stopFollowing(SessionId id) {
    watch.remove(id);
    var follower = followers.remove(id);
    if (follower != null) {
      close(follower);
    }
  }

  private static void close(AutoCloseable reader) {
    try {
      reader.close();
    } catch (Exception e) {
      throw new IllegalStateException("a file that was read cannot be closed", e);
    }
  }

  private void readHistory(Wanted now) {
    var chosen = now.chosen();
    var id = chosen == null ? null : chosen.id();
    try {
      if (!Objects.equals(id, historyOf)) {
        historyOf = id;
        closeHistory();
        history = chosen == null ? null : new HistoryReader(chosen.files().log());
      }
      if (history != null && id != null && history.advance(System.nanoTime() + SHARE_NANOS)) {
        events.accept(new Event.HistoryRead(id, history.history()));
        if (history.hasMore()) {
          goOn();
        }
      }
    } catch (IOException e) {
      closeHistory(); // The screen of the same log tells what is wrong.
    }
  }

  private void closeHistory() {
    var closing = history;
    history = null;
    if (closing != null) {
      close(closing);
    }
  }

  /// A moment that was last asked for.
  private record Asked(SessionId id, Moment moment) {}

  private void showPast(Wanted now) {
    var moment = now.past();
    var chosen = now.chosen();
    if (moment == null || chosen == null) {
      asked = null;
      return;
    }
    var next = new Asked(chosen.id(), moment);
    if (next.equals(asked)) {
      return;
    }
    asked = next;
    try {
      var then = Replay.at(chosen.files().log(), moment);
      var picture = pictures.take(then.terminal());
      events.accept(
          new Event.PastShown(chosen.id(), moment, picture, then.sequence(), then.micros()));
    } catch (SessionException e) {
      events.accept(new Event.Told(Notice.bad(e.sentence())));
    }
  }
}

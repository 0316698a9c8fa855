package dev.session.cli.dashboard;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Home;
import dev.session.home.HomeRegistry;
import dev.session.home.SessionCatalog;
import dev.session.home.SessionId;
import dev.session.home.SessionStore;
import dev.session.log.LogSummary;
import dev.session.process.SessionProcesses;
import dev.session.replay.LogFailures;
import dev.session.replay.Moment;
import dev.session.replay.Search;
import dev.session.screen.Phrase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The loop of the dashboard: takes events, makes the next state of them, has done what they ask
/// for, and draws.
///
/// The terminal is given back on every way out: at the end of the loop, whatever ended it, and by
/// the hook of [dev.session.cli.tty.RawTerminal] where a signal ends the process.
public final class Dashboard {
  private static final String FILE = "File:";

  /// More places than anybody goes through one by one.
  private static final int FINDS_MAX = 1000;

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Map<String, String> environment;
  private final ColorDepth depth;
  private final Deeds deeds;
  private UserTerminal terminal;
  private State state;
  private boolean left;

  private Dashboard(
      Home home, boolean withEnded, boolean noColor, Map<String, String> environment, Deeds deeds) {
    this.environment = environment;
    this.deeds = deeds;
    depth = ColorDepth.of(noColor, environment);
    terminal = UserTerminal.open(depth, events::add);
    var size = terminal.size();
    state = State.initial(home, withEnded, size.cols(), size.rows(), Instant.now());
  }

  /// Shows a home until the user leaves.
  ///
  /// @param withEnded whether sessions that have ended are listed too
  /// @param chosen the session to begin with, or null
  /// @throws SessionException INVALID_INPUT if there is no terminal
  public static void show(
      Home home,
      boolean withEnded,
      @Nullable SessionId chosen,
      boolean noColor,
      Map<String, String> environment,
      Deeds deeds) {
    var dashboard = new Dashboard(home, withEnded, noColor, environment, deeds);
    try {
      var list = dashboard.state.list();
      var first = chosen == null ? beside(home, list, environment) : chosen;
      dashboard.state = dashboard.state.with(list.choose(first));
      dashboard.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      dashboard.terminal.close();
    }
  }

  /// In a session of this home, another one: the own one would show itself within itself, and each
  /// look at it would be something new to show. Null where the choice is free.
  private static @Nullable SessionId beside(
      Home home, SessionList list, Map<String, String> environment) {
    var own = SessionId.parse(environment.getOrDefault(SessionProcesses.VARIABLE, ""));
    if (own == null) {
      return null;
    }
    var read = new HomeReader(home).read();
    return list.read(read.sessions(), read.unreadable()).firstBut(own);
  }

  private void run() throws InterruptedException {
    var canvas = new Canvas(terminal.graphics());
    var view = new View(canvas);
    try (var reader = new Reader(Wanted.by(state), events::add)) {
      while (true) {
        for (var event = events.take(); event != null; event = events.poll()) {
          var step = Update.after(state, event);
          state = step.state();
          for (var effect : step.effects()) {
            carryOut(effect, reader);
          }
        }
        if (left) {
          return;
        }
        reader.want(Wanted.by(state));
        terminal.fit();
        canvas.use(terminal.graphics());
        view.draw(state);
        terminal.show();
      }
    }
  }

  private void carryOut(Effect effect, Reader reader) {
    switch (effect) {
      case Effect.Leave _ -> left = true;
      case Effect.Redraw _ -> terminal.forget();
      case Effect.FindHomes _ -> inBackground(() -> new Event.HomesFound(homes()));
      case Effect.Search(SessionId id, String text) -> {
        var log = state.home().session(id).log();
        inBackground(() -> new Event.Found(id, search(log, text)));
      }
      case Effect.Attach(SessionId id) -> attach(id);
      case Effect.Screenshot(SessionId id, long sequence) -> screenshot(id, sequence);
      case Effect.Destroy(SessionId id) -> {
        var home = state.home();
        inBackground(
            () -> {
              var told = deeds.carryOut(home, List.of("destroy", id.value()));
              reader.lookAgain();
              return new Event.Told(Notice.good(told.strip()));
            });
      }
    }
  }

  private void inBackground(Supplier<Event> deed) {
    Thread.ofPlatform().daemon().name("dashboard-deed").start(() -> events.add(orNotice(deed)));
  }

  private static Event orNotice(Supplier<Event> deed) {
    try {
      return deed.get();
    } catch (SessionException e) {
      return new Event.Told(Notice.bad(e.sentence()));
    } catch (RuntimeException e) {
      return new Event.Told(Notice.bad("This is a defect of session: " + e));
    }
  }

  /// Searches what has happened up to now: a session that prints without end has no end to reach.
  private static Finds search(Path log, String text) {
    try {
      long end = LogSummary.of(log).eventCount() - 1;
      var to = end < 0 ? Moment.END : new Moment.AtSequence(end);
      var result = Search.of(log, Phrase.text(text), null, to, FINDS_MAX);
      var finds = new ArrayList<Finds.Find>();
      for (var sighting : result.sightings()) {
        finds.add(
            new Finds.Find(sighting.firstMicros(), sighting.firstSequence(), sighting.line()));
      }
      return new Finds(text, finds, result.more());
    } catch (IOException e) {
      throw LogFailures.of(ErrorCode.REPLAY_ERROR, log, e);
    }
  }

  private void screenshot(SessionId id, long sequence) {
    var words = new ArrayList<>(List.of("screenshot", id.value()));
    if (sequence != Effect.Screenshot.NOW) {
      words.addAll(List.of("--at", Long.toString(sequence)));
    }
    var home = state.home();
    inBackground(() -> new Event.Told(Notice.good(whereItIs(deeds.carryOut(home, words)))));
  }

  /// Where the screenshot is, its name first: the line may be too short for all of the path.
  static String whereItIs(String told) {
    var line = told.lines().filter(each -> each.startsWith(FILE)).findFirst();
    var file = Path.of(line.orElse(told).substring(FILE.length()).strip());
    return file.getFileName() + " is in " + file.getParent();
  }

  /// Gives the terminal away, and takes it over again.
  private void attach(SessionId id) {
    terminal.close();
    Notice notice = null;
    try {
      deeds.handOver(state.home(), List.of("attach", id.value()));
    } catch (SessionException e) {
      notice = Notice.bad(e.sentence());
    }
    terminal = UserTerminal.open(depth, events::add);
    var size = terminal.size();
    state = state.with(state.stage().sized(size.cols(), size.rows())).with(notice);
  }

  /// The homes that the user has used, this one included.
  private List<HomeEntry> homes() {
    var homes = new ArrayList<Home>();
    for (var entry : HomeRegistry.of(environment).entries()) {
      homes.add(new Home(entry.path(), true));
    }
    var here = new Home(state.home().directory(), true);
    if (!homes.contains(here)) {
      homes.addFirst(here);
    }
    var counted = new ArrayList<HomeEntry>();
    for (var home : homes) {
      counted.add(counted(home));
    }
    return counted;
  }

  private static HomeEntry counted(Home home) {
    int active = 0;
    int total = 0;
    try {
      for (var files : SessionCatalog.all(home)) {
        var record = SessionStore.read(files);
        active += record != null && record.status().active() ? 1 : 0;
        total += record != null ? 1 : 0;
      }
    } catch (SessionException unreadable) {
      // As many as could be counted; the home itself tells what is wrong.
    }
    return new HomeEntry(home, active, total);
  }
}

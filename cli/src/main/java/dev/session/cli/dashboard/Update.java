package dev.session.cli.dashboard;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import com.googlecode.lanterna.input.MouseAction;
import dev.session.home.SessionId;
import dev.session.replay.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an [Event] makes of a [State]. No clock, no files, no terminal.
final class Update {
  private Update() {}

  static Step after(State state, Event event) {
    return switch (event) {
      case Event.Pressed(KeyStroke key) -> pressed(state, key);
      case Event.Resized(int cols, int rows) ->
          Step.to(state.with(state.stage().sized(cols, rows)));
      case Event.HomeRead read -> Step.to(read(state, read));
      case Event.HomesFound(var homes) -> Step.to(homesFound(state, homes));
      case Event.ScreenChanged(SessionId id, Picture picture) ->
          Step.to(state.with(state.scenes().with(id, picture)));
      case Event.PastShown shown -> Step.to(pastShown(state, shown));
      case Event.HistoryRead(SessionId id, History history) ->
          Step.to(isChosen(state, id) ? state.with(state.scenes().with(history)) : state);
      case Event.Found(SessionId id, Finds finds) ->
          isChosen(state, id) ? HistoryKeys.found(state, finds) : Step.to(state);
      case Event.Told(Notice notice) -> Step.to(state.with(notice));
    };
  }

  private static boolean isChosen(State state, SessionId id) {
    return id.equals(state.list().chosen());
  }

  private static State read(State state, Event.HomeRead read) {
    return read.home().equals(state.home())
        ? state.read(state.list().read(read.sessions(), read.unreadable()), read.now())
        : state;
  }

  private static State homesFound(State state, List<HomeEntry> homes) {
    int here = 0;
    for (int i = 0; i < homes.size(); i++) {
      if (homes.get(i).home().directory().equals(state.home().directory())) {
        here = i;
      }
    }
    return state.with(new Dialog.Homes(homes, here));
  }

  private static State pastShown(State state, Event.PastShown shown) {
    var past = state.scenes().past();
    if (past == null || !isChosen(state, shown.id())) {
      return state;
    }
    // What was asked for meanwhile is on its way; until then this is nearer than what was before.
    boolean awaited = past.wanted().equals(shown.moment());
    boolean isTime = past.wanted() instanceof Moment.AtTime;
    long micros = awaited && !isTime ? shown.micros() : past.micros();
    var next = new Past(past.wanted(), micros, shown.picture(), shown.sequence());
    return state.with(state.scenes().with(next));
  }

  private static Step pressed(State before, KeyStroke key) {
    if (isCtrl(key, 'c')) {
      return Step.to(before, new Effect.Leave());
    }
    if (isCtrl(key, 'l')) {
      return Step.to(before, new Effect.Redraw());
    }
    if (key instanceof MouseAction mouse) {
      return before.dialog() == null ? MouseKeys.moved(before, mouse) : Step.to(before);
    }
    var state = before.with((Notice) null);
    var dialog = state.dialog();
    if (dialog != null) {
      return DialogKeys.pressed(state, dialog, key);
    }
    var step = HistoryKeys.pressed(state, key);
    if (step == null) {
      step = everywhere(state, key);
    }
    return step != null ? step : Step.to(focused(state, key));
  }

  private static boolean isCtrl(KeyStroke key, char letter) {
    return key.isCtrlDown()
        && key.getKeyType() == KeyType.Character
        && key.getCharacter() == letter;
  }

  /// Keys that mean the same wherever the focus is.
  private static @Nullable Step everywhere(State state, KeyStroke key) {
    return switch (key.getKeyType()) {
      case Tab -> Step.to(focus(state, state.focus().next()));
      case ReverseTab -> Step.to(focus(state, state.focus().previous()));
      case Enter -> Step.to(enter(state));
      case Escape -> Step.to(escape(state));
      case Character ->
          key.isCtrlDown() || key.isAltDown() ? Step.to(state) : letter(state, key.getCharacter());
      default -> null;
    };
  }

  private static @Nullable Step letter(State state, char letter) {
    var list = state.list();
    var chosen = list.chosenEntry();
    return switch (letter) {
      case 'q' -> Step.to(state, new Effect.Leave());
      case '?' -> Step.to(state.with(new Dialog.Help(0)));
      case 'a' -> Step.to(state.with(list.withEnded(!list.withEnded())));
      case 'z' -> Step.to(overview(state));
      case 'H' -> Step.to(state, new Effect.FindHomes());
      case 'f' -> Step.to(state.with(new Dialog.Filter(list.filter(), list.filter())));
      case 'A', 'S', 'D', '/' ->
          chosen == null ? nothingChosen(state) : deed(state, chosen, letter);
      default -> null;
    };
  }

  private static Step nothingChosen(State state) {
    return Step.to(state.with(Notice.bad("There is no session chosen.")));
  }

  private static Step deed(State state, SessionEntry chosen, char letter) {
    var past = state.scenes().past();
    return switch (letter) {
      case 'A' ->
          chosen.record().status().commandable()
              ? Step.to(state, new Effect.Attach(chosen.id()))
              : Step.to(state.with(Notice.bad("This session takes no input any more.")));
      case 'S' -> {
        long sequence = past == null ? Effect.Screenshot.NOW : past.sequence();
        yield Step.to(state, new Effect.Screenshot(chosen.id(), sequence));
      }
      case 'D' ->
          chosen.record().status().destroyed()
              ? Step.to(state.with(Notice.bad("This session is destroyed already.")))
              : Step.to(state.with(new Dialog.Destroy(chosen)));
      default -> Step.to(state.with(new Dialog.Search("")));
    };
  }

  private static State focus(State state, Focus next) {
    return switch (state.layout()) {
      case SPLIT -> state.with(state.stage().with(next));
      case MAXIMISED -> state.with(state.stage().with(next == Focus.LIST ? Focus.SCREEN : next));
      case OVERVIEW -> {
        int across = next == Focus.LIST ? -1 : 1; // Tab goes from tile to tile, and round
        int count = Math.max(1, state.list().listed().size());
        int index = Math.floorMod(state.list().chosenIndex() + across, count);
        yield state.with(state.list().move(index - state.list().chosenIndex()));
      }
    };
  }

  private static State enter(State state) {
    if (state.layout() == Layout.MAXIMISED) {
      return state.with(state.stage().restored());
    }
    return state.list().chosen() == null ? state : state.with(state.stage().maximised());
  }

  /// One step back towards how the dashboard began.
  private static State escape(State state) {
    if (state.scenes().past() != null) {
      return state.with(state.scenes().with((Past) null));
    }
    if (state.layout() == Layout.MAXIMISED) {
      return state.with(state.stage().restored());
    }
    if (state.layout() == Layout.OVERVIEW) {
      return state.with(state.stage().with(Layout.SPLIT));
    }
    if (!state.list().filter().isEmpty()) {
      return state.with(state.list().filtered(""));
    }
    return state.with(state.stage().with(Focus.LIST).with((Pan) null));
  }

  private static State overview(State state) {
    var next = state.layout() == Layout.OVERVIEW ? Layout.SPLIT : Layout.OVERVIEW;
    return state.with(state.scenes().with((Past) null)).with(state.stage().with(next));
  }

  private static State focused(State state, KeyStroke key) {
    int page = Math.max(1, state.rows() - 4);
    return switch (key.getKeyType()) {
      case ArrowUp -> go(state, -1, 0);
      case ArrowDown -> go(state, 1, 0);
      case ArrowLeft -> go(state, 0, -1);
      case ArrowRight -> go(state, 0, 1);
      case PageUp -> go(state, -page, 0);
      case PageDown -> go(state, page, 0);
      case Home -> go(state, -Integer.MAX_VALUE / 2, 0);
      case End -> go(state, Integer.MAX_VALUE / 2, 0);
      case Character ->
          switch (key.getCharacter()) {
            case 'k' -> go(state, -1, 0);
            case 'j' -> go(state, 1, 0);
            case 'h' -> go(state, 0, -1);
            case 'l' -> go(state, 0, 1);
            case 'g' -> go(state, -Integer.MAX_VALUE / 2, 0);
            case 'G' -> go(state, Integer.MAX_VALUE / 2, 0);
            default -> state;
          };
      default -> state;
    };
  }

  /// Moves in the list or the tiles, or the part of the screen that is shown.
  static State go(State state, int down, int right) {
    var areas = Areas.of(state);
    if (state.layout() == Layout.OVERVIEW) {
      return state.with(state.list().move(down * areas.tilesAcross() + right));
    }
    if (state.layout() == Layout.SPLIT && state.focus() == Focus.LIST) {
      return state.with(state.list().move(down + right));
    }
    return pan(state, areas.screen().belowTitle(), down, right);
  }

  static State pan(State state, Rect room, int down, int right) {
    var picture = state.picture();
    if (picture == null || room.isEmpty()) {
      return state;
    }
    var pan = state.stage().pan();
    var from = pan == null ? picture.naturalPan(room.cols(), room.rows()) : pan;
    return state.with(state.stage().with(from.moved(down, right, picture, room)));
  }
}

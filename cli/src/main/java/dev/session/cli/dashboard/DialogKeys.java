package dev.session.cli.dashboard;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import java.util.function.Function;

/// Keys while a [Dialog] is open.
final class DialogKeys {
  /// No line to type in is longer.
  private static final int TEXT_MAX_CHARS = 200;

  private DialogKeys() {}

  static Step pressed(State state, Dialog dialog, KeyStroke key) {
    return switch (dialog) {
      case Dialog.Help(int top) -> Step.to(help(state, top, key));
      case Dialog.Homes homes -> Step.to(homes(state, homes, key));
      case Dialog.Destroy(SessionEntry session) -> destroy(state, session, key);
      case Dialog.Filter(String text, String before) -> Step.to(filter(state, text, before, key));
      case Dialog.Search(String text) -> search(state, text, key);
    };
  }

  private static State closed(State state) {
    return state.with((Dialog) null);
  }

  private static State help(State state, int top, KeyStroke key) {
    return switch (key.getKeyType()) {
      case ArrowDown, PageDown -> state.with(new Dialog.Help(top + 1));
      case ArrowUp, PageUp -> state.with(new Dialog.Help(Math.max(0, top - 1)));
      default -> closed(state);
    };
  }

  private static State homes(State state, Dialog.Homes dialog, KeyStroke key) {
    int count = dialog.homes().size();
    int by =
        switch (key.getKeyType()) {
          case ArrowUp -> -1;
          case ArrowDown -> 1;
          case Character -> key.getCharacter() == 'k' ? -1 : key.getCharacter() == 'j' ? 1 : 0;
          default -> 0;
        };
    if (by != 0 && count > 0) {
      int index = Math.clamp(dialog.index() + (long) by, 0, count - 1);
      return state.with(new Dialog.Homes(dialog.homes(), index));
    }
    if (key.getKeyType() != KeyType.Enter || count == 0) {
      return closed(state);
    }
    var picked = dialog.homes().get(dialog.index()).home();
    boolean isHere = picked.directory().equals(state.home().directory());
    return isHere ? closed(state) : state.at(picked);
  }

  // Only 'y' destroys: whatever else was meant, it was not that.
  private static Step destroy(State state, SessionEntry session, KeyStroke key) {
    boolean yes =
        key.getKeyType() == KeyType.Character
            && !key.isCtrlDown()
            && !key.isAltDown()
            && (key.getCharacter() == 'y' || key.getCharacter() == 'Y');
    return yes
        ? Step.to(
            closed(state).with(Notice.good("Destroying " + session.label() + " …")),
            new Effect.Destroy(session.id()))
        : Step.to(closed(state));
  }

  /// The list follows while its filter is typed.
  private static State filter(State state, String text, String before, KeyStroke key) {
    return switch (key.getKeyType()) {
      case Enter -> closed(state);
      case Escape -> closed(state.with(state.list().filtered(before)));
      case ArrowUp -> state.with(state.list().move(-1));
      case ArrowDown -> state.with(state.list().move(1));
      default -> {
        var next = edited(text, key);
        yield state.with(state.list().filtered(next)).with(new Dialog.Filter(next, before));
      }
    };
  }

  private static Step search(State state, String text, KeyStroke key) {
    var chosen = state.list().chosen();
    Function<String, Step> typing = next -> Step.to(state.with(new Dialog.Search(next)));
    return switch (key.getKeyType()) {
      case Enter ->
          chosen == null || text.isEmpty()
              ? Step.to(closed(state))
              : Step.to(
                  closed(state).with(Notice.good("Looking for '" + text + "' …")),
                  new Effect.Search(chosen, text));
      case Escape -> Step.to(closed(state));
      default -> typing.apply(edited(text, key));
    };
  }

  private static String edited(String text, KeyStroke key) {
    if (key.getKeyType() == KeyType.Backspace) {
      return text.isEmpty() ? text : text.substring(0, text.offsetByCodePoints(text.length(), -1));
    }
    boolean printable = key.getKeyType() == KeyType.Character && !key.isAltDown();
    if (printable && key.isCtrlDown()) {
      return key.getCharacter() == 'u' ? "" : text;
    }
    return printable && text.length() < TEXT_MAX_CHARS ? text + key.getCharacter() : text;
  }
}

package dev.session.host.live;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.input.InputModes;
import dev.session.input.Modifier;
import dev.session.input.MouseAction;
import dev.session.input.MouseButton;
import dev.session.input.Pointer;
import dev.session.input.Pointer.Cell;
import dev.session.input.Pointer.Context;
import dev.session.input.WheelDirection;
import dev.session.json.JsonObject;
import dev.session.message.Message;
import dev.session.message.MouseRequest;
import dev.session.message.MouseResult;
import dev.session.screen.Aim;
import dev.session.screen.Phrase;
import dev.session.status.SessionCommand;
import dev.session.terminal.Terminal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One action of the mouse on a running session: finds where on the screen, makes the bytes that
/// the application asked for, and sends them.
///
/// All of it happens under the session's lock: the text that is aimed at stands where it is
/// clicked, and the modes are those in force.
final class MouseInput {
  /// Nobody clicks or scrolls more often in one call.
  private static final int TIMES_MAX = 10_000;

  private final LiveSession session;
  private final MouseRequest request;
  private final Terminal terminal;

  private final @Nullable String holdKey;

  private MouseInput(
      LiveSession session, MouseRequest request, Terminal terminal, @Nullable String holdKey) {
    this.session = session;
    this.request = request;
    this.holdKey = holdKey;
    this.terminal = terminal;
  }

  static CompletableFuture<Message> perform(
      LiveSession session, MouseRequest request, @Nullable String holdKey) {
    return session.atomically(
        terminal -> new MouseInput(session, request, terminal, holdKey).perform());
  }

  private CompletableFuture<Message> perform() {
    var aims = aims(request.onText(), request.onRegex());
    var aim = aims == null ? null : choose(aims);
    var cell = aim == null ? cell(request.row(), request.col()) : new Cell(aim.row(), aim.col());
    var target = request.action() == MouseAction.DRAG ? dragEnd() : cell;
    var bytes = bytes(cell, target);
    var text = aim == null ? null : aim.text();
    var matches = aims == null ? null : aims.size();
    if (bytes.length == 0) {
      // It is there already, or the application is not told of this part.
      long last = Math.max(0, session.lastSequence());
      return CompletableFuture.completedFuture(
          new MouseResult(target.row(), target.col(), 0, text, matches, last));
    }
    return session
        .input()
        .type(SessionCommand.MOUSE, bytes, List.of(), holdKey)
        .thenApply(
            taken ->
                new MouseResult(
                    target.row(), target.col(), bytes.length, text, matches, taken.seq()));
  }

  private byte[] bytes(Cell cell, Cell target) {
    var context = new Context(InputModes.of(terminal), modifiers(), request.force());
    var button =
        MouseButton.parse(request.button() == null ? "left" : String.valueOf(request.button()));
    Pointer pointer = session.input().pointer();
    return switch (request.action()) {
      case CLICK -> pointer.click(button, cell, times(), context);
      case DOWN -> pointer.press(button, cell, context);
      case UP -> pointer.release(button, cell, context);
      case MOVE -> pointer.move(cell, context);
      case DRAG -> pointer.drag(button, cell, target, context);
      case SCROLL -> pointer.scroll(wheel(), cell, times(), context);
    };
  }

  private Cell dragEnd() {
    var text = request.toText();
    if (text == null) {
      return cell(request.toRow(), request.toCol());
    }
    if (request.toRow() != null || request.toCol() != null) {
      throw invalid("Give the place or the text where the drag ends, not both.");
    }
    var aims = Aim.at(Phrase.text(text), terminal);
    if (aims.isEmpty()) {
      throw notShown(text);
    }
    return new Cell(aims.getFirst().lastRow(), aims.getFirst().lastCol());
  }

  /// All places to aim at; null where none is asked for.
  private @Nullable List<Aim> aims(@Nullable String text, @Nullable String regex) {
    if (text == null && regex == null) {
      if (request.nth() != null) {
        throw invalid("There is nothing to count: nth needs a text or a regular expression.");
      }
      return null;
    }
    if (text != null && regex != null || request.row() != null || request.col() != null) {
      throw invalid("Give one thing to aim at: a row and a column, a text, or an expression.");
    }
    var aims =
        Aim.at(text != null ? Phrase.text(text) : Phrase.regex(String.valueOf(regex)), terminal);
    if (aims.isEmpty()) {
      throw notShown(text != null ? text : String.valueOf(regex));
    }
    return aims;
  }

  private Aim choose(List<Aim> aims) {
    int nth = request.nth() == null ? 1 : request.nth();
    if (nth < 1 || nth > aims.size()) {
      throw new SessionException(
          nth < 1 ? ErrorCode.INVALID_INPUT : ErrorCode.EXPECTATION_FAILED,
          "What is aimed at stands on the screen in "
              + aims.size()
              + (aims.size() == 1 ? " place" : " places")
              + "; there is no "
              + nth
              + (nth < 1 ? ", they count from 1." : "."),
          JsonObject.builder().put("matches", aims.size()).put("nth", nth).build());
    }
    return aims.get(nth - 1);
  }

  private Cell cell(@Nullable Integer row, @Nullable Integer col) {
    if (row == null || col == null) {
      throw invalid("The mouse needs a place: a row and a column, or a text to aim at.");
    }
    if (row < 0 || col < 0 || row >= terminal.rows() || col >= terminal.cols()) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "There is no cell at row "
              + row
              + ", column "
              + col
              + ": the screen has "
              + terminal.rows()
              + " rows and "
              + terminal.cols()
              + " columns, both counted from 0.",
          JsonObject.builder().put("row", row).put("col", col).build());
    }
    return new Cell(row, col);
  }

  private int times() {
    int times = request.times() == null ? 1 : request.times();
    if (times < 1 || times > TIMES_MAX) {
      throw invalid("The mouse clicks and scrolls 1 to " + TIMES_MAX + " times in one call.");
    }
    return times;
  }

  private MouseButton wheel() {
    var direction = request.direction();
    return (direction == null ? WheelDirection.DOWN : direction).button();
  }

  private Set<Modifier> modifiers() {
    var modifiers = EnumSet.noneOf(Modifier.class);
    var text = request.modifiers();
    if (text != null) {
      for (var word : text.split("\\+", -1)) {
        modifiers.add(modifier(word));
      }
    }
    return modifiers;
  }

  private static Modifier modifier(String word) {
    for (var modifier : Modifier.values()) {
      if (modifier.word().equalsIgnoreCase(word)) {
        return modifier;
      }
    }
    throw invalid("'" + word + "' is no modifier: they are ctrl, alt and shift, joined by '+'.");
  }

  private static SessionException invalid(String sentence) {
    return new SessionException(ErrorCode.INVALID_INPUT, sentence);
  }

  private static SessionException notShown(String wanted) {
    return new SessionException(
        ErrorCode.EXPECTATION_FAILED,
        "The screen does not show '" + wanted + "', so the mouse did nothing. Wait for it first.",
        JsonObject.builder().put("wanted", wanted).build());
  }
}

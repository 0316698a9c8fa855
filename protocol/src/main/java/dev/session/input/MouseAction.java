package dev.session.input;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What can be done with a mouse, by the words of requests and steps.
public enum MouseAction {
  CLICK,
  DOWN,
  UP,
  MOVE,
  DRAG,
  SCROLL;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// All the words.
  public static List<String> words() {
    return Arrays.stream(values()).map(MouseAction::word).toList();
  }

  /// The action with this word.
  ///
  /// @throws SessionException INVALID_INPUT where there is none
  public static MouseAction parse(String word) {
    for (var action : values()) {
      if (action.word().equals(word)) {
        return action;
      }
    }
    throw new SessionException(
        ErrorCode.INVALID_INPUT,
        "The mouse cannot '" + word + "': it is click, down, up, move, drag or scroll.",
        JsonObject.builder().put("action", word).build());
  }
}

package dev.session.input;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Where the wheel of a mouse can be turned to, and the button that reports say for it.
public enum WheelDirection {
  UP,
  DOWN,
  LEFT,
  RIGHT;

  public MouseButton button() {
    return switch (this) {
      case UP -> MouseButton.WHEEL_UP;
      case DOWN -> MouseButton.WHEEL_DOWN;
      case LEFT -> MouseButton.WHEEL_LEFT;
      case RIGHT -> MouseButton.WHEEL_RIGHT;
    };
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// All the words.
  public static List<String> words() {
    return Arrays.stream(values()).map(WheelDirection::word).toList();
  }

  /// The direction with this word.
  ///
  /// @throws SessionException INVALID_INPUT where there is none
  public static WheelDirection parse(String word) {
    for (var direction : values()) {
      if (direction.word().equals(word)) {
        return direction;
      }
    }
    throw new SessionException(
        ErrorCode.INVALID_INPUT,
        "The wheel turns up, down, left or right, not '" + word + "'.",
        JsonObject.builder().put("direction", word).build());
  }
}

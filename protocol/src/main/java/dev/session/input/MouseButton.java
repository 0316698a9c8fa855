package dev.session.input;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import java.util.Locale;

/// A button of a mouse, by its number: left, middle, right, the four directions of the wheel, and
/// four more.
public record MouseButton(int number) {
  public static final MouseButton LEFT = new MouseButton(1);
  public static final MouseButton MIDDLE = new MouseButton(2);
  public static final MouseButton RIGHT = new MouseButton(3);
  public static final MouseButton WHEEL_UP = new MouseButton(4);
  public static final MouseButton WHEEL_DOWN = new MouseButton(5);
  public static final MouseButton WHEEL_LEFT = new MouseButton(6);
  public static final MouseButton WHEEL_RIGHT = new MouseButton(7);

  /// Reports have no code for more.
  private static final int MAX = 11;

  public MouseButton {
    if (number < 1 || number > MAX) {
      throw new IllegalArgumentException("mouse button " + number);
    }
  }

  /// The button that `text` names: left, middle, right, or a number.
  ///
  /// @throws SessionException INVALID_INPUT
  public static MouseButton parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "left", "1" -> LEFT;
      case "middle", "2" -> MIDDLE;
      case "right", "3" -> RIGHT;
      case "4", "5", "6", "7", "8", "9", "10", "11" -> new MouseButton(Integer.parseInt(text));
      default ->
          throw new SessionException(
              ErrorCode.INVALID_INPUT,
              "There is no mouse button '"
                  + text
                  + "': it is left, middle, right, or a number from 1 to "
                  + MAX
                  + ".",
              JsonObject.builder().put("button", text).build());
    };
  }

  /// The key that a direction of the wheel presses under alternate scrolling.
  String cursorKey() {
    return switch (number) {
      case 4 -> "Up";
      case 5 -> "Down";
      case 6 -> "Left";
      default -> "Right";
    };
  }

  /// The wheel gives presses only.
  boolean isWheel() {
    return number >= WHEEL_UP.number && number <= WHEEL_RIGHT.number;
  }

  /// Its code in reports: two low bits, 64 for the wheel, 128 for those after it.
  int code() {
    if (number <= 3) {
      return number - 1;
    }
    return number <= WHEEL_RIGHT.number ? 64 + number - 4 : 128 + number - 8;
  }
}

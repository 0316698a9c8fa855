package dev.session.input;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.util.List;

/// The bytes of key presses.
public final class Keyboard {
  private Keyboard() {}

  /// The bytes of `keys` pressed one after the other.
  ///
  /// @throws SessionException INVALID_KEYS if one of them cannot be sent in these modes
  public static byte[] press(List<Key> keys, InputModes modes) {
    var bytes = new ByteArrayOutputStream();
    for (var key : keys) {
      bytes.writeBytes(bytes(key, KeyAction.PRESS, modes));
    }
    return bytes.toByteArray();
  }

  /// The bytes of one action on one key; none for a release or a repeat that the application is not
  /// told about.
  ///
  /// @throws SessionException INVALID_KEYS if the key cannot be sent in these modes
  public static byte[] bytes(Key key, KeyAction action, InputModes modes) {
    if (KittyKeys.apply(modes)) {
      return KittyKeys.bytes(key, action, modes);
    }
    return action == KeyAction.RELEASE ? new byte[0] : XtermKeys.bytes(key, modes);
  }

  static SessionException unsendable(Key key, String reason) {
    return new SessionException(
        ErrorCode.INVALID_KEYS,
        "The key '" + key + "' cannot be sent: " + reason,
        JsonObject.builder().put("key", key.toString()).build());
  }
}

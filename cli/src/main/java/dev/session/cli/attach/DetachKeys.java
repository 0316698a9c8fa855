package dev.session.cli.attach;

import dev.session.input.InputModes;
import dev.session.input.Key;
import dev.session.input.KeyAction;
import dev.session.input.Keyboard;
import dev.session.input.MouseEncoding;
import dev.session.input.MouseTracking;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/// Finds the keys that leave a session in what is typed, and passes everything else on.
///
/// The first of them is held back until the next key tells what it was; pressed twice it is typed
/// once. Keys are recognised in every way in which the caller's terminal may send them: an
/// application may have asked for another keyboard protocol.
final class DetachKeys {
  private static final int KITTY_FLAGS_MAX = 31;
  private static final int MODIFY_OTHER_KEYS_MAX = 3;

  private final String names;

  /// For each key all its encodings, the longest first.
  private final List<List<byte[]>> keys = new ArrayList<>();

  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private int next;
  private boolean detached;

  private DetachKeys(String names) {
    this.names = names;
  }

  /// The keys of this description: names as for `send-keys`, with blanks between.
  ///
  /// @throws dev.session.error.SessionException INVALID_KEYS
  static DetachKeys parse(String names) {
    var detach = new DetachKeys(names.strip());
    for (var name : names.strip().split("[ ,]+", -1)) {
      detach.keys.add(encodings(Key.parse(name)));
    }
    return detach;
  }

  private static List<byte[]> encodings(Key key) {
    var seen = new LinkedHashSet<String>();
    var encodings = new ArrayList<byte[]>();
    for (int kitty = 0; kitty <= KITTY_FLAGS_MAX; kitty++) {
      for (int other = 0; other <= MODIFY_OTHER_KEYS_MAX; other++) {
        for (boolean asU : new boolean[] {false, true}) {
          var bytes = Keyboard.bytes(key, KeyAction.PRESS, modes(kitty, other, asU));
          if (bytes.length > 0 && seen.add(Arrays.toString(bytes))) {
            encodings.add(bytes);
          }
        }
      }
    }
    encodings.sort((a, b) -> b.length - a.length);
    return encodings;
  }

  private static InputModes modes(int kitty, int modifyOtherKeys, boolean asU) {
    var none = InputModes.DEFAULT;
    return new InputModes(
        false,
        false,
        false,
        false,
        false,
        modifyOtherKeys,
        asU,
        kitty,
        false,
        false,
        MouseTracking.NONE,
        MouseEncoding.DEFAULT,
        false,
        none.cellWidthPx(),
        none.cellHeightPx());
  }

  /// As people read them.
  String names() {
    return names;
  }

  /// Whether all of them were pressed. What was typed behind them is dropped.
  boolean areComplete() {
    return detached;
  }

  /// What of `bytes[0..length)`, and of what was held back before, is for the session.
  byte[] filter(byte[] bytes, int length) {
    var passed = new ByteArrayOutputStream();
    int at = 0;
    while (at < length && !detached) {
      int key = match(keys.get(next), bytes, at, length);
      if (key > 0) {
        held.write(bytes, at, key);
        at += key;
        detached = ++next == keys.size();
        continue;
      }
      if (next > 0) {
        at = letGo(bytes, at, length, passed);
        continue;
      }
      passed.write(bytes[at++]);
    }
    return passed.toByteArray();
  }

  /// What was held back was something else.
  private int letGo(byte[] bytes, int at, int length, ByteArrayOutputStream passed) {
    passed.writeBytes(held.toByteArray());
    held.reset();
    boolean first = next == 1;
    next = 0;
    // Pressed twice, it is typed once.
    return first ? at + match(keys.getFirst(), bytes, at, length) : at;
  }

  private static int match(List<byte[]> encodings, byte[] bytes, int at, int length) {
    for (var encoding : encodings) {
      if (at + encoding.length <= length
          && Arrays.equals(encoding, 0, encoding.length, bytes, at, at + encoding.length)) {
        return encoding.length;
      }
    }
    return 0;
  }
}

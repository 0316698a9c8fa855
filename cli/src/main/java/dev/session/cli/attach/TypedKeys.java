package dev.session.cli.attach;

import dev.session.error.SessionException;
import dev.session.input.InputModes;
import dev.session.input.Key;
import dev.session.input.KeyAction;
import dev.session.input.Keyboard;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads back what a terminal sent under some modes: which keys, which text, what of the mouse.
final class TypedKeys {
  /// What a person did.
  sealed interface Act {
    /// Text without controls.
    record Text(String text) implements Act {}

    /// A key by its name.
    record Press(String key) implements Act {}

    /// Text from a clipboard.
    record Pasted(String text) implements Act {}

    /// A report of the mouse, as SGR encodes it (mode 1006); row and column count from 0.
    record Mouse(int code, int row, int col, boolean release) implements Act {}
  }

  private static final String PASTE_START = "\033[200~";
  private static final String PASTE_END = "\033[201~";
  private static final Pattern SGR_MOUSE = Pattern.compile("\033\\[<(\\d+);(\\d+);(\\d+)([Mm])");
  private static final Pattern FOCUS = Pattern.compile("\033\\[[IO]");

  /// A sequence that is none of the keys here.
  private static final Pattern UNKNOWN = Pattern.compile("\033(\\[[ -?]*[@-~]|O.)");

  private static final String LETTERS_FIRST = "abcdefghijklmnopqrstuvwxyz";
  private static final List<String> MODIFIERS =
      List.of("", "shift+", "alt+", "ctrl+", "ctrl+shift+", "alt+shift+", "ctrl+alt+");
  private static final List<String> NAMED =
      List.of(
          "Enter",
          "Tab",
          "Escape",
          "Backspace",
          "Up",
          "Down",
          "Right",
          "Left",
          "Home",
          "End",
          "Insert",
          "Delete",
          "PageUp",
          "PageDown",
          "F1",
          "F2",
          "F3",
          "F4",
          "F5",
          "F6",
          "F7",
          "F8",
          "F9",
          "F10",
          "F11",
          "F12");

  /// Names of keys by what they send, in Latin-1.
  private final Map<String, String> names = new HashMap<>();

  private int longest;

  /// @param modes those of the program; the caller's terminal need not know all of them, so what
  ///   one without them sends is read too
  TypedKeys(InputModes modes) {
    addAll(modes);
    addAll(InputModes.DEFAULT.withApplicationCursor(modes.applicationCursor()));
    addAll(InputModes.DEFAULT);
  }

  private void addAll(InputModes modes) {
    for (var modifiers : MODIFIERS) {
      for (var named : NAMED) {
        add(modifiers + named, modes);
      }
    }
    // Small letters first: with ctrl, capital ones are the same key.
    LETTERS_FIRST.chars().forEach(c -> addPrintable((char) c, modes));
    for (char c = '!'; c < 0x7f; c++) {
      addPrintable(c, modes);
    }
    add("ctrl+Space", modes);
    add("Space", modes);
  }

  private void addPrintable(char c, InputModes modes) {
    if (c != '+') { // which joins the names of modifiers
      for (var modifiers : List.of("", "ctrl+", "alt+", "ctrl+alt+")) {
        add(modifiers + c, modes);
      }
    }
  }

  private void add(String name, InputModes modes) {
    try {
      var bytes = Keyboard.bytes(Key.parse(name), KeyAction.PRESS, modes);
      if (bytes.length > 0) {
        names.putIfAbsent(new String(bytes, StandardCharsets.ISO_8859_1), name);
        longest = Math.max(longest, bytes.length);
      }
    } catch (SessionException cannotBeSent) {
      // Then nobody has pressed it.
    }
  }

  /// What these bytes are. What is no key, text, paste or report is left out.
  List<Act> read(byte[] bytes) {
    var typed = new String(bytes, StandardCharsets.ISO_8859_1);
    var acts = new ArrayList<Act>();
    int at = 0;
    while (at < typed.length()) {
      at = control(typed, at) ? special(typed, at, acts) : text(typed, at, acts);
    }
    return acts;
  }

  private static boolean control(String typed, int at) {
    char c = typed.charAt(at);
    return c < ' ' || c == 0x7f || c == 0x9b;
  }

  private static int text(String typed, int from, List<Act> acts) {
    int end = from;
    while (end < typed.length() && !control(typed, end)) {
      end++;
    }
    var text = utf8(typed.substring(from, end));
    if (!acts.isEmpty() && acts.getLast() instanceof Act.Text(var before)) {
      acts.removeLast();
      text = before + text;
    }
    acts.add(new Act.Text(text));
    return end;
  }

  private static String utf8(String latin1) {
    return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private int special(String typed, int at, List<Act> acts) {
    if (typed.startsWith(PASTE_START, at)) {
      int begin = at + PASTE_START.length();
      int end = typed.indexOf(PASTE_END, begin);
      acts.add(new Act.Pasted(utf8(typed.substring(begin, end < 0 ? typed.length() : end))));
      return end < 0 ? typed.length() : end + PASTE_END.length();
    }
    var mouse = SGR_MOUSE.matcher(typed).region(at, typed.length());
    if (mouse.lookingAt()) {
      acts.add(
          new Act.Mouse(
              Integer.parseInt(mouse.group(1)),
              Integer.parseInt(mouse.group(3)) - 1,
              Integer.parseInt(mouse.group(2)) - 1,
              mouse.group(4).equals("m")));
      return mouse.end();
    }
    var focus = FOCUS.matcher(typed).region(at, typed.length());
    if (focus.lookingAt()) {
      return focus.end();
    }
    return key(typed, at, acts);
  }

  private int key(String typed, int at, List<Act> acts) {
    for (int length = Math.min(longest, typed.length() - at); length > 0; length--) {
      @Nullable String name = names.get(typed.substring(at, at + length));
      if (name != null) {
        acts.add(new Act.Press(name));
        return at + length;
      }
    }
    var unknown = UNKNOWN.matcher(typed).region(at, typed.length());
    return unknown.lookingAt() ? unknown.end() : at + 1;
  }
}

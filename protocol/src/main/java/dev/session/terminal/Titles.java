package dev.session.terminal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Window and icon title, their stacks (`CSI 22 t`, `CSI 23 t`) and how they are set and reported
/// (XTSMTITLE), and the working directory that the shell told (OSC 7).
final class Titles {
  /// Longer titles are cut off there.
  static final int TITLE_MAX_CHARS = 1024;

  static final int STACK_MAX = 10;

  static final int SET_HEX = 1;
  static final int QUERY_HEX = 1 << 1;
  static final int MODES = 4;

  String window = "";
  String icon = "";
  String workingDirectory = "";
  int modes;

  record Pair(String window, String icon) {}

  private final Deque<Pair> stack = new ArrayDeque<>();

  /// Takes over what is shown, not the stack of it.
  void copyFrom(Titles other) {
    window = other.window;
    icon = other.icon;
    workingDirectory = other.workingDirectory;
  }

  void reset() {
    modes = 0;
  }

  /// A title as it is kept: without control characters, which a report could inject, and not too
  /// long.
  static String clean(String title) {
    return limited(withoutControls(title));
  }

  private static String limited(String title) {
    if (title.length() <= TITLE_MAX_CHARS) {
      return title;
    }
    int end = Character.isHighSurrogate(title.charAt(TITLE_MAX_CHARS - 1)) ? 1 : 0;
    return title.substring(0, TITLE_MAX_CHARS - end);
  }

  private static String withoutControls(String text) {
    boolean clean = text.chars().noneMatch(c -> c < 0x20 || (c >= 0x7f && c < 0xa0));
    if (clean) {
      return text;
    }
    var kept = new StringBuilder();
    text.chars()
        .filter(c -> c >= 0x20 && (c < 0x7f || c >= 0xa0))
        .forEach(c -> kept.append((char) c));
    return kept.toString();
  }

  void push() {
    if (stack.size() == STACK_MAX) {
      stack.removeLast();
    }
    stack.push(new Pair(window, icon));
  }

  /// Takes back the titles that `which` names: 0 both, 1 icon, 2 window.
  void pop(int which) {
    Pair pair = stack.poll();
    if (pair == null) {
      return;
    }
    if (which != 1) {
      window = pair.window();
    }
    if (which != 2) {
      icon = pair.icon();
    }
  }

  /// From the oldest to the newest.
  List<Pair> stacked() {
    return new ArrayList<>(stack).reversed();
  }

  void restoreStacked(Pair pair) {
    stack.push(pair);
  }
}

package dev.session.terminal;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The hyperlinks (OSC 8) that cells refer to by number.
///
/// Numbers rise from 1. The last [#LINKS_MAX] links are known; cells of older ones lose their link,
/// not their text. The same URI with the same `id` parameter is the same link. Spec:
/// https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
final class Links {
  static final int LINKS_MAX = 4096;

  /// Longer URIs and ids are ignored as a whole.
  static final int URI_MAX_CHARS = 2083;

  static final int ID_MAX_CHARS = 250;

  record Link(String id, String uri) {}

  private final Map<Link, Integer> numbers = new HashMap<>();
  private @Nullable Link[] table = new @Nullable Link[64];
  private int last;

  /// For reading only: what is opened in the copy is not known by its address.
  Links copy() {
    var copy = new Links();
    copy.table = table.clone();
    copy.last = last;
    return copy;
  }

  int open(String id, String uri) {
    var link = new Link(id, uri);
    Integer known = numbers.get(link);
    if (known != null) {
      return known;
    }
    put(last + 1, link);
    return last;
  }

  /// Enters a link under the number it had, as a dump restores it.
  void put(int number, Link link) {
    last = Math.max(last, number);
    int slot = number % LINKS_MAX;
    if (slot >= table.length) {
      var grown = new @Nullable Link[Math.min(LINKS_MAX, Integer.highestOneBit(slot) * 2)];
      System.arraycopy(table, 0, grown, 0, table.length);
      table = grown;
    }
    Link dropped = table[slot];
    if (dropped != null) {
      numbers.remove(dropped);
    }
    table[slot] = link;
    numbers.put(link, number);
  }

  @Nullable Link get(int number) {
    if (number <= 0 || number > last || number <= last - LINKS_MAX) {
      return null;
    }
    int slot = number % LINKS_MAX;
    return slot < table.length ? table[slot] : null;
  }

  int last() {
    return last;
  }

  void clear() {
    numbers.clear();
    table = new @Nullable Link[64];
    last = 0;
  }
}

package dev.session.input;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.input.Key.Base.Named;
import dev.session.input.Key.Base.Printable;
import dev.session.json.JsonObject;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the names of key presses: `[modifier+…]key`.
///
/// Names are read without regard to case, `_` and `-`, and by the other names people know them by;
/// blanks around `+` mean nothing. Besides, there are the notations of Emacs and tmux (`C-c`,
/// `M-x`, where M is alt) and of terminals (`^C`).
final class KeyParser {
  static final String SPACE = "Space";

  /// Farther than that from what was written, a name is no help.
  private static final int NEAR_MAX_EDITS = 2;

  private static final Map<String, Modifier> MODIFIERS =
      Map.ofEntries(
          Map.entry("ctrl", Modifier.CTRL),
          Map.entry("control", Modifier.CTRL),
          Map.entry("alt", Modifier.ALT),
          Map.entry("opt", Modifier.ALT),
          Map.entry("option", Modifier.ALT),
          Map.entry("shift", Modifier.SHIFT),
          Map.entry("super", Modifier.SUPER),
          Map.entry("cmd", Modifier.SUPER),
          Map.entry("command", Modifier.SUPER),
          Map.entry("win", Modifier.SUPER),
          Map.entry("meta", Modifier.META),
          Map.entry("hyper", Modifier.HYPER));

  // Only before '-': "M" is the alt key of the programs that write it so.
  private static final Map<String, Modifier> DASH_MODIFIERS =
      Map.of("c", Modifier.CTRL, "m", Modifier.ALT, "a", Modifier.ALT, "s", Modifier.SHIFT);

  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("return", "Enter"),
          Map.entry("cr", "Enter"),
          Map.entry("esc", "Escape"),
          Map.entry("bs", "Backspace"),
          Map.entry("bspace", "Backspace"),
          Map.entry("del", "Delete"),
          Map.entry("dc", "Delete"),
          Map.entry("ins", "Insert"),
          Map.entry("ic", "Insert"),
          Map.entry("pgup", "PageUp"),
          Map.entry("ppage", "PageUp"),
          Map.entry("prior", "PageUp"),
          Map.entry("pgdn", "PageDown"),
          Map.entry("pgdown", "PageDown"),
          Map.entry("npage", "PageDown"),
          Map.entry("next", "PageDown"),
          Map.entry("arrowup", "Up"),
          Map.entry("arrowdown", "Down"),
          Map.entry("arrowleft", "Left"),
          Map.entry("arrowright", "Right"),
          Map.entry("uparrow", "Up"),
          Map.entry("downarrow", "Down"),
          Map.entry("leftarrow", "Left"),
          Map.entry("rightarrow", "Right"),
          Map.entry("pf1", "F1"),
          Map.entry("pf2", "F2"),
          Map.entry("pf3", "F3"),
          Map.entry("pf4", "F4"),
          Map.entry("prtsc", "PrintScreen"),
          Map.entry("print", "PrintScreen"),
          Map.entry("break", "Pause"),
          Map.entry("contextmenu", "Menu"),
          Map.entry("apps", "Menu"),
          Map.entry("leftctrl", "LeftControl"),
          Map.entry("rightctrl", "RightControl"),
          Map.entry("kpadd", "KP_Plus"),
          Map.entry("kpsubtract", "KP_Minus"),
          Map.entry("kpasterisk", "KP_Multiply"),
          Map.entry("kpslash", "KP_Divide"),
          Map.entry("kpperiod", "KP_Decimal"),
          Map.entry("kpdot", "KP_Decimal"),
          Map.entry("kpcomma", "KP_Separator"),
          Map.entry("kpequals", "KP_Equal"),
          Map.entry("kppgup", "KP_PageUp"),
          Map.entry("kpprior", "KP_PageUp"),
          Map.entry("kppgdn", "KP_PageDown"),
          Map.entry("kpnext", "KP_PageDown"),
          Map.entry("kpins", "KP_Insert"),
          Map.entry("kpdel", "KP_Delete"));

  private static final Map<String, Key.Base> BASES = bases();

  static final List<String> NAMES = names();

  private final String text;
  private final Set<Modifier> modifiers = EnumSet.noneOf(Modifier.class);

  private KeyParser(String text) {
    this.text = text;
  }

  static Key parse(String text) {
    return new KeyParser(text).key();
  }

  private Key key() {
    if (text.equals(" ")) {
      return new Key(new Printable(' '), Set.of());
    }
    var caret = caret(text.strip());
    if (caret != null) {
      return caret;
    }
    var rest = text.strip();
    if (rest.isEmpty()) {
      throw invalid("is empty", "name a key, as in Enter, ctrl+c or " + SPACE);
    }
    while (true) {
      var separator = separator(rest);
      if (separator < 0) {
        return base(rest);
      }
      rest = rest.substring(separator + 1).strip();
    }
  }

  // Takes the modifier that `rest` begins with; where the separator after it is, or -1.
  private int separator(String rest) {
    for (int i = 1; i < rest.length(); i++) {
      char c = rest.charAt(i);
      if (c != '+' && c != '-') {
        continue;
      }
      var word = rest.substring(0, i).strip().toLowerCase(Locale.ROOT);
      var modifier = MODIFIERS.get(word);
      if (modifier == null && c == '-') {
        modifier = DASH_MODIFIERS.get(word);
      }
      if (modifier == null) {
        if (c == '-') {
          continue; // part of a name, as in Page-Up
        }
        throw invalid("has the unknown modifier '" + word + "'", nearest(word, modifierWords()));
      }
      if (rest.substring(i + 1).isBlank()) {
        throw invalid("has no key after '" + c + "'", "add one, as in " + modifier.word() + "+x");
      }
      if (!modifiers.add(modifier)) {
        throw invalid("names the modifier " + modifier.word() + " twice", "leave one out");
      }
      return i;
    }
    return -1;
  }

  private Key base(String name) {
    var single = single(name);
    if (single >= 0) {
      return new Key(new Printable(single), modifiers);
    }
    var folded = fold(name);
    if (folded.equals("backtab") || folded.equals("btab")) {
      return new Key(new Named(NamedKey.TAB), modifiers).with(Modifier.SHIFT);
    }
    var base = BASES.get(folded);
    if (base != null) {
      return new Key(base, modifiers);
    }
    if (MODIFIERS.containsKey(folded)) {
      throw invalid(
          "is a modifier without a key",
          "write " + folded + "+x, or LeftShift, LeftControl, … for the modifier key itself");
    }
    if (name.codePoints().anyMatch(Character::isISOControl)) {
      throw invalid("contains a control character", "name the key, as in Enter, Escape or ctrl+c");
    }
    throw invalid(
        "names no key" + (name.equals(text) ? "" : " by '" + printable(name) + "'"),
        nearest(folded, BASES.keySet()));
  }

  // `^C` as terminals show it.
  private static @Nullable Key caret(String text) {
    if (text.length() != 2 || text.charAt(0) != '^') {
      return null;
    }
    char c = Character.toLowerCase(text.charAt(1));
    return c == '?' || (c >= '@' && c <= '~')
        ? new Key(new Printable(c), Set.of(Modifier.CTRL))
        : null;
  }

  // The character that `name` is, composed where it was written decomposed, or -1.
  private static int single(String name) {
    var composed =
        name.length() > 1 && name.charAt(1) > 0x7f
            ? Normalizer.normalize(name, Normalizer.Form.NFC)
            : name;
    int codePoint = composed.codePointAt(0);
    return Character.charCount(codePoint) == composed.length() && isPrintable(codePoint)
        ? codePoint
        : -1;
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String fold(String name) {
    var folded = name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    return folded.startsWith("numpad") ? "kp" + folded.substring("numpad".length()) : folded;
  }

  private static Map<String, Key.Base> bases() {
    var bases = new HashMap<String, Key.Base>();
    for (var key : NamedKey.values()) {
      bases.put(fold(key.keyName()), new Named(key));
    }
    bases.put(fold(SPACE), new Printable(' '));
    bases.put("plus", new Printable('+'));
    bases.put("minus", new Printable('-'));
    ALIASES.forEach(
        (alias, name) -> {
          var base = bases.get(fold(name));
          if (base == null || bases.put(alias, base) != null) {
            throw new AssertionError("alias " + alias + " of " + name);
          }
        });
    return Map.copyOf(bases);
  }

  private static List<String> names() {
    var names = new ArrayList<String>();
    for (var key : NamedKey.values()) {
      names.add(key.keyName());
    }
    names.add(SPACE);
    return List.copyOf(names);
  }

  private static List<String> modifierWords() {
    var words = new ArrayList<String>();
    for (var modifier : Modifier.values()) {
      words.add(modifier.word());
    }
    return words;
  }

  private String nearest(String word, Iterable<String> names) {
    String nearest = null;
    int least = NEAR_MAX_EDITS + 1;
    for (var name : names) {
      if (Math.abs(name.length() - word.length()) > NEAR_MAX_EDITS) {
        continue;
      }
      int edits = edits(word, name);
      // The first in the alphabet, so that the same mistake always gets the same answer.
      if (edits < least || (edits == least && nearest != null && name.compareTo(nearest) < 0)) {
        nearest = name;
        least = edits;
      }
    }
    if (nearest != null && 2 * least <= word.length()) {
      var base = BASES.get(nearest);
      return "did you mean " + (base == null ? nearest : new Key(base, Set.of())) + "?";
    }
    return "to send text use 'session type'; 'session schema' lists the names";
  }

  // The Levenshtein distance.
  private static int edits(String a, String b) {
    var row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  private SessionException invalid(String fault, String advice) {
    return new SessionException(
        ErrorCode.INVALID_KEYS,
        "The key '"
            + printable(text)
            + "' "
            + fault
            + ": "
            + advice
            + (advice.endsWith("?") ? "" : "."),
        JsonObject.builder().put("key", text).build());
  }

  // A control character must not reach a terminal by way of an error message.
  private static String printable(String text) {
    var shown = new StringBuilder();
    text.codePoints()
        .limit(60)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? 0xfffd : c));
    return shown.length() < text.length() ? shown + "…" : shown.toString();
  }
}

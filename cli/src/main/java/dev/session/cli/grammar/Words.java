package dev.session.cli.grammar;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Wording that several messages share: lists of choices, and the known word that was meant by an
/// unknown one.
public final class Words {
  /// Beyond this share of the word's length, a suggestion would be a guess.
  private static final int CHARS_PER_SLIP = 3;

  /// What other tools call what we have another word for.
  private static final Map<String, String> OF_OTHER_TOOLS =
      Map.ofEntries(
          Map.entry("kill", "destroy"),
          Map.entry("stop", "destroy"),
          Map.entry("rm", "destroy"),
          Map.entry("remove", "destroy"),
          Map.entry("delete", "destroy"),
          Map.entry("exec", "run"),
          Map.entry("new", "create"),
          Map.entry("start", "create"),
          Map.entry("ps", "list"),
          Map.entry("logs", "log"),
          Map.entry("show", "inspect"),
          Map.entry("info", "inspect"),
          Map.entry("send", "type"),
          Map.entry("connect", "attach"),
          Map.entry("watch", "dashboard"),
          Map.entry("capture", "snapshot"),
          Map.entry("grep", "search"));

  private Words() {}

  /// The command that another tool's word means, or null.
  static @Nullable String ofOtherTools(String word) {
    return OF_OTHER_TOOLS.get(word);
  }

  static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  /// "a, b or c".
  static String oneOf(List<String> choices) {
    var text = new StringBuilder();
    for (int i = 0; i < choices.size(); i++) {
      if (i > 0) {
        text.append(i == choices.size() - 1 ? " or " : ", ");
      }
      text.append(choices.get(i));
    }
    return text.toString();
  }

  /// The known word that was most likely meant, or null where none is near.
  public static @Nullable String nearest(String word, Iterable<String> known) {
    String nearest = null;
    int leastSlips = Math.max(1, word.length() / CHARS_PER_SLIP) + 1;
    for (var candidate : known) {
      boolean beginning = word.length() >= 2 && candidate.startsWith(word);
      int slips = beginning ? 1 : slips(word, candidate);
      if (slips < leastSlips) {
        leastSlips = slips;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /// How many letters were inserted, left out, replaced or swapped with their neighbour.
  static int slips(String a, String b) {
    int[] beforePrevious = new int[b.length() + 1];
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, beforePrevious[j - 2] + 1);
        }
        current[j] = least;
      }
      int[] oldest = beforePrevious;
      beforePrevious = previous;
      previous = current;
      current = oldest;
    }
    return previous[b.length()];
  }
}

package dev.session.screen;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The forms of a snapshot.
public enum SnapshotFormat {
  /// Everything, for programs.
  STRUCTURED,
  /// The canonical text.
  TEXT,
  /// The text with the escape sequences that give it its colours.
  ANSI;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The format with this word, or null.
  public static @Nullable SnapshotFormat ofWord(String word) {
    for (var format : values()) {
      if (format.word().equals(word)) {
        return format;
      }
    }
    return null;
  }
}

package dev.session.log;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The marks of one segment by label, each with the number of the last event that set it. A seal
/// holds them, so that a mark is found without reading the segment, unless they are too many.
final class SegmentMarks {

  /// More text than this is not put into a seal.
  private static final int TEXT_MAX_CHARS = 4096;

  private final Map<String, Long> sequences = new LinkedHashMap<>();
  private int chars;

  void add(String label, long sequence) {
    if (fits() && sequences.put(label, sequence) == null) {
      chars += label.length();
    }
  }

  boolean fits() {
    return chars <= TEXT_MAX_CHARS && sequences.size() <= TEXT_MAX_CHARS / 16;
  }

  long last(String label) {
    return sequences.getOrDefault(label, LogPoints.NONE);
  }

  JsonObject toJson() {
    var object = JsonObject.builder();
    for (var mark : sequences.entrySet()) {
      object.put(mark.getKey(), mark.getValue());
    }
    return object.build();
  }

  static @Nullable SegmentMarks parse(JsonFields seal) {
    var object = seal.optionalObject("marks");
    if (object == null) {
      return null;
    }
    var marks = new SegmentMarks();
    var fields = object.fields("marks");
    for (String label : object.members().keySet()) {
      marks.add(label, fields.longInteger(label));
    }
    return marks;
  }
}

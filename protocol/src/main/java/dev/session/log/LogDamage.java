package dev.session.log;

import java.nio.file.Path;

/// A place from which on a log cannot be trusted. What precedes it is usable.
///
/// @param kind what was found
/// @param file the segment
/// @param line the line in it, counted from 1
/// @param offset the byte in it at which that line begins, counted from 0 and before compression
/// @param sequence the first event that cannot be read
/// @param problem what is wrong, without a final full stop
public record LogDamage(
    Kind kind, Path file, long line, long offset, long sequence, String problem) {

  public enum Kind {
    /// The first line is not the header of a segment of this log.
    BAD_HEADER,
    /// A line is not an event.
    BAD_LINE,
    /// The lines before a check line or a seal are not those that were written.
    CHECK_MISMATCH,
    /// The SHA-256 of a sealed segment is not the one in its seal or in the segment after it.
    HASH_MISMATCH,
    /// A segment ends without a seal although another one follows.
    CUT_SHORT,
    /// A segment between two others is not there.
    MISSING_SEGMENT,
    /// A segment does not begin with the event that follows the one before it.
    SEQUENCE_GAP
  }

  /// The number of the segment.
  public int segment() {
    return SegmentFiles.number(file);
  }

  /// The finding as a sentence.
  public String describe() {
    return "Log damaged at event "
        + sequence
        + ": "
        + problem
        + " ("
        + file
        + ", line "
        + line
        + ", byte "
        + offset
        + ").";
  }
}

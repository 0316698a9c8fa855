package dev.session.replay;

import org.jspecify.annotations.Nullable;

/// A stretch of time in which a phrase stood on the screen.
///
/// @param row where it began when it was first seen; 0 for what only scrolled by
/// @param col likewise, in cells
/// @param text what stood there
/// @param line the whole line that it was part of
/// @param firstSequence the first event after which it was there
/// @param firstMicros the time of that event
/// @param lastSequence the last event after which it was there
/// @param lastMicros the time of that event
/// @param goneMicros when it went; null where it was still there at the end of the search
/// @param passing it scrolled off within the event that brought it, so no snapshot shows it but in
///   its scrollback
public record Sighting(
    int row,
    int col,
    String text,
    String line,
    long firstSequence,
    long firstMicros,
    long lastSequence,
    long lastMicros,
    @Nullable Long goneMicros,
    boolean passing) {}

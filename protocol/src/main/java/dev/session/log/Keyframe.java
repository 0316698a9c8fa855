package dev.session.log;

/// The terminal's state at a point of a log, and where to read on from there.
///
/// @param sequence the number of events that the state contains, which is the number of the next
///   one
/// @param micros the time of the last event that it contains, or the beginning of its segment
/// @param cols the terminal's size
/// @param rows likewise
/// @param bytes what gives a fresh terminal of that size the state; empty for a fresh terminal
/// @param segment where the next event is
/// @param offset the first line to read in that segment: the beginning of a block, 0 for the header
@SuppressWarnings("ArrayRecordComponent") // large, never compared, not worth a copy
public record Keyframe(
    long sequence, long micros, int cols, int rows, byte[] bytes, int segment, long offset) {}

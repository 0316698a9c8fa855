package dev.session.log;

/// Gives the writer the terminal's state as bytes that reproduce it in a fresh terminal.
///
/// The writer asks when it begins a new segment or index entry, at the start of a call that appends
/// an event. All events that are in the log by then, and no others, must have been applied to the
/// terminal.
@FunctionalInterface
public interface KeyframeSource {
  byte[] keyframe();
}

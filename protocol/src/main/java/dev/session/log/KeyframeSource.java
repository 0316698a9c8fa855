package dev.session.log;

/// Gives the writer the terminal's state as bytes that reproduce it in a fresh terminal.
///
/// The writer asks when it begins a new segment or index entry, at the start of a call that appends
/// an event. All events that are in the log by then, and no others, must have been applied to the
/// terminal.
@FunctionalInterface
public interface KeyframeSource {
  State state();

  /// The state of a terminal.
  ///
  /// @param cols its size; what it printed may have changed it, and the log tells that only next
  /// @param rows likewise
  /// @param bytes what gives a fresh terminal of that size the state
  @SuppressWarnings("ArrayRecordComponent") // large, never compared, not worth a copy
  record State(int cols, int rows, byte[] bytes) {}
}

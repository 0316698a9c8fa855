package dev.session.video;

/// Told how far the making of a film has come.
@FunctionalInterface
public interface Progress {
  /// Event `sequence` has been reached in a pass that is `share` of the work, of which `before` was
  /// done before this pass.
  void at(double before, double share, long sequence);
}

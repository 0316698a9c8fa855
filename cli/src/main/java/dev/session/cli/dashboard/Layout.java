package dev.session.cli.dashboard;

/// How the sessions share the screen.
enum Layout {
  /// The list beside the chosen session.
  SPLIT,
  /// The chosen session alone.
  MAXIMISED,
  /// Many sessions at once.
  OVERVIEW
}

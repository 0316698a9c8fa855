package dev.session.cli.dashboard;

/// Which part of the screen the arrow keys are for.
enum Focus {
  LIST,
  SCREEN,
  TIMELINE;

  Focus next() {
    return switch (this) {
      case LIST -> SCREEN;
      case SCREEN -> TIMELINE;
      case TIMELINE -> LIST;
    };
  }

  Focus previous() {
    return next().next();
  }
}

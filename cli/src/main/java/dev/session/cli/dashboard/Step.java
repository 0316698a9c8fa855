package dev.session.cli.dashboard;

import java.util.List;

/// What an event leads to.
record Step(State state, List<Effect> effects) {
  Step {
    effects = List.copyOf(effects);
  }

  static Step to(State state) {
    return new Step(state, List.of());
  }

  static Step to(State state, Effect effect) {
    return new Step(state, List.of(effect));
  }
}

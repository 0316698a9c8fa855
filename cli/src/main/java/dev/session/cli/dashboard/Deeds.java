package dev.session.cli.dashboard;

import dev.session.home.Home;
import java.util.List;

/// Carries out commands of `session` for the user of the dashboard, by the same code that carries
/// them out when they are typed.
public interface Deeds {
  /// Runs a command that needs no terminal; what it prints for people.
  ///
  /// @throws dev.session.error.SessionException what it failed with
  String carryOut(Home home, List<String> words);

  /// Runs a command that has the terminal to itself until it returns.
  ///
  /// @throws dev.session.error.SessionException what it failed with
  void handOver(Home home, List<String> words);
}

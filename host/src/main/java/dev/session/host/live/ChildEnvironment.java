package dev.session.host.live;

import dev.session.home.Home;
import dev.session.home.SessionId;
import dev.session.process.SessionProcesses;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The environment of a session's process: the caller's, not the host's, with what describes the
/// caller's own terminal replaced by what describes the new one.
final class ChildEnvironment {
  /// Variables that describe a terminal, a multiplexer or a size that the session does not have.
  private static final Set<String> STALE =
      Set.of(
          "COLUMNS",
          "LINES",
          "TERMCAP",
          "TMUX",
          "TMUX_PANE",
          "STY",
          "WINDOW",
          "WINDOWID",
          "TERM_PROGRAM",
          "TERM_PROGRAM_VERSION",
          "TERM_SESSION_ID",
          "VTE_VERSION",
          "KITTY_WINDOW_ID",
          "KITTY_PID",
          "WT_SESSION",
          "ITERM_SESSION_ID",
          "KONSOLE_VERSION",
          "ALACRITTY_WINDOW_ID",
          "WEZTERM_PANE");

  private ChildEnvironment() {}

  /// @param caller the environment of whoever asked for the session
  /// @param given the variables given for this session; they win, except over what the product
  ///   itself needs
  static Map<String, String> of(
      Map<String, String> caller, Map<String, String> given, Home home, SessionId id, String term) {
    var environment = new LinkedHashMap<String, String>();
    caller.forEach(
        (name, value) -> {
          if (!STALE.contains(name)) {
            environment.put(name, value);
          }
        });
    environment.put(Home.VARIABLE, home.directory().toString());
    environment.putIfAbsent("SESSION_LOG_LEVEL", "info");
    environment.put("COLORTERM", "truecolor");
    // zsh would mark the missing newline of a prompt redrawn after output.
    environment.put("PROMPT_EOL_MARK", "");
    environment.putAll(given);
    // By it a process is found to be the session's.
    environment.put(SessionProcesses.VARIABLE, id.value());
    environment.put("TERM", term);
    return environment;
  }
}

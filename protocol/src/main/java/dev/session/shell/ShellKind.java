package dev.session.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The shells that can be integrated.
public enum ShellKind {
  BASH(true),
  ZSH(true),
  FISH(true),
  /// A POSIX shell without hooks: dash, and whatever `sh` is.
  POSIX(false);

  private static final Map<String, ShellKind> BY_NAME =
      Map.of("bash", BASH, "zsh", ZSH, "fish", FISH, "dash", POSIX, "sh", POSIX, "ash", POSIX);

  private static final Set<String> SHORT_OPTIONS = Set.of("-i", "-l", "-il", "-li");

  private final boolean marksExecution;

  ShellKind(boolean marksExecution) {
    this.marksExecution = marksExecution;
  }

  /// Whether it tells when it begins to execute a command; else the end of the typed line is taken
  /// for that.
  public boolean marksExecution() {
    return marksExecution;
  }

  /// Whether `option` leaves the shell an interactive one that reads its usual files.
  boolean staysInteractiveWith(String option) {
    return switch (option) {
      case "--login" -> this != POSIX;
      case "--interactive" -> this == ZSH || this == FISH;
      default -> SHORT_OPTIONS.contains(option);
    };
  }

  /// The kind of the program with this path or name; null where it is no shell that can be
  /// integrated. Where `sh` is a link to another shell of these, it is still a POSIX shell.
  public static @Nullable ShellKind of(String program) {
    var name = Path.of(program).getFileName();
    return name == null ? null : BY_NAME.get(name.toString());
  }

  /// Whether `command` starts it at a prompt, with whatever options.
  boolean isAtPrompt(List<String> command) {
    boolean value = false;
    for (var word : command.subList(1, command.size())) {
      if (value) {
        value = false;
      } else if (word.equals("--rcfile") || word.equals("--init-file")) {
        value = true;
      } else if (!word.startsWith("-") || word.equals("-c") || word.equals("-s")) {
        return false;
      }
    }
    return true;
  }

  /// The kind of the program that a process executes, `/proc/PID/exe` or the like.
  public static @Nullable ShellKind ofLink(Path link) {
    try {
      return of(link.toRealPath().toString());
    } catch (IOException goneOrNotOurs) {
      return null;
    }
  }
}

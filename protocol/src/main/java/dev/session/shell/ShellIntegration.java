package dev.session.shell;

import dev.session.home.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Starts an interactive shell so that it marks its prompts and commands. The user's files are read
/// as ever and not written; variables that lead the shell to ours are gone, or what they were,
/// before the first of the user's files is read.
///
/// | shell | the way in |
/// |---|---|
/// | bash | `--rcfile` |
/// | bash, as a login shell | POSIX mode and `ENV`, left at once |
/// | zsh | `ZDOTDIR` |
/// | fish | `--init-command` |
/// | dash, sh | `ENV` |
///
/// @param kind the shell
/// @param command what to start instead
/// @param environment its environment
public record ShellIntegration(
    ShellKind kind, List<String> command, Map<String, String> environment) {
  private static final String ENV = "ENV";
  private static final String ZDOTDIR = "ZDOTDIR";

  private static final char ESC = 0x1b;
  private static final char BEL = 0x07;

  public ShellIntegration {
    command = List.copyOf(command);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /// The kind of shell that `command` starts at a prompt; null where it starts something else.
  public static @Nullable ShellKind interactiveShell(List<String> command) {
    var kind = ShellKind.of(command.getFirst());
    if (kind == null) {
      return null;
    }
    boolean interactive =
        command.stream().skip(1).allMatch(option -> kind.staysInteractiveWith(option));
    return interactive ? kind : null;
  }

  /// Integrates the shell of `kind` that `command` starts.
  ///
  /// @param directory where files for the shell are written, as long as it lives
  /// @param token what its marks carry
  public static ShellIntegration prepare(
      ShellKind kind,
      List<String> command,
      Map<String, String> environment,
      Path directory,
      String token) {
    PrivateFiles.createDirectories(directory);
    var changed = new LinkedHashMap<>(environment);
    var words = new ArrayList<>(command);
    switch (kind) {
      case BASH -> {
        var integration = write(directory, "bash.sh", Map.of("TOKEN", token));
        if (isLogin(command)) {
          words.add(1, "--posix");
          var bootstrap =
              Map.of(
                  "INTEGRATION", quoted(integration), "ENV_RESTORED", restored(ENV, environment));
          changed.put(ENV, write(directory, "bash-login.sh", bootstrap).toString());
        } else {
          words.add(1, "--rcfile");
          var bootstrap = Map.of("INTEGRATION", quoted(integration));
          words.add(2, write(directory, "bash-rc.sh", bootstrap).toString());
        }
      }
      case ZSH -> {
        var integration = write(directory, "zsh.zsh", Map.of("TOKEN", token));
        var bootstrap =
            Map.of(
                "INTEGRATION",
                quoted(integration),
                "ZDOTDIR_RESTORED",
                restored(ZDOTDIR, environment));
        write(directory, "zshenv.zsh", ".zshenv", bootstrap);
        changed.put(ZDOTDIR, directory.toString());
      }
      case FISH -> {
        var integration = write(directory, "fish.fish", Map.of("TOKEN", token));
        words.add("--init-command");
        words.add("source " + quoted(integration));
      }
      case POSIX -> {
        var integration = write(directory, "posix.sh", marks(token));
        var bootstrap =
            Map.of("INTEGRATION", quoted(integration), "ENV_RESTORED", restored(ENV, environment));
        changed.put(ENV, write(directory, "posix-rc.sh", bootstrap).toString());
      }
    }
    return new ShellIntegration(kind, words, changed);
  }

  /// The line that integrates a shell of `kind` which waits for a command; null where none can
  /// without staying in the shell's history.
  ///
  /// @param directory where the file for it is written
  public static @Nullable String joiningLine(ShellKind kind, Path directory, String token) {
    PrivateFiles.createDirectories(directory);
    var values = marks(token);
    return switch (kind) {
      case BASH -> {
        var integration = write(directory, "bash.sh", token + ".sh", values);
        var joining = Map.of("INTEGRATION", quoted(integration), "TOKEN", token);
        yield " . " + quoted(write(directory, "bash-join.sh", token + ".join", joining));
      }
      case POSIX -> {
        var integration = write(directory, "posix.sh", token + ".sh", values);
        var joining = Map.of("INTEGRATION", quoted(integration));
        yield " . " + quoted(write(directory, "posix-join.sh", token + ".join", joining));
      }
      // Does not keep what begins with a blank.
      case FISH -> {
        var integration = write(directory, "fish.fish", token + ".fish", values);
        var joining = Map.of("INTEGRATION", quoted(integration));
        yield " source " + quoted(write(directory, "fish-join.fish", token + ".join", joining));
      }
      case ZSH -> null;
    };
  }

  /// The kind of shell that waits at a prompt as process `pid`; null where it is something else.
  public static @Nullable ShellKind waitingShell(long pid) {
    var process = Path.of("/proc", Long.toString(pid));
    try {
      var words = Files.readString(process.resolve("cmdline")).split("\0");
      var kind = ShellKind.ofLink(process.resolve("exe"));
      return kind != null && kind.isAtPrompt(List.of(words)) ? kind : null;
    } catch (IOException goneOrNotOurs) {
      return null;
    }
  }

  /// Removes the files of a shell that has ended, as far as that can be done.
  public static void remove(Path directory) {
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(directory);
    } catch (IOException noneOrLeftToGc) {
      // They are removed with the session at the latest.
    }
  }

  private static boolean isLogin(List<String> command) {
    return command.stream()
        .skip(1)
        .anyMatch(o -> o.equals("--login") || !o.startsWith("--") && o.contains("l"));
  }

  private static Map<String, String> marks(String token) {
    return Map.of("TOKEN", token, "ESC", String.valueOf(ESC), "BEL", String.valueOf(BEL));
  }

  /// What gives a variable back the value it has in `environment`.
  private static String restored(String name, Map<String, String> environment) {
    var value = environment.get(name);
    return value == null ? "unset " + name : "export " + name + "=" + quoted(value);
  }

  private static String quoted(Object word) {
    return "'" + word.toString().replace("'", "'\\''") + "'";
  }

  private static Path write(Path directory, String name, Map<String, String> values) {
    return write(directory, name, name, values);
  }

  private static Path write(
      Path directory, String name, String fileName, Map<String, String> values) {
    var script = script(name);
    for (var value : values.entrySet()) {
      script = script.replace("@" + value.getKey() + "@", value.getValue());
    }
    var file = directory.resolve(fileName);
    PrivateFiles.replace(file, script.getBytes(StandardCharsets.UTF_8));
    return file;
  }

  private static String script(String name) {
    try (var resource = ShellIntegration.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

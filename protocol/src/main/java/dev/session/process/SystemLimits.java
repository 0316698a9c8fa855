package dev.session.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// What the system allows this process, as far as sessions use it up (`getrlimit(2)`, `pty(7)`).
/// The JVM has raised its soft limit of open files to the hard one.
///
/// @param openFiles how many descriptors this process may have
/// @param processes how many processes the user may have; not enforced for root
/// @param terminals how many pseudo-terminals the machine may have
/// @param terminalsInUse how many it has
public record SystemLimits(long openFiles, long processes, long terminals, long terminalsInUse) {

  /// Both ends of the terminal, the process, the log, and one for a moment's work.
  private static final int FILES_PER_SESSION = 5;

  /// What a host has open itself: libraries, the server, loops, and some connections.
  private static final int FILES_OF_THE_HOST = 150;

  /// Those of them that are for connections.
  private static final int CONNECTIONS_MIN = 50;

  private static final int NUMBER_MAX_CHARS = 32;

  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Path TERMINALS = Path.of("/proc/sys/kernel/pty");

  /// The limits as they are now.
  public static SystemLimits now() {
    try {
      var limits = Files.readString(LIMITS, StandardCharsets.US_ASCII);
      return new SystemLimits(
          soft(limits, "Max open files"),
          soft(limits, "Max processes"),
          number(TERMINALS.resolve("max")),
          number(TERMINALS.resolve("nr")));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the limits in /proc; is it mounted?", e);
    }
  }

  /// How many sessions a host's open files are enough for.
  public long sessionsByOpenFiles() {
    return Math.max(0, (openFiles - FILES_OF_THE_HOST) / FILES_PER_SESSION);
  }

  /// How many connections a host takes: three of four files that it does not need itself, so that
  /// its sessions go on whoever connects.
  public long connections() {
    return CONNECTIONS_MIN + Math.max(0, openFiles - FILES_OF_THE_HOST) / 4 * 3;
  }

  /// How many sessions a host can have at once that has the machine's free terminals to itself.
  public long sessions() {
    return Math.max(0, Math.min(sessionsByOpenFiles(), terminals - terminalsInUse));
  }

  static long soft(String limits, String name) {
    var line = Pattern.compile("^" + name + " +(\\S+)", Pattern.MULTILINE).matcher(limits);
    return !line.find() || line.group(1).equals("unlimited")
        ? Long.MAX_VALUE
        : Long.parseLong(line.group(1));
  }

  // With one read: the kernel has nothing to say to the second, and Files.readString begins with a
  // read of one byte.
  private static long number(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var digits = in.readNBytes(NUMBER_MAX_CHARS);
      return Long.parseLong(new String(digits, StandardCharsets.US_ASCII).strip());
    }
  }
}

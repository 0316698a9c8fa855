package dev.session.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The processes of a POSIX session: all descendants of a terminal's first process that did not
/// call `setsid` themselves, whatever process group a shell has put them in (`credentials(7)`).
public final class PosixSession {
  private static final Path PROC = Path.of("/proc");

  /// A process may start others while it is being looked for; every round finds those of the last.
  private static final int KILL_ROUNDS_MAX = 100;

  private PosixSession() {}

  /// All processes that run now (zombies left out), read from `/proc` in one pass. For callers that
  /// look for the members of many sessions at once.
  public static List<ProcessStat> running() {
    var found = new ArrayList<ProcessStat>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (var entry : entries) {
        ProcessStat.read(Long.parseLong(entry.getFileName().toString()))
            .filter(ProcessStat::isAlive)
            .ifPresent(found::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + PROC + "; is it mounted?", e);
    }
    return found;
  }

  /// The running members of the session that `leader` founded; none if the number has passed on.
  ///
  /// The kernel gives a number to no new process while a session bears it, so members found without
  /// their leader are its own, unless all of them ended, the number went once around, and a
  /// stranger that founded a session under it ended before the rest of that session. Strangers to
  /// another user cannot be killed anyway; members older than the leader are strangers for certain.
  public static List<ProcessIdentity> members(ProcessIdentity leader) {
    return members(leader, running());
  }

  /// The same among processes that [#running] found before.
  public static List<ProcessIdentity> members(ProcessIdentity leader, List<ProcessStat> running) {
    if (!leader.bootId().equals(ProcessIdentity.currentBootId()) || numberPassedOn(leader)) {
      return List.of();
    }
    return running.stream()
        .filter(stat -> stat.session() == leader.pid() && stat.startTicks() >= leader.startTicks())
        .map(stat -> new ProcessIdentity(stat.pid(), stat.startTicks(), leader.bootId()))
        .toList();
  }

  /// Kills (SIGKILL) all that is left of the session that `leader` founded; the leader first, so
  /// that it cannot start others. Returns those that could not be killed, normally none.
  public static List<ProcessIdentity> kill(ProcessIdentity leader) {
    return kill(List.of(leader));
  }

  /// The same for many sessions at once: `/proc` is read a few times for all of them.
  public static List<ProcessIdentity> kill(List<ProcessIdentity> leaders) {
    var left = membersOfAll(leaders);
    for (var round = 0; round < KILL_ROUNDS_MAX && !left.isEmpty(); round++) {
      left.stream().filter(leaders::contains).forEach(ProcessIdentity::kill);
      left.forEach(ProcessIdentity::kill);
      Thread.onSpinWait();
      left = membersOfAll(leaders);
    }
    return left;
  }

  private static List<ProcessIdentity> membersOfAll(List<ProcessIdentity> leaders) {
    if (leaders.isEmpty()) {
      return List.of();
    }
    var bySession = running().stream().collect(Collectors.groupingBy(ProcessStat::session));
    var found = new ArrayList<ProcessIdentity>();
    for (var leader : leaders) {
      found.addAll(members(leader, bySession.getOrDefault(leader.pid(), List.of())));
    }
    return found;
  }

  /// The running founders of sessions that were started with the variable `name` set to `value`:
  /// how a process is found of which nothing was written down yet.
  public static List<ProcessIdentity> founders(String name, String value) {
    var variable = "\0" + name + "=" + value + "\0";
    return running().stream()
        .filter(stat -> stat.pid() == stat.session())
        .filter(stat -> environment(stat.pid()).contains(variable))
        .flatMap(stat -> ProcessIdentity.of(stat.pid()).stream())
        .toList();
  }

  // Empty where it is another user's, or the process has ended.
  private static String environment(long pid) {
    try {
      var bytes = Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve("environ"));
      return "\0" + new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException notToBeRead) {
      return "";
    }
  }

  private static boolean numberPassedOn(ProcessIdentity leader) {
    return ProcessStat.read(leader.pid())
        .map(stat -> stat.startTicks() != leader.startTicks())
        .orElse(false);
  }
}

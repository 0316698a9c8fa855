package dev.session.cli.command;

import dev.session.cli.gc.Collector;
import dev.session.cli.gc.GcReport;
import dev.session.cli.gc.Retention;
import dev.session.cli.output.Amounts;
import dev.session.cli.output.SafeText;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.HomeRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `session gc`: removes sessions that are over, in the home that was named or in all there are.
///
/// One line for a mail from cron; with `--quiet` none, unless something failed.
final class GcCommand {
  private static final List<String> RULES =
      List.of("dry-run", "stale-only", "older-than", "keep-last", "max-total-size");

  private GcCommand() {}

  static Outcome run(Call call) {
    if (!isMeant(call)) {
      return new Outcome.Answer(
          new GcReport(false, List.of()).toJson(), _ -> "Nothing was removed.\n", 0);
    }
    var collector = new Collector(retention(call), Instant.now());
    var home = call.home();
    var report =
        home.explicit()
            ? collector.ofHome(home)
            : collector.ofAllHomes(home, HomeRegistry.of(call.environment()));
    var failures = report.failures();
    failures.forEach(call::warn);
    boolean quiet = call.arguments().has("quiet");
    return new Outcome.Answer(
        report.toJson(),
        _ -> quiet ? "" : text(report),
        failures.isEmpty() ? 0 : ErrorCode.STORAGE_WRITE_ERROR.exitCode());
  }

  /// Whether the caller wants what a call without any rule does: to remove everything that is over.
  ///
  /// @throws SessionException INVALID_INPUT if nobody can be asked
  private static boolean isMeant(Call call) {
    if (call.arguments().has("yes") || RULES.stream().anyMatch(call.arguments()::has)) {
      return true;
    }
    var terminal = Optional.ofNullable(System.console()).filter(each -> each.isTerminal());
    if (terminal.isPresent() && !call.arguments().has("quiet")) {
      var place = call.home().explicit() ? "of " + call.home().directory() : "of every home";
      call.console().tell("Remove all sessions " + SafeText.of(place) + " that have ended? [y/N] ");
      var answer = terminal.get().readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }
    if (!call.home().explicit()) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "Without a rule this removes every ended session of every home. Give a rule, such as"
              + " --older-than 7d or --keep-last 20, name a home by --home, or add --yes.");
    }
    return true;
  }

  private static Retention retention(Call call) {
    var arguments = call.arguments();
    var olderThan = arguments.number("older-than");
    return new Retention(
        arguments.has("dry-run"),
        arguments.has("stale-only"),
        olderThan == null ? null : Duration.ofMillis(olderThan),
        (int) Math.min(Integer.MAX_VALUE, arguments.number("keep-last", 0)),
        arguments.number("max-total-size"));
  }

  private static String text(GcReport report) {
    int removed = report.removedCount();
    int kept = report.keptCount();
    if (removed == 0 && report.bytesFreed() == 0) {
      return "Nothing to remove; " + sessions(kept) + " kept.\n";
    }
    var text =
        new StringBuilder(report.dryRun() ? "Would remove " : "Removed ")
            .append(sessions(removed))
            .append(" (")
            .append(Amounts.bytes(report.bytesFreed()))
            .append("); ")
            .append(kept)
            .append(" kept.\n");
    if (report.dryRun()) {
      for (var home : report.homes()) {
        for (var id : home.removed()) {
          text.append(id).append("  ").append(SafeText.of(home.home().toString())).append('\n');
        }
      }
    }
    return text.toString();
  }

  private static String sessions(int count) {
    return count == 1 ? "1 session" : count + " sessions";
  }
}

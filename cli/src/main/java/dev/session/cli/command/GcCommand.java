package dev.session.cli.command;

import dev.session.cli.gc.Collector;
import dev.session.cli.gc.GcReport;
import dev.session.cli.gc.Retention;
import dev.session.cli.output.Amounts;
import dev.session.cli.output.SafeText;
import dev.session.error.ErrorCode;
import dev.session.home.HomeRegistry;
import java.time.Duration;
import java.time.Instant;

/// `session gc`: removes sessions that are over, in the home that was named or in all there are.
///
/// One line for a mail from cron; with `--quiet` none, unless something failed.
final class GcCommand {
  private GcCommand() {}

  static Outcome run(Call call) {
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

package dev.session.cli.command;

import dev.session.cli.doctor.Check;
import dev.session.cli.doctor.Checkup;
import dev.session.cli.doctor.Diagnosis;
import dev.session.cli.doctor.Upkeep;
import dev.session.cli.output.Appearance;
import dev.session.cli.output.SafeText;
import dev.session.cli.output.Style;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/// `session doctor`: whether all that sessions need works here, and what to do where it does not.
final class DoctorCommand {
  private DoctorCommand() {}

  static Outcome run(Call call) {
    boolean repair = call.arguments().has("repair");
    boolean dryRun = call.arguments().has("dry-run");
    if (dryRun && !repair) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT, "--dry-run goes with --repair, which it keeps from doing it.");
    }
    var home = repair ? call.home() : call.homeAsItIs();
    var upkeep = !repair ? null : dryRun ? Upkeep.examine(home) : Upkeep.mend(home);
    var diagnosis = Checkup.of(home, call.temporaryFiles(), call.environment());
    var result = JsonObject.builder().putAll(diagnosis.toJson());
    if (upkeep != null) {
      var repairs = new ArrayList<Json>();
      upkeep.findings().forEach(finding -> repairs.add(finding.toJson()));
      result.put("dryRun", dryRun).put("repairs", new JsonArray(repairs));
    }
    return new Outcome.Answer(
        result.build(),
        appearance ->
            (upkeep == null ? "" : repairs(upkeep, dryRun, appearance))
                + text(diagnosis, appearance),
        diagnosis.ok() ? 0 : 1);
  }

  private static String repairs(Upkeep upkeep, boolean dryRun, Appearance appearance) {
    var text =
        new StringBuilder(appearance.paint(Style.HEADING, dryRun ? "To repair" : "Repairs"))
            .append('\n');
    if (upkeep.findings().isEmpty()) {
      text.append("Nothing is wrong with the files of ").append(upkeep.examined()).append(".\n");
    }
    for (var finding : upkeep.findings()) {
      text.append(
              finding.repaired()
                  ? appearance.paint(Style.GOOD, "✓")
                  : appearance.paint(Style.WARNING, "○"))
          .append(' ')
          .append(finding.session())
          .append(", ")
          .append(finding.part().word())
          .append(": ")
          .append(SafeText.of(finding.problem()))
          .append(' ')
          .append(SafeText.of(finding.repair()))
          .append('\n');
    }
    return text.append('\n').toString();
  }

  private static String text(Diagnosis diagnosis, Appearance appearance) {
    return appearance.paint(Style.HEADING, "Environment")
        + "\n"
        + lines(diagnosis.environment(), appearance)
        + appearance.paint(Style.HEADING, "Renderer")
        + "\n"
        + lines(diagnosis.renderer(), appearance);
  }

  private static String lines(List<Check> checks, Appearance appearance) {
    var text = new StringBuilder();
    for (var check : checks) {
      text.append(sign(check, appearance))
          .append(' ')
          .append(check.name())
          .append(": ")
          .append(SafeText.of(check.message()))
          .append('\n');
    }
    return text.toString();
  }

  private static String sign(Check check, Appearance appearance) {
    return switch (check.status()) {
      case PASS -> appearance.paint(Style.GOOD, "✓");
      case FAIL -> appearance.paint(Style.BAD, "✗");
      case SKIP -> appearance.paint(Style.FAINT, "○");
    };
  }
}

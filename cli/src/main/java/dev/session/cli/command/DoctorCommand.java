package dev.session.cli.command;

import dev.session.cli.doctor.Check;
import dev.session.cli.doctor.Checkup;
import dev.session.cli.doctor.Diagnosis;
import dev.session.cli.output.Appearance;
import dev.session.cli.output.SafeText;
import dev.session.cli.output.Style;
import java.util.List;

/// `session doctor`: whether all that sessions need works here, and what to do where it does not.
final class DoctorCommand {
  private DoctorCommand() {}

  static Outcome run(Call call) {
    var diagnosis = Checkup.of(call.home(), call.temporaryFiles());
    return new Outcome.Answer(
        diagnosis.toJson(), appearance -> text(diagnosis, appearance), diagnosis.ok() ? 0 : 1);
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

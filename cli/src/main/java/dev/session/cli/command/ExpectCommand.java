package dev.session.cli.command;

import dev.session.cli.output.SafeText;
import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// `session expect`: fails unless a session is, or within its time becomes, as described.
final class ExpectCommand {
  private ExpectCommand() {}

  static Outcome run(Call call) {
    var arguments = call.arguments();
    var target = call.target();
    arguments.check();
    var region = arguments.region("region");
    var check =
        new ScreenCheck(
            JsonObject.builder()
                .put("text", arguments.text("text"))
                .put("regex", arguments.text("regex"))
                .put("not", arguments.has("not"))
                .put("style", arguments.text("style"))
                .put("row", small(arguments.number("row")))
                .put("region", region == null ? null : region.toString())
                .put("cursorRow", small(arguments.number("cursor-row")))
                .put("cursorCol", small(arguments.number("cursor-col")))
                .put("title", arguments.text("title"))
                .put("exitCode", small(arguments.number("exit-code")))
                .put("golden", arguments.text("golden"))
                .put("update", arguments.has("update"))
                .put("timeout", arguments.number("timeout"))
                .build()
                .fields(""));
    var checked = check.run(call, target, arguments.number("after"));
    if (!checked.isMet()) {
      if (!call.options().json()) {
        call.console().tell(SafeText.lines(checked.screen()));
      }
      throw checked.failure();
    }
    boolean updated = checked.result().fields("").flag("updated");
    return new Outcome.Answer(checked.result(), _ -> updated ? "Updated\n" : "As expected\n");
  }

  // No screen is larger than an int, and no program's code.
  private static @Nullable Long small(@Nullable Long number) {
    return number == null ? null : Math.min(number, Integer.MAX_VALUE);
  }
}

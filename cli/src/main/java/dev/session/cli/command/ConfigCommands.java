package dev.session.cli.command;

import dev.session.cli.output.Appearance;
import dev.session.cli.output.SafeText;
import dev.session.cli.output.Table;
import dev.session.cli.settings.Setting;
import dev.session.cli.settings.SettingsFile;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import dev.session.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `session config show`, `get`, `set` and `path`: the home's `config.json`.
final class ConfigCommands {
  private ConfigCommands() {}

  static Outcome show(Call call) {
    var file = new SettingsFile(call.home());
    var key = call.arguments().text("key");
    var shown = key == null ? List.of(Setting.values()) : List.of(Setting.of(key));
    var settings = new ArrayList<Json>();
    for (var setting : shown) {
      var value = file.get(setting);
      settings.add(
          JsonObject.builder()
              .put("key", setting.key())
              .put("value", value)
              .put("default", setting.builtIn())
              .put("source", value == null ? "default" : "config.json")
              .put("meaning", setting.meaning())
              .build());
    }
    var result =
        JsonObject.builder()
            .put("path", file.path().toString())
            .put("settings", new JsonArray(settings))
            .build();
    return new Outcome.Answer(
        result, appearance -> key == null ? table(file, appearance) : line(file, shown.getFirst()));
  }

  static Outcome get(Call call) {
    var file = new SettingsFile(call.home());
    var setting = Setting.of(call.arguments().required("key"));
    return new Outcome.Answer(result(file, setting), _ -> line(file, setting));
  }

  private static JsonObject result(SettingsFile file, Setting setting) {
    return JsonObject.builder()
        .put("path", file.path().toString())
        .put("key", setting.key())
        .put("value", file.get(setting))
        .put("default", setting.builtIn())
        .build();
  }

  private static String table(SettingsFile file, Appearance appearance) {
    var table = Table.withHeader("SETTING", "VALUE", "FROM", "MEANING");
    for (var setting : Setting.values()) {
      var value = file.get(setting);
      table.row(
          setting.key(),
          words(value, setting),
          value == null ? "default" : "config.json",
          setting.meaning());
    }
    return table.text(appearance);
  }

  // For scripts: the value and nothing else.
  private static String line(SettingsFile file, Setting setting) {
    return SafeText.of(words(file.get(setting), setting)) + "\n";
  }

  private static String words(@Nullable Json value, Setting setting) {
    return value == null
        ? setting.builtIn()
        : value instanceof JsonString text ? text.value() : value.compact();
  }

  static Outcome set(Call call) {
    var setting = Setting.of(call.arguments().required("key"));
    var words = call.arguments().texts("value");
    boolean unset = call.arguments().has("unset");
    if (unset != words.isEmpty()) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          unset
              ? "--unset takes no VALUE: it leaves the setting to its default."
              : "A VALUE is missing; --unset leaves a setting to its default.");
    }
    if (words.size() > 1 && !setting.isList()) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          setting.key() + " takes one value; quote a value that has spaces.");
    }
    var file = new SettingsFile(call.home());
    file.set(setting, words);
    var value = file.get(setting);
    return new Outcome.Answer(
        result(file, setting),
        _ ->
            setting.key()
                + (value == null
                    ? " is left to its default, " + setting.builtIn()
                    : " is now " + SafeText.of(words(value, setting)))
                + ".\n");
  }

  static Outcome path(Call call) {
    var path = new SettingsFile(call.home()).path().toString();
    return new Outcome.Answer(
        JsonObject.builder().put("path", path).build(), _ -> SafeText.of(path) + "\n");
  }
}

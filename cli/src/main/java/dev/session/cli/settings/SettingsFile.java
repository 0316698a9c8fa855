package dev.session.cli.settings;

import dev.session.home.Config;
import dev.session.home.Home;
import dev.session.home.PrivateFiles;
import dev.session.json.Json;
import dev.session.json.JsonException;
import dev.session.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A home's `config.json`, read and changed as a whole. A change is valid or does not happen.
public final class SettingsFile {
  private final Home home;

  public SettingsFile(Home home) {
    this.home = home;
  }

  public Path path() {
    return home.config();
  }

  /// What the file says of a setting, or null where it says nothing.
  ///
  /// @throws dev.session.error.SessionException INVALID_INPUT where the file is not valid
  public @Nullable Json get(Setting setting) {
    Config.read(home);
    Json value = members();
    for (var name : names(setting)) {
      value = value instanceof JsonObject object ? object.get(name) : null;
    }
    return value;
  }

  /// Sets a setting to what these words mean, or leaves it to its default where there are none; all
  /// others stay as they are.
  ///
  /// @throws dev.session.error.SessionException INVALID_INPUT where the file would not be valid
  ///   with it
  public void set(Setting setting, List<String> words) {
    var value = words.isEmpty() ? null : setting.json(words);
    var changed = with(members(), names(setting), value);
    var content = (changed.indented() + "\n").getBytes(StandardCharsets.UTF_8);
    Config.parse(path(), content);
    home.create();
    PrivateFiles.replace(path(), content);
  }

  private JsonObject members() {
    var content = PrivateFiles.read(path());
    if (content == null) {
      return JsonObject.EMPTY;
    }
    try {
      return JsonObject.parse(content);
    } catch (JsonException e) {
      Config.parse(path(), content); // which says it better
      throw e;
    }
  }

  private static List<String> names(Setting setting) {
    return List.of(setting.key().split("\\.", -1));
  }

  // The object with a member, maybe one of its members' own, replaced in its place.
  private static JsonObject with(JsonObject object, List<String> names, @Nullable Json value) {
    var name = names.getFirst();
    var former = object.get(name);
    Json replacement = value;
    if (names.size() > 1) {
      var inner = former instanceof JsonObject member ? member : JsonObject.EMPTY;
      var changed = with(inner, names.subList(1, names.size()), value);
      replacement = changed.isEmpty() ? null : changed;
    }
    var result = JsonObject.builder();
    for (var member : object.members().entrySet()) {
      result.put(member.getKey(), member.getKey().equals(name) ? replacement : member.getValue());
    }
    return former == null ? result.put(name, replacement).build() : result.build();
  }
}

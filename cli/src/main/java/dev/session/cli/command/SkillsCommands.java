package dev.session.cli.command;

import dev.session.cli.output.Table;
import dev.session.cli.skill.Skill;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import java.util.ArrayList;
import java.util.Objects;

/// `session skills list`, `get` and `path`: texts that teach a model to use this program.
final class SkillsCommands {
  private static final String SOURCE = "bundled";

  private SkillsCommands() {}

  static Outcome list() {
    var skills = new ArrayList<Json>();
    var table = Table.withoutHeader();
    for (var skill : Skill.all()) {
      skills.add(
          JsonObject.builder()
              .put("name", skill.name())
              .put("description", skill.description())
              .put("source", SOURCE)
              .build());
      table.row(skill.name(), skill.description());
    }
    return new Outcome.Answer(
        JsonObject.builder().put("skills", new JsonArray(skills)).build(), table::text);
  }

  static Outcome get(Call call) {
    var skill = Skill.named(call.arguments().required("name"));
    var result = about(skill, skill.file().toString()).put("content", skill.content()).build();
    return new Outcome.Answer(result, _ -> skill.content());
  }

  static Outcome path(Call call) {
    var skill = Skill.named(call.arguments().required("name"));
    var directory = Objects.requireNonNull(skill.file().getParent()).toString();
    return new Outcome.Answer(about(skill, directory).build(), _ -> directory + "\n");
  }

  private static JsonObject.Builder about(Skill skill, String path) {
    return JsonObject.builder().put("name", skill.name()).put("source", SOURCE).put("path", path);
  }
}

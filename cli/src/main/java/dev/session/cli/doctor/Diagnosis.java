package dev.session.cli.doctor;

import dev.session.cli.doctor.Check.Status;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import dev.session.message.Message;
import java.util.ArrayList;
import java.util.List;

/// What a checkup found.
///
/// @param environment about the place: Java, files, terminals, sockets
/// @param renderer about what makes screens
public record Diagnosis(List<Check> environment, List<Check> renderer) implements Message {
  /// What this version can do, in the order that callers know.
  private static final List<String> CAPABILITIES =
      List.of(
          "snapshot",
          "wait",
          "screenshot",
          "record-export-asciicast",
          "record-export-webm",
          "dashboard");

  public Diagnosis {
    environment = List.copyOf(environment);
    renderer = List.copyOf(renderer);
  }

  /// Whether nothing failed.
  public boolean ok() {
    return environment.stream().noneMatch(check -> check.status() == Status.FAIL)
        && renderer.stream().noneMatch(check -> check.status() == Status.FAIL);
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("ok", ok())
        .put(
            "checks",
            JsonObject.builder()
                .put("environment", array(environment))
                .put("renderer", array(renderer))
                .build())
        .put("capabilities", capabilities())
        .build();
  }

  private static JsonArray array(List<Check> checks) {
    var array = new ArrayList<Json>();
    checks.forEach(check -> array.add(check.toJson()));
    return new JsonArray(array);
  }

  private static JsonArray capabilities() {
    var array = new ArrayList<Json>();
    for (var name : CAPABILITIES) {
      array.add(JsonObject.builder().put("name", name).put("status", "available").build());
    }
    return new JsonArray(array);
  }
}

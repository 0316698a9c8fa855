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
/// @param encoder whether there is an ffmpeg, without which there are no videos
public record Diagnosis(List<Check> environment, List<Check> renderer, boolean encoder)
    implements Message {
  private static final String VIDEO = "record-export-webm";

  /// What this version can do, in the order that callers know.
  private static final List<String> CAPABILITIES =
      List.of("snapshot", "wait", "screenshot", "record-export-asciicast", VIDEO, "dashboard");

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

  private JsonArray capabilities() {
    var array = new ArrayList<Json>();
    for (var name : CAPABILITIES) {
      boolean missing = name.equals(VIDEO) && !encoder;
      array.add(
          JsonObject.builder()
              .put("name", name)
              .put("status", missing ? "unavailable" : "available")
              .put(
                  "reason",
                  missing
                      ? "There is no ffmpeg beside the program nor on the PATH; 'apt install"
                          + " ffmpeg' brings one."
                      : null)
              .build());
    }
    return new JsonArray(array);
  }
}

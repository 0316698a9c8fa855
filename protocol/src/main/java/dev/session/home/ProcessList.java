package dev.session.home;

import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import dev.session.process.ProcessStat;
import java.util.List;
import java.util.stream.Collectors;

/// Running processes as events, results and errors tell them. By name only: a command line may hold
/// what must not be written down.
public final class ProcessList {
  private ProcessList() {}

  /// `[{"pid": 7, "name": "sleep"}, …]`.
  public static JsonArray json(List<ProcessStat> processes) {
    return new JsonArray(
        processes.stream()
            .<Json>map(
                process ->
                    JsonObject.builder()
                        .put("pid", process.pid())
                        .put("name", name(process))
                        .build())
            .toList());
  }

  /// `7 (sleep), …`.
  public static String text(List<ProcessStat> processes) {
    return processes.stream()
        .map(process -> process.pid() + " (" + name(process) + ")")
        .collect(Collectors.joining(", "));
  }

  // A program may give itself any bytes as its name.
  private static String name(ProcessStat process) {
    return process.name().replaceAll("[^ -~]", "?");
  }
}

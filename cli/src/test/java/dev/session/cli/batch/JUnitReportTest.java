package dev.session.cli.batch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.json.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JUnitReportTest {
  @Test
  void theClassOfACaseIsItsPlanSoThatItIsTheSameInEachRun() {
    var steps = Plan.of(Json.parse("[{\"mark\": \"here\"}]"), _ -> {});
    var records = List.of(StepRecord.notRun(0, steps.getFirst()));

    var report = JUnitReport.of("login.yaml", Instant.EPOCH, records);

    assertTrue(report.contains("<testcase classname=\"login.yaml\" name=\"[0] mark"), report);
  }
}

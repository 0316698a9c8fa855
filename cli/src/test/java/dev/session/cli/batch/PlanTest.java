package dev.session.cli.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the steps of a batch mean.
class PlanTest {
  private static List<Step> steps(String yaml) {
    return Plan.of(
        YamlPlan.read(yaml, "plan.yaml"),
        fields -> assertEquals(90_000L, fields.optionalLong("timeout")));
  }

  @Test
  void timeoutsAreMillisecondsOrHaveUnits() {
    var steps =
        steps(
            """
            - run: make
              timeout: 1m30s
            - run: make
              timeout: 90000
            - wait: {text: done, timeout: 30s}
            - expect: {timeout: 90s}
            """);
    assertEquals(new Step.Run("make", false, 90_000), steps.get(0));
    assertEquals(steps.get(0), steps.get(1));
    assertEquals(30_000L, ((Step.Wait) steps.get(2)).request().timeoutMs());
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "30 sec", "''", "1.5s"})
  void whatIsNotATimeIsRefused(String time) {
    var refused =
        assertThrows(SessionException.class, () -> steps("- {run: make, timeout: " + time + "}"));
    assertEquals(ErrorCode.INVALID_INPUT, refused.code());
    assertTrue(refused.sentence().contains("timeout"), refused::sentence);
  }
}

package dev.session.cli.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A plan in YAML is what it means in JSON, and nothing that a few lines can blow up to.
class YamlPlanTest {
  private static final int DEEP = 100_000;

  private static void refused(String yaml, String words) {
    var refused = assertThrows(SessionException.class, () -> YamlPlan.read(yaml, "plan.yaml"));
    assertEquals(ErrorCode.INVALID_INPUT, refused.code());
    assertTrue(refused.sentence().contains(words), refused::sentence);
  }

  @Test
  void aPlanIsTheJsonThatItMeans() {
    var yaml = "- &enter {sendKeys: [Enter]}\n- type: 'ls'\n- *enter\n";
    assertEquals(
        "[{\"sendKeys\":[\"Enter\"]},{\"type\":\"ls\"},{\"sendKeys\":[\"Enter\"]}]",
        YamlPlan.read(yaml, "plan.yaml").compact());
  }

  @Test
  void aPlanThatContainsItselfIsRefused() {
    refused("&a [*a]", "nested deeper");
    refused("&a {step: *a}", "nested deeper");
  }

  @Test
  void aPlanThatIsNestedTooDeepIsRefused() {
    refused("[".repeat(DEEP), "nested deeper");
    refused("[".repeat(300) + "]".repeat(300), "nested deeper");
  }

  @Test
  void aPlanThatGrowsWithEachAliasIsRefused() {
    var doubling = new StringBuilder("- &x0 [a, b]\n");
    for (int i = 1; i <= 24; i++) {
      doubling.append("- &x%d [*x%d, *x%d]\n".formatted(i, i - 1, i - 1));
    }
    refused(doubling.toString(), "values");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[.inf]", "{1: a}", "!!binary aGk=", "{a: 1, a: 2}", "a: b: c", "\u0000"})
  void whatJsonDoesNotHaveIsRefused(String yaml) {
    refused(yaml, "");
  }
}

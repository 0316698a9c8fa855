package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// `batch`: steps one after the other, their records, and what CI keeps of them.
final class BatchTest {
  private static final int EXIT_NOT_RUNNING = 4;
  private static final int EXIT_TIMED_OUT = 11;
  private static final int EXIT_EXPECTATION = 13;
  private static final int EXIT_INTERRUPTED = 130;
  private static final int EXIT_TERMINATED = 143;

  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();

  /// A program that answers each line it reads.
  private String echo() {
    var id =
        sandbox.create("--", "sh", "-c", "echo ready; while read line; do echo \"<$line>\"; done");
    sandbox.awaitText(id, "ready");
    return id;
  }

  private static String json(String steps) {
    return steps.replace('\'', '"');
  }

  private Result batch(String id, String steps, String... flags) {
    var words = new java.util.ArrayList<>(java.util.List.of("batch", id, json(steps), "--json"));
    words.addAll(java.util.List.of(flags));
    return sandbox.ask(words.toArray(String[]::new));
  }

  private static String statuses(JsonNode result) {
    var text = new StringBuilder();
    result.path("steps").forEach(step -> text.append(step.path("status").asString()).append(' '));
    return text.toString().strip();
  }

  @Test
  void stepsAreCarriedOutInOrder() {
    var id = echo();
    var result =
        batch(
                id,
                "[{'mark':'start'},{'type':'one'},{'sendKeys':['Enter']},{'wait':{'text':'<one>'}},"
                    + "{'paste':'two\\r'},{'wait':{'regex':'<tw.>','timeout':60000}},"
                    + "{'expect':{'text':'<one>','row':2}},{'resize':{'cols':60,'rows':10}},"
                    + "{'snapshot':{'format':'text'}},{'sendKeys':['ctrl+d']},"
                    + "{'wait':{'exit':true}},{'expect':{'exitCode':0}}]")
            .exits(0)
            .success();
    assertEquals(12, result.path("completedCount").asInt(), result::toString);
    assertEquals(0, result.path("failedIndices").size());
    var steps = result.path("steps");
    assertEquals("sendKeys", steps.path(2).path("kind").asString());
    assertEquals(steps.path(2).path("seq").asLong(), steps.path(3).path("waitBaseline").asLong());
    assertEquals("<two>", steps.path(5).path("matchedText").asString());
    assertTrue(steps.path(5).path("capturedAtSeq").asLong() > steps.path(4).path("seq").asLong());
    assertTrue(steps.path(8).path("snapshot").path("text").asString().contains("<two>"));
    assertFalse(steps.path(0).has("error"));
  }

  @Test
  void mouseAimsAtWhatIsShown() throws IOException {
    var id =
        sandbox.create(
            "--",
            "/bin/sh",
            "-c",
            "stty raw -echo; printf '\\033[?1000;1006h[ OK ]'; head -c 18 > got; echo done");
    batch(
            id,
            "[{'wait':{'text':'OK'}},{'mouse':{'action':'click','onText':'OK'}},"
                + "{'wait':{'text':'done'}}]")
        .exits(0);
    assertEquals("\033[<0;3;1M\033[<0;3;1m", Files.readString(sandbox.directory().resolve("got")));
  }

  @Test
  void peopleReadOneLineForEachStep() {
    var id = sandbox.create("--", "cat");
    var out = sandbox.run("batch", id, "[{\"type\":\"a\\n\"}]").exits(0).out();
    assertTrue(out.matches("\\[0\\] type completed \\(\\d+ms\\): a\\\\n\n1/1 done\n"), out);
  }

  @Test
  void whatTheLogHidesNoReportShows() throws IOException {
    var id =
        sandbox.create(
            "--redact",
            "tok_[a-z]+",
            "--",
            "sh",
            "-c",
            "stty -echo; printf 'Password: '; read p; stty echo; echo in; exec cat");
    var report = sandbox.directory().resolve("hidden.xml");
    var steps =
        "[{'wait':{'text':'Password:'}},{'type':'hunter2secret\\r'},{'wait':{'text':'in'}},"
            + "{'type':'seen tok_abc\\r'},{'sendKeys':['q','Enter']},"
            + "{'wait':{'text':'never','timeout':50}},{'paste':'hunter3secret'}]";
    var json = batch(id, steps, "--junit", report.toString()).exits(EXIT_TIMED_OUT);
    assertTrue(json.success().path("steps").path(1).path("hidden").asBoolean(), json::out);
    var again = "[{'type':'tok_abc\\r'},{'type':'shown\\r'},{'run':'tok_abc'}]";
    var lines = sandbox.run("batch", id, json(again), "--keep-going").out();
    assertTrue(lines.contains(": [hidden]\n") && lines.contains(": shown\\r\n"), lines);
    var xml = Files.readString(report);
    assertTrue(xml.contains("name=\"[1] type [hidden]\""), xml);
    assertTrue(xml.contains("name=\"[4] sendKeys q Enter\""), xml);
    for (var secret : new String[] {"hunter2", "hunter3", "tok_abc"}) {
      assertFalse((json.out() + json.err() + lines + xml).contains(secret), secret);
    }
  }

  @Test
  void waitAfterAnInputDoesNotMatchTheStaleScreen() {
    var id = echo();
    var result =
        batch(
                id,
                "[{'type':'a\\r'},{'wait':{'text':'<a>'}},{'type':'b\\r'},"
                    + "{'wait':{'text':'<a>\\nb\\n<b>'}}]")
            .exits(0)
            .success();
    assertEquals(4, result.path("completedCount").asInt());
  }

  @Test
  void failureEndsTheBatchUnlessItKeepsGoing() {
    var id = echo();
    var steps =
        "[{'type':'a\\r'},{'wait':{'text':'never','timeout':50}},"
            + "{'expect':{'text':'nowhere','timeout':0}},{'type':'b\\r'}]";
    var first = batch(id, steps).exits(EXIT_TIMED_OUT).success();
    assertEquals("completed failed not-run not-run", statuses(first));
    assertEquals("[1]", first.path("failedIndices").toString());
    assertEquals("WAIT_TIMEOUT", first.path("steps").path(1).path("error").path("code").asString());
    var all = batch(id, steps, "--keep-going").exits(1).success();
    assertEquals("completed failed failed completed", statuses(all));
    batch(id, "[{'expect':{'text':'nowhere','timeout':0}}]").exits(EXIT_EXPECTATION);
  }

  @Test
  void programThatEndsEndsTheWaitOfItsStep() {
    var id = echo();
    var result =
        batch(id, "[{'sendKeys':['ctrl+d']},{'wait':{'text':'never'}}]")
            .exits(EXIT_NOT_RUNNING)
            .success();
    assertEquals(
        "SESSION_NOT_RUNNING", result.path("steps").path(1).path("error").path("code").asString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | INVALID_INPUT | ",
        "[] | INVALID_INPUT | ",
        "no json | INVALID_INPUT | ",
        "['x'] | INVALID_INPUT | 0",
        "[{'type':'a'},{}] | INVALID_INPUT | 1",
        "[{'type':'a','paste':'b'}] | INVALID_INPUT | 0",
        "[{'type':''}] | INVALID_INPUT | 0",
        "[{'type':'a','more':1}] | INVALID_INPUT | 0",
        "[{'sendKeys':[]}] | INVALID_INPUT | 0",
        "[{'type':'a'},{'sendKeys':['NoSuchKey']}] | INVALID_KEYS | 1",
        "[{'mouse':{'action':'dance','row':0,'col':0}}] | INVALID_INPUT | 0",
        "[{'wait':{}}] | INVALID_INPUT | 0",
        "[{'wait':{'text':'a','afterSeq':1}}] | INVALID_INPUT | 0",
        "[{'wait':{'text':'a','timeout':-1}}] | INVALID_INPUT | 0",
        "[{'wait':{'screenStableMs':0}}] | INVALID_INPUT | 0",
        "[{'wait':{'regex':'('}}] | INVALID_INPUT | 0",
        "[{'expect':{}}] | INVALID_INPUT | 0",
        "[{'expect':{'text':'a','loud':true}}] | INVALID_INPUT | 0",
        "[{'resize':{'cols':0,'rows':1}}] | INVALID_DIMENSIONS | 0",
        "[{'signal':'NOSUCH'}] | INVALID_SIGNAL | 0",
        "[{'snapshot':{'format':'poem'}}] | INVALID_INPUT | 0",
      })
  void badPlansAreRefusedBeforeTheSessionIsLookedUp(String steps, String code, String index) {
    var failure = batch("nosuchsession", steps).exits(2).failure();
    assertEquals(code, failure.path("code").asString(), failure::toString);
    assertEquals(
        index == null ? "" : index,
        failure.path("details").path("stepIndex").asString(""),
        failure::toString);
  }

  @Test
  void stepsAreReadFromYaml() throws IOException {
    var id = echo();
    var file = sandbox.directory().resolve("plan.yaml");
    Files.writeString(
        file,
        """
        # A comment.
        - type: |
            one
        - wait: {text: "<one>", timeout: 60000}
        - sendKeys: [t, w, o, Enter]
        - expect:
            regex: '<tw.>'
        """);
    var result = sandbox.ask("batch", id, "--file", file.toString()).exits(0).success();
    assertEquals(4, result.path("completedCount").asInt());
    for (var bad : new String[] {"- type: [", "- type: .inf", "- {type: a, type: b}", "- !!x y"}) {
      Files.writeString(file, bad);
      var failure = sandbox.ask("batch", id, "--file", file.toString()).exits(2);
      assertEquals("INVALID_INPUT", failure.failure().path("code").asString());
    }
  }

  @Test
  void ciGetsAReportAndABundle() throws Exception {
    var id = echo();
    var report = sandbox.directory().resolve("report.xml");
    batch(
            id,
            "[{'type':'a & <b>\\r'},{'wait':{'text':'a & <b>'}},"
                + "{'expect':{'text':'<a & <c>>','timeout':0}},{'type':'b'}]",
            "--junit",
            report.toString())
        .exits(EXIT_EXPECTATION);
    var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile());
    var suite = document.getElementsByTagName("testsuite").item(0).getAttributes();
    assertEquals("4", suite.getNamedItem("tests").getTextContent());
    assertEquals("1", suite.getNamedItem("failures").getTextContent());
    assertEquals("1", suite.getNamedItem("skipped").getTextContent());
    var failure = document.getElementsByTagName("failure").item(0);
    assertTrue(failure.getTextContent().contains("<a & <b>>"), failure.getTextContent());
    var bundle = sandbox.directory().resolve("report-failure");
    assertTrue(Files.readString(bundle.resolve("2-screen.txt")).contains("<a & <b>>"));
    assertTrue(Files.readString(bundle.resolve("2-diff.txt")).contains("-<a & <c>>"));
    assertTrue(Files.exists(bundle.resolve("2-screen.ansi")));
    assertTrue(Files.readString(bundle.resolve("2-screen.html")).contains("<html"));
    assertTrue(Files.readString(bundle.resolve("session.cast")).startsWith("{\"version\":3"));

    var fine = sandbox.directory().resolve("fine.xml");
    batch(id, "[{'type':'b'}]", "--junit", fine.toString()).exits(0);
    assertTrue(Files.exists(fine));
    assertFalse(Files.exists(sandbox.directory().resolve("fine-failure")));
  }

  @ParameterizedTest
  @CsvSource({"INT, " + EXIT_INTERRUPTED, "TERM, " + EXIT_TERMINATED})
  void signalEndsTheBatchWithWhatWasDone(String signal, int status) throws Exception {
    var id = echo();
    var seen = sandbox.directory().resolve("seen");
    var steps =
        json(
            "[{'type':'a\\r"
                + "'},{'snapshot':{'out':'seen'}},{'wait':{'text':'never'}},{'type':'b\\r"
                + "'}]");
    // A build in the background has its processes ignore SIGINT.
    var program = Sandbox.installation().resolve("bin/session").toString();
    var batch =
        sandbox
            .call()
            .of("env", "--default-signal=INT", program)
            .start("batch", id, steps, "--json");
    Await.until("the batch is under way", () -> Files.exists(seen));
    new ProcessBuilder("kill", "-" + signal, Long.toString(batch.process().pid()))
        .start()
        .waitFor();
    var result = batch.await().exits(status).success();
    // The wait may not have begun.
    assertTrue(
        statuses(result).matches("completed (completed )?(interrupted )?not-run( not-run)?"),
        result::toString);
    var screen = sandbox.run("snapshot", id, "--format", "text").exits(0).out();
    assertFalse(screen.contains("<b>"), screen);
  }
}

package dev.session.host.live;

import static dev.session.host.Patience.eventually;
import static dev.session.host.live.RunningSessions.await;
import static dev.session.host.live.RunningSessions.recorded;
import static dev.session.host.live.RunningSessions.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.log.CastExport;
import dev.session.log.LogEvent.Input;
import dev.session.log.LogEvent.Output;
import dev.session.message.CreateRequest;
import dev.session.message.PasteRequest;
import dev.session.message.RunRequest;
import dev.session.message.SendKeysRequest;
import dev.session.replay.Moment;
import dev.session.replay.Replay;
import dev.session.screen.ScreenText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What must not be written down is in no file of the home, by whatever way it was typed.
@Timeout(120)
class SecretsTest {
  private static final String SECRET = "s3cr3tWord";
  private static final List<String> LETTERS =
      List.of("s", "3", "c", "r", "3", "t", "W", "o", "r", "d");

  private Path home;
  private RunningSessions running;

  @BeforeEach
  void start(@TempDir Path directory) {
    home = directory;
    running = new RunningSessions(directory);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void aSecretInTheCommandIsInNoFileAndInNoAnswer() throws IOException {
    var secret = new CreateRequest.Recording(true, List.of(SECRET), null);
    var session = running.create(recorded(secret, "/bin/sh", "-c", "exit 3 # " + SECRET));
    var end = running.awaitExit(session);
    assertEquals(3, end.exitCode());
    var failure =
        assertThrows(
            SessionException.class, () -> running.create(recorded(secret, "/no/" + SECRET, "x")));
    assertFalse(failure.sentence().contains(SECRET), failure.sentence());
    assertFalse(failure.details().indented().contains(SECRET), failure.sentence());
    assertNowhere(SECRET);
  }

  private void assertNowhere(String secret) throws IOException {
    try (var all = Files.walk(home)) {
      for (var file : all.filter(Files::isRegularFile).toList()) {
        var content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertFalse(content.contains(secret), () -> secret + " is in " + file + ": " + content);
      }
    }
  }

  private String bash(String script) {
    return running.create(request("/bin/bash", "--norc", "--noprofile", "-c", script));
  }

  private static CreateRequest.Recording redacting(String... patterns) {
    return new CreateRequest.Recording(true, List.of(patterns), null);
  }

  // ---- Hidden input. ----

  /// Four prompts, each answered in another way.
  private void answerPrompts(String session) {
    running.awaitText(session, "one:");
    running.type(session, SECRET + "\n");
    running.awaitText(session, "two:");
    await(running.requests.paste(session, new PasteRequest(SECRET, false), null));
    running.type(session, "\n");
    running.awaitText(session, "three:");
    await(running.requests.sendKeys(session, new SendKeysRequest(LETTERS, null, null), null));
    await(
        running.requests.sendKeys(session, new SendKeysRequest(List.of("Enter"), null, 1L), null));
    running.awaitText(session, "four:");
    await(running.requests.run(session, new RunRequest(SECRET, true, null), null));
    running.awaitText(session, "lengths " + "10".repeat(4));
  }

  @Test
  void passwordsThatBashReadsAreNowhereHoweverTheyAreSent() throws IOException {
    var session =
        bash(
            "for p in one two three four; do read -sp $p: v; echo; l=$l${#v}; done;"
                + " echo lengths $l; sleep 1000");
    answerPrompts(session);
    assertNowhere(SECRET);
    assertNowhere("\"s\",\"3\",\"c\"");
    assertEquals(List.of(), running.extensions(session, "keys"));
    assertEquals(List.of(), running.extensions(session, "paste"));
    assertFalse(running.events(session).stream().anyMatch(Input.class::isInstance));
  }

  @Test
  void passwordsThatAProgramReadsWithoutEchoAreNowhereHoweverTheyAreSent() throws IOException {
    var session =
        running.sh(
            "stty -echo; for p in one two three four; do echo $p:; read v; l=$l${#v}; done;"
                + " echo lengths $l; sleep 1000");
    answerPrompts(session);
    assertNowhere(SECRET);
  }

  // ---- Input that is not recorded. ----

  @Test
  void withoutRecordedInputOnlyLengthsAreThere() throws IOException {
    var session =
        running.create(
            recorded(
                new CreateRequest.Recording(false, List.of(), null),
                "/bin/sh",
                "-c",
                "stty raw -echo; echo go; cat >/dev/null"));
    running.awaitText(session, "go");
    running.type(session, SECRET);
    await(running.requests.paste(session, new PasteRequest(SECRET, false), null));
    await(running.requests.sendKeys(session, new SendKeysRequest(LETTERS, null, null), null));
    assertNowhere(SECRET);
    assertFalse(running.events(session).stream().anyMatch(Input.class::isInstance));
    var lengths =
        running.extensions(session, "hidden-input").stream()
            .map(event -> event.object().fields("").integer("bytes"))
            .toList();
    assertEquals(List.of(10, 10, 10), lengths);
    assertFalse(running.record(session).launch().recording().input());
  }

  // ---- Redaction. ----

  @Test
  void theEchoOfATypedSecretIsRedactedWithTheInput() throws IOException {
    var session = running.create(recorded(redacting("s3cr3t\\w+"), "/bin/sh", "-c", "cat"));
    running.type(session, "a " + SECRET + " b\n");
    await(running.requests.sendKeys(session, new SendKeysRequest(LETTERS, null, null), null));
    running.type(session, ".\n");
    running.awaitText(session, "[redacted].");
    assertNowhere("s3cr3t");
    assertEquals(List.of(), running.extensions(session, "keys"));
    var inputs = new ArrayList<String>();
    for (var event : running.events(session)) {
      if (event instanceof Input(byte[] bytes)) {
        inputs.add(new String(bytes, StandardCharsets.UTF_8));
      }
    }
    assertEquals(List.of("a [redacted] b\n", "[redacted]", ".\n"), inputs);
  }

  @Test
  void aSecretPrintedInPiecesIsRedactedOnScreenAndInTheReplay() throws IOException {
    // Each letter is a write of its own, so most are chunks of their own.
    var script =
        "read x; for c in s 3 c r 3 t W o r d; do printf %s $c; done; printf ' end\\n'; read y";
    var session = running.create(recorded(redacting(SECRET), "/bin/sh", "-c", script));
    running.type(session, "\n");
    running.awaitText(session, "[redacted] end");
    var live = running.live(session);
    live.flush();
    var log = running.files(session).log();
    assertEquals(
        ScreenText.of(live.terminal()).lines(),
        ScreenText.of(Replay.at(log, new Moment.End()).terminal()).lines());
    assertNowhere(SECRET);
  }

  @Test
  void whatMayBecomeASecretIsShownWhenNothingFollows() {
    var session =
        running.create(
            recorded(redacting("Password: .+"), "/bin/sh", "-c", "printf Password:; read x"));
    running.awaitText(session, "Password:");
  }

  @Test
  void theLastWordsOfAProgramAreRedactedToo() throws IOException {
    var session =
        running.create(
            recorded(
                redacting("s3cr3t\\w*"), "/bin/sh", "-c", "printf 'x " + "s3cr" + "%s' 3tWord"));
    running.awaitExit(session);
    assertTrue(running.output(session).endsWith("x [redacted]"), running.output(session));
  }

  @Test
  void rawExportIsWhatWasLogged() throws IOException {
    var session =
        running.create(
            recorded(
                redacting(SECRET, "^-+$"),
                "/bin/sh",
                "-c",
                "echo --; echo " + SECRET + "; echo z"));
    running.awaitExit(session);
    var raw = new ByteArrayOutputStream();
    CastExport.raw(running.files(session).log(), 0, Long.MAX_VALUE, raw);
    var logged = new ByteArrayOutputStream();
    for (var event : running.events(session)) {
      if (event instanceof Output(byte[] bytes)) {
        logged.writeBytes(bytes);
      }
    }
    assertEquals(logged.toString(StandardCharsets.UTF_8), raw.toString(StandardCharsets.UTF_8));
    assertEquals("[redacted]\r\n[redacted]\r\nz\r\n", raw.toString(StandardCharsets.UTF_8));
  }

  @Test
  void patternsOfTheSettingsCountForEverySessionAndAreNotInItsFiles() throws IOException {
    running.configure("{\"log\":{\"redact\":[\"" + SECRET + "\"]}}");
    var session = running.create(recorded(redacting("other"), "/bin/sh", "-c", "read x; read y"));
    running.type(session, SECRET + " other\n");
    running.awaitText(session, "[redacted] [redacted]");
    assertEquals(2, running.record(session).launch().recording().redactedPatterns());
    try (var all = Files.walk(running.files(session).directory())) {
      for (var file : all.filter(Files::isRegularFile).toList()) {
        var content = Files.readString(file);
        assertFalse(content.contains(SECRET) || content.contains("other"), content);
      }
    }
  }

  @Test
  void aPatternThatIsNoneStartsNothing() {
    var failure =
        assertThrows(
            SessionException.class,
            () -> running.create(recorded(redacting("s3cr3t("), "/bin/sh")));
    assertEquals(ErrorCode.INVALID_INPUT, failure.code());
    assertFalse(failure.sentence().contains("s3cr3t"), failure.sentence());
    assertEquals(0, running.sessions.count());
  }

  @Test
  void aFloodIsRedactedThroughAndThrough() throws IOException {
    var session =
        running.create(
            recorded(
                redacting("tok_[0-9]+"),
                "/bin/sh",
                "-c",
                "seq -f 'tok_%.0f line' 1 40000; echo end"));
    running.awaitExit(session);
    eventually("the exit", () -> running.record(session).ending() != null);
    var output = running.output(session);
    assertEquals("[redacted] line\n".repeat(40_000) + "end\n", output);
  }
}

package dev.session.host.live;

import static dev.session.host.live.RunningSessions.await;
import static dev.session.host.live.RunningSessions.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.host.pty.PtyProcess;
import dev.session.log.LogEvent.Input;
import dev.session.log.LogEvent.Output;
import dev.session.message.PasteRequest;
import dev.session.message.SendKeysRequest;
import dev.session.message.SendKeysResult;
import dev.session.message.TypeRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is given to a session reaches its process once, whole and in order, and is in the log
/// before anything that it causes.
@Timeout(120)
class InputTest {
  private RunningSessions running;

  @BeforeEach
  void start(@TempDir Path home) {
    running = new RunningSessions(home);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void inputIsLoggedOnceAndBeforeItsEcho() {
    var session = running.sh("cat");
    for (int i = 0; i < 50; i++) {
      running.type(session, "line" + i + "\n");
    }
    running.awaitText(session, "line49");
    var text = new StringBuilder();
    var inputs = new ArrayList<String>();
    for (var event : running.events(session)) {
      if (event instanceof Input(byte[] bytes)) {
        var line = new String(bytes, StandardCharsets.UTF_8);
        assertFalse(text.toString().contains(line.strip() + "\r"), "echoed before: " + line);
        inputs.add(line);
      } else if (event instanceof Output(byte[] bytes)) {
        text.append(new String(bytes, StandardCharsets.UTF_8));
      }
    }
    assertEquals(IntStream.range(0, 50).mapToObj(i -> "line" + i + "\n").toList(), inputs);
  }

  @Test
  void theSequenceNumberOfATypeIsThatOfItsEvent() {
    var session = running.sh("cat");
    running.type(session, "one\n");
    long sequence = running.type(session, "two\n");
    var event = running.events(session).get((int) sequence);
    assertEquals("two\n", new String(((Input) event).bytes(), StandardCharsets.UTF_8));
  }

  @Test
  void concurrentTypesAreNotMixed() {
    // Echo would come between what cat says; lines are longer than the terminal takes at once.
    var session = running.sh("stty raw -echo; echo go; cat");
    running.awaitText(session, "go");
    var typed = new ArrayList<String>();
    var answers = new ArrayList<CompletableFuture<?>>();
    for (int i = 0; i < 50; i++) {
      typed.add(("<" + i + ":").concat("x".repeat(i * 400)).concat(">"));
    }
    for (var text : typed) {
      answers.add(
          CompletableFuture.runAsync(
              () -> running.type(session, text), Thread::startVirtualThread));
    }
    answers.forEach(RunningSessions::await);
    running.type(session, "<end>");
    running.awaitText(session, "<end>");
    var output = running.output(session);
    for (var text : typed) {
      assertTrue(output.contains(text), () -> "torn apart: " + text.substring(0, 4));
    }
    assertEquals(
        typed.stream().mapToInt(String::length).sum() + "go\n<end>".length(), output.length());
  }

  @Test
  void inputThatThereIsNoRoomForIsRefusedToBeTriedAgain() {
    var session = running.sh("stty raw -echo; echo ready; exec sleep 1000");
    running.awaitText(session, "ready");
    var most = new TypeRequest("x".repeat((int) (PtyProcess.INPUT_QUEUE_MAX_BYTES / 3 * 2)));
    var waiting = running.requests.type(session, most, null);
    int events = running.events(session).size();
    var refused =
        assertThrows(SessionException.class, () -> running.requests.type(session, most, null));
    assertEquals(ErrorCode.HOST_TIMEOUT, refused.code());
    assertTrue(refused.code().retryable());
    assertTrue(refused.sentence().contains("not read"), refused::sentence);
    assertFalse(waiting.isDone());
    assertEquals(events, running.events(session).size(), "what was refused is not in the log");
  }

  @Test
  void repeatedKeysAreOneInput() {
    var session = running.sh("stty raw -echo; echo go; cat -v");
    running.awaitText(session, "go");
    var answer =
        assertInstanceOf(
            SendKeysResult.class,
            await(
                running.requests.sendKeys(
                    session, new SendKeysRequest(List.of("a", "Up"), 3, null), null)));
    assertEquals(12, answer.bytesWritten());
    running.awaitText(session, "a^[[Aa^[[Aa^[[A");
    assertEquals(1, running.events(session).stream().filter(Input.class::isInstance).count());
  }

  @Test
  void keysThatCannotBeSentHaveNoEffect() {
    var session = running.sh("cat");
    var keys = List.of("a", "NoSuchKey");
    var failure =
        assertThrows(
            SessionException.class,
            () -> running.requests.sendKeys(session, new SendKeysRequest(keys, 1, 0L), null));
    assertEquals(ErrorCode.INVALID_KEYS, failure.code());
    for (var repeat : List.of(0, -1, Integer.MAX_VALUE)) {
      failure =
          assertThrows(
              SessionException.class,
              () ->
                  running.requests.sendKeys(
                      session, new SendKeysRequest(List.of("a"), repeat, 0L), null));
      assertEquals(ErrorCode.INVALID_INPUT, failure.code());
    }
    assertEquals(List.of(), running.events(session));
  }

  @Test
  void whatIsTypedAtAPasswordPromptIsNotWritten() throws Exception {
    var session = running.sh("stty -echo; echo 'Password:'; read p; stty echo; echo got ${#p}");
    running.awaitText(session, "Password:");
    long sequence = running.type(session, "s3cr3t!\n");
    running.awaitText(session, "got 7");
    assertFalse(running.logText(session).contains("s3cr3t"), "a password is in the log");
    var hidden = running.extensions(session, "hidden-input");
    assertEquals(1, hidden.size());
    assertEquals(hidden.getFirst(), running.events(session).get((int) sequence));
    assertEquals(8, hidden.getFirst().object().fields("").integer("bytes"));
  }

  @Test
  void whatBashReadsSilentlyIsNotWritten() throws Exception {
    var session =
        running.create(request("/bin/bash", "-c", "read -sp 'Key: ' k; echo; echo got ${#k}"));
    running.awaitText(session, "Key:");
    await(running.requests.paste(session, new PasteRequest("t0ps3cret", false), null));
    running.type(session, "\n");
    running.awaitText(session, "got 9");
    assertFalse(running.logText(session).contains("t0ps3cret"), "a secret is in the log");
    assertEquals(List.of(), running.extensions(session, "paste"));
  }

  @Test
  void whatIsTypedAtAShellPromptIsWritten() throws Exception {
    var session = running.create(request("/bin/bash", "--norc", "--noprofile"));
    running.awaitText(session, "$");
    running.type(session, "echo visib''le\r");
    running.awaitText(session, "visible");
    assertTrue(running.logText(session).contains("echo visib''le"));
    assertEquals(List.of(), running.extensions(session, "hidden-input"));
  }

  @Test
  void questionsToTheTerminalAreAnsweredInOrder() {
    // Two cursor reports with a move between them, then the device's attributes.
    var session =
        running.sh(
            "stty raw -echo; printf 'go\\033[6n\\033[5;7H\\033[6n\\033[c';"
                + " head -c 14 | cat -v; echo; echo done; cat");
    running.awaitText(session, "done");
    assertTrue(running.output(session).contains("^[[1;3R^[[5;7R^["), running.output(session));
    assertFalse(running.events(session).stream().anyMatch(Input.class::isInstance));
  }

  @Test
  void aFloodOfQuestionsThatNobodyReadsTheAnswersToIsBounded() {
    var session =
        running.sh(
            "stty raw -echo; i=0; while [ $i -lt 30000 ]; do i=$((i+1));"
                + " printf '\\033[c\\033[c\\033[c\\033[c\\033[c\\033[c\\033[c\\033[c\\033[c'; done;"
                + " echo asked; sleep 1000");
    running.awaitText(session, "asked");
    var process = running.live(session);
    // 8 MB of answers, if all were kept.
    assertTrue(
        process.reading().unreadInputBytes() < 2 << 20,
        () -> "" + process.reading().unreadInputBytes());
  }

  @Test
  void inputThatIsNotReadBeforeTheProcessEndsIsRefused() {
    var session = running.sh("stty raw -echo; echo go; head -c 1 >/dev/null");
    running.awaitText(session, "go");
    var answer = running.requests.type(session, new TypeRequest("x".repeat(1 << 20)), null);
    var failure = assertThrows(SessionException.class, () -> await(answer));
    assertEquals(ErrorCode.SESSION_NOT_RUNNING, failure.code());
  }

  @Test
  void aLongInputArrivesWhole() {
    int bytes = 5 << 20;
    var session = running.sh("stty raw -echo; echo go; head -c " + bytes + " | cksum; echo; cat");
    running.awaitText(session, "go");
    var text = "0123456789abcdef".repeat(bytes / 16);
    running.type(session, text);
    running.awaitText(session, " " + bytes);
    var output = running.output(session);
    assertTrue(output.contains(cksum(text) + " " + bytes), output);
  }

  private static long cksum(String text) {
    // cksum(1) of POSIX: a CRC over the bytes and their number.
    int crc = 0;
    var bytes = text.getBytes(StandardCharsets.US_ASCII);
    for (byte b : bytes) {
      crc = step(crc, b);
    }
    for (long n = bytes.length; n != 0; n >>>= 8) {
      crc = step(crc, (byte) n);
    }
    return ~crc & 0xFFFF_FFFFL;
  }

  private static int step(int crc, byte b) {
    int rest = crc ^ (b << 24);
    for (int i = 0; i < 8; i++) {
      rest = rest < 0 ? (rest << 1) ^ 0x04C1_1DB7 : rest << 1;
    }
    return rest;
  }

  @Test
  void aLineThatTheTerminalWouldCutIsRefused() {
    var session = running.sh("wc -c");
    running.type(session, "x".repeat(4095));
    var failure = assertThrows(SessionException.class, () -> running.type(session, "x"));
    assertEquals(ErrorCode.INVALID_INPUT, failure.code());
    assertTrue(failure.sentence().contains("4096"), failure::sentence);
    running.type(session, "\n");
    running.type(session, "y".repeat(4095) + "\n" + "z".repeat(4095) + "\r");
    running.type(session, "\u0004");
    running.awaitText(session, "12288");
  }

  @Test
  void manyLinesAreReadAtThePaceOfAReaderOfLines() {
    var session = running.sh("stty -echo; echo go; sleep 0.3; wc -lc");
    running.awaitText(session, "go");
    running.type(session, ("x".repeat(79) + "\n").repeat(40_000) + "\u0004");
    running.awaitText(session, "40000 3200000");
  }

  @Test
  void aReaderOfBytesGetsAnyLine() {
    var session =
        running.sh(
            "stty raw -echo; printf 'go\\r\\n';"
                + " printf '%d bytes are no x' $(head -c 5000000 | tr -d x | wc -c)");
    running.awaitText(session, "go");
    running.type(session, "x".repeat(4_999_995) + "final");
    running.awaitText(session, "5 bytes are no x");
  }
}

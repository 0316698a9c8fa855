package dev.session.host.live;

import static dev.session.host.Patience.eventually;
import static dev.session.host.live.RunningSessions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.host.live.Attachment.Wish;
import dev.session.json.JsonException;
import dev.session.json.JsonObject;
import dev.session.message.AttachFrame;
import dev.session.message.AttachInputRequest;
import dev.session.message.AttachSizeRequest;
import dev.session.message.FocusRequest;
import dev.session.message.HoldRequest;
import dev.session.message.HoldResult;
import dev.session.message.InspectResult;
import dev.session.message.MarkRequest;
import dev.session.message.PasteRequest;
import dev.session.message.ReleaseRequest;
import dev.session.message.ReleaseResult;
import dev.session.message.ResizeRequest;
import dev.session.message.RunRequest;
import dev.session.message.SendKeysRequest;
import dev.session.message.SignalRequest;
import dev.session.message.SnapshotRequest;
import dev.session.message.TypeRequest;
import dev.session.screen.ScreenText;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/// Clients that stay with a session: what they are sent, who may type, which size the session has.
@Timeout(120)
class AttachTest {
  private RunningSessions running;
  private AttachRequests attaching;

  @BeforeEach
  void start(@TempDir Path home) {
    running = new RunningSessions(home);
    attaching = new AttachRequests(running.requests);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private static Wish wish(int cols, int rows) {
    return new Wish(cols, rows, false, false, false, "me");
  }

  private static Wish watching(int cols, int rows) {
    return new Wish(cols, rows, true, false, false, "me");
  }

  /// An attached client that keeps a terminal of its own.
  private static final class Client extends BaseSubscriber<byte[]> {
    private final long demand;
    private final CountDownLatch completed = new CountDownLatch(1);
    private final List<AttachFrame> frames = new ArrayList<>();
    private Terminal terminal = new Terminal(1, 1, TerminalOptions.defaults().withReplies(false));
    private long bytes;

    Client(long demand) {
      this.demand = demand;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      if (demand > 0) {
        request(demand);
      }
    }

    @Override
    protected synchronized void hookOnNext(byte[] line) {
      try {
        var frame = AttachFrame.fromJson(JsonObject.parse(line).fields(""));
        frames.add(frame);
        bytes += line.length;
        var data = frame.data() == null ? new byte[0] : Base64.getDecoder().decode(frame.data());
        if (frame.type().equals(AttachFrame.SCREEN)) {
          terminal =
              new Terminal(
                  Objects.requireNonNull(frame.cols()),
                  Objects.requireNonNull(frame.rows()),
                  TerminalOptions.defaults().withReplies(false));
        }
        terminal.feed(data);
        notifyAll();
      } catch (JsonException e) {
        throw new AssertionError(new String(line, StandardCharsets.UTF_8), e);
      }
    }

    @Override
    protected void hookOnComplete() {
      completed.countDown();
    }

    synchronized String screen() {
      return ScreenText.of(terminal).text();
    }

    synchronized void until(Predicate<Client> what) throws InterruptedException {
      while (!what.test(this)) {
        wait();
      }
    }

    synchronized String name() {
      return String.valueOf(frames.getFirst().attachment());
    }

    synchronized List<String> types() {
      return frames.stream().map(AttachFrame::type).toList();
    }
  }

  private Client attach(String session, Wish wish) {
    return attach(session, wish, Long.MAX_VALUE);
  }

  private Client attach(String session, Wish wish, long demand) {
    var client = new Client(demand);
    attaching.attach(session, wish).subscribe(client);
    return client;
  }

  private String size(String session) {
    var record = running.record(session);
    return record.cols() + "x" + record.rows();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Input of a client with this key.
  private void give(String session, @Nullable String holdKey) {
    await(running.requests.type(session, new TypeRequest("x"), holdKey));
  }

  private static void assertHeld(Executable input) {
    var failure = assertThrows(SessionException.class, input);
    assertEquals(ErrorCode.SESSION_HELD, failure.code(), failure::sentence);
  }

  @Test
  void aClientSeesTheScreenThatIsAndWhatComes() throws InterruptedException {
    var session = running.sh("printf 'before\\r\\n'; stty -echo; cat");
    running.awaitText(session, "before");
    var client = attach(session, wish(80, 24));
    client.until(c -> c.screen().startsWith("before"));
    assertEquals(AttachFrame.SCREEN, client.types().getFirst());
    await(attaching.input(session, new AttachInputRequest(client.name(), base64("after\r"))));
    client.until(c -> c.screen().startsWith("before\nafter"));
  }

  @Test
  void aClientThatDoesNotReadIsSentTheScreenAnewInsteadOfWhatItMissed()
      throws InterruptedException {
    var session = running.sh("read x; seq 1 200000; echo the-end; cat");
    var client = attach(session, watching(80, 24), 1);
    client.until(c -> !c.types().isEmpty());
    running.type(session, "\r");
    running.awaitText(session, "the-end");
    client.request(Long.MAX_VALUE);
    client.until(c -> c.screen().contains("the-end"));
    assertTrue(client.bytes < 200_000, "of 1.5 MB it was sent " + client.bytes);
    assertEquals(AttachFrame.SCREEN, client.types().get(1));
    var shown = running.requests.snapshot(session, new SnapshotRequest("text", false, false, null));
    assertEquals(shown.toJson().fields("").string("text"), client.screen());
  }

  @Test
  void theEndOfTheSessionEndsTheStreamAfterItsLastWords() throws InterruptedException {
    var session = running.sh("read x; printf 'last words'");
    var client = attach(session, wish(80, 24));
    client.until(c -> !c.types().isEmpty());
    running.type(session, "\r");
    client.completed.await();
    assertTrue(client.screen().contains("last words"), client::screen);
    assertEquals(AttachFrame.END, client.types().getLast());
  }

  @Test
  void theSessionHasTheSizeOfTheSmallestThatTypes() throws InterruptedException {
    var session = running.sh("cat");
    var wide = attach(session, wish(120, 30));
    assertEquals("120x30", size(session));
    var high = attach(session, wish(100, 50));
    assertEquals("100x30", size(session));
    var watcher = attach(session, watching(20, 10));
    assertEquals("100x30", size(session));
    high.until(c -> c.terminal.cols() == 100);
    attaching.size(session, new AttachSizeRequest(high.name(), 90, 20));
    assertEquals("90x20", size(session));
    wide.until(c -> c.terminal.cols() == 90);
    var ruler = attach(session, new Wish(150, 60, false, true, false, "me"));
    assertEquals("150x60", size(session));
    watcher.until(c -> c.terminal.cols() == 150);
    ruler.cancel();
    wide.until(c -> c.terminal.cols() == 90);
    high.cancel();
    wide.until(c -> c.terminal.cols() == 120);
    assertEquals("120x30", size(session));
  }

  @Test
  void whenTheLastHasLeftTheSessionHasTheSizeFromBefore() throws InterruptedException {
    var session = running.sh("cat");
    var before = size(session);
    var one = attach(session, wish(60, 20));
    var other = attach(session, wish(50, 30));
    assertEquals("50x20", size(session));
    one.cancel();
    other.until(c -> c.terminal.rows() == 30);
    other.cancel();
    eventually("the size from before", () -> size(session).equals(before));

    var third = attach(session, wish(60, 20));
    running.requests.resize(session, new ResizeRequest(90, 10), null);
    var told = ((InspectResult) running.requests.inspect(session, false)).live();
    assertEquals(
        List.of(new InspectResult.Attached("me", 60, 20, false)),
        Objects.requireNonNull(told).attached());
    third.cancel();
    eventually("that it has left", () -> attachedCount(session) == 0);
    assertEquals("90x10", size(session), "what somebody asked for stays");
  }

  private int attachedCount(String session) {
    var live = ((InspectResult) running.requests.inspect(session, false)).live();
    return Objects.requireNonNull(live).attached().size();
  }

  @Test
  void inspectTellsWhoHoldsTheInput() {
    var session = running.sh("cat");
    attaching.hold(session, new HoldRequest(60_000, "ann"), null);
    var live = ((InspectResult) running.requests.inspect(session, false)).live();
    assertEquals("ann", Objects.requireNonNull(live).holder());
  }

  @Test
  void oneWhoHoldsTheInputIsTheOnlyOneToTypeUntilItLeaves() throws InterruptedException {
    var session = running.sh("stty -echo; echo go; cat");
    running.awaitText(session, "go");
    var other = attach(session, wish(80, 24));
    var holder = attach(session, new Wish(80, 24, false, false, true, "ann"));
    other.until(c -> !c.types().isEmpty());
    holder.until(c -> !c.types().isEmpty());
    assertHeld(() -> give(session, null));
    assertHeld(
        () -> attaching.input(session, new AttachInputRequest(other.name(), base64("no\r"))));
    assertHeld(() -> attaching.attach(session, new Wish(80, 24, false, false, true, "bob")));
    assertHeld(() -> attaching.hold(session, new HoldRequest(1000, null), null));
    await(attaching.input(session, new AttachInputRequest(holder.name(), base64("mine\r"))));
    other.until(c -> c.screen().contains("mine"));
    holder.cancel();
    eventually("the hold to go with its holder", () -> typed(other, session));
    assertFalse(other.screen().contains("no"), other::screen);
  }

  private boolean typed(Client client, String session) {
    try {
      await(attaching.input(session, new AttachInputRequest(client.name(), base64("ours\r"))));
      return true;
    } catch (SessionException stillHeld) {
      assertEquals(ErrorCode.SESSION_HELD, stillHeld.code());
      return false;
    }
  }

  @Test
  void aHoldIsItsKeysUntilItIsReleased() {
    var session = running.sh("cat");
    var hold = (HoldResult) attaching.hold(session, new HoldRequest(60_000, "ann"), null);
    give(session, hold.hold());
    assertHeld(() -> give(session, "another"));
    var again = (HoldResult) attaching.hold(session, new HoldRequest(60_000, "ann"), hold.hold());
    assertEquals(hold.hold(), again.hold());
    var wrong = new ReleaseRequest("another", false);
    assertEquals(new ReleaseResult(false), attaching.release(session, wrong, null));
    var right = new ReleaseRequest(null, false);
    assertEquals(new ReleaseResult(true), attaching.release(session, right, hold.hold()));
    give(session, null);
  }

  @Test
  void whatIsHeldIsAllInputWhateverItsFormAndNothingElse() {
    var session = running.sh("cat");
    var hold = (HoldResult) attaching.hold(session, new HoldRequest(60_000, "ann"), null);
    var requests = running.requests;
    assertHeld(() -> give(session, null));
    assertHeld(() -> requests.paste(session, new PasteRequest("x", false), null));
    assertHeld(() -> requests.run(session, new RunRequest("x", true, null), null));
    assertHeld(() -> requests.resize(session, new ResizeRequest(90, 30), null));
    assertHeld(() -> requests.signal(session, new SignalRequest("WINCH", false), null));
    assertHeld(() -> requests.focus(session, new FocusRequest(true, true), null));
    requests.resize(session, new ResizeRequest(90, 30), hold.hold());
    requests.mark(session, new MarkRequest("anybody's"));
  }

  @Test
  void oneThatNeverComesHoldsNothing() {
    var session = running.sh("cat");
    var never = attaching.attach(session, new Wish(80, 24, false, false, true, "ann"));
    give(session, null);
    // Whoever took the input between the two is told to both.
    attaching.hold(session, new HoldRequest(60_000, "bob"), null);
    assertHeld(never::blockFirst);
  }

  @Test
  void aHoldEndsByItself() {
    var session = running.sh("cat");
    attaching.hold(session, new HoldRequest(1, "ann"), null);
    eventually("the end of the hold", () -> !isHeld(session));
  }

  private boolean isHeld(String session) {
    try {
      give(session, null);
      return false;
    } catch (SessionException held) {
      return true;
    }
  }

  @Test
  void keysThatAreBeingPressedStopWhereAnotherTakesTheInput() {
    var session = running.sh("cat");
    var answer =
        running.requests.sendKeys(session, new SendKeysRequest(List.of("a", "b"), 1000, 1L), null);
    running.awaitText(session, "ab");
    attaching.hold(session, new HoldRequest(60_000, "ann"), null);
    assertHeld(() -> await(answer));
  }

  @Test
  void oneWhoWatchesDoesNotTypeHoldOrRule() throws InterruptedException {
    var session = running.sh("cat");
    var watcher = attach(session, watching(80, 24));
    watcher.until(c -> !c.types().isEmpty());
    var request = new AttachInputRequest(watcher.name(), base64("x"));
    assertThrows(SessionException.class, () -> attaching.input(session, request));
    assertThrows(
        SessionException.class,
        () -> attaching.attach(session, new Wish(80, 24, true, true, false, "me")));
    assertThrows(
        SessionException.class,
        () -> attaching.attach(session, new Wish(80, 24, true, false, true, "me")));
  }
}

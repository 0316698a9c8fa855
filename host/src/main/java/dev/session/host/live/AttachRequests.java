package dev.session.host.live;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.TerminalSize;
import dev.session.host.live.Attachment.Wish;
import dev.session.json.JsonObject;
import dev.session.message.AttachInputRequest;
import dev.session.message.AttachSizeRequest;
import dev.session.message.AttachSizeResult;
import dev.session.message.HoldRequest;
import dev.session.message.HoldResult;
import dev.session.message.Message;
import dev.session.message.ReleaseRequest;
import dev.session.message.ReleaseResult;
import dev.session.message.SequenceResult;
import dev.session.status.SessionCommand;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/// What the host does for clients that stay with a session: attached terminals, and holders of its
/// input.
public final class AttachRequests {
  private static final Logger LOG = LoggerFactory.getLogger(AttachRequests.class);

  /// How long an attached client that holds the input keeps it without typing. Its next key takes
  /// it again, where nobody else has.
  private static final Duration HOLD_WITHOUT_TYPING = Duration.ofMinutes(5);

  private static final String SOMEBODY = "another client";

  private final SessionRequests requests;

  public AttachRequests(SessionRequests requests) {
    this.requests = requests;
  }

  /// Attaches a client: frames ([dev.session.message.AttachFrame]) as lines of JSON, at the pace at
  /// which it reads them, until it goes or the session ends.
  public Flux<byte[]> attach(String session, Wish wish) {
    var live = requests.running(session, SessionCommand.ATTACH);
    TerminalSize.require(wish.cols(), wish.rows());
    if (wish.readOnly() && (wish.rules() || wish.hold())) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "One who only watches neither holds the input nor rules the size.");
    }
    var key = InputHold.newKey();
    if (wish.hold()) {
      live.input().hold().check(live.record(), key);
    }
    return Flux.create(sink -> join(live, new Attachment(key, wish, sink), sink));
  }

  /// Takes the hold for a client that wants it; nobody has it for a client that is not there.
  private static void take(LiveSession live, Attachment attachment) {
    var wish = attachment.wish();
    if (wish.hold()) {
      live.input()
          .hold()
          .take(live.record(), attachment.key(), wish.by(), HOLD_WITHOUT_TYPING.toMillis());
    }
  }

  private static void join(LiveSession live, Attachment attachment, FluxSink<byte[]> sink) {
    // Both are called by threads that must not wait for a session's lock.
    sink.onRequest(
        _ -> {
          if (attachment.isWaiting()) {
            Thread.startVirtualThread(() -> send(live, attachment));
          }
        });
    sink.onDispose(() -> Thread.startVirtualThread(() -> leave(live, attachment)));
    try {
      take(live, attachment);
    } catch (SessionException e) {
      sink.error(e); // Somebody else was quicker.
      return;
    }
    live.atomically(
        _ -> {
          live.attachments().add(attachment);
          fit(live);
          if (live.isOver()) {
            attachment.end();
          }
          attachment.send(live);
          return attachment;
        });
  }

  private static void send(LiveSession live, Attachment attachment) {
    live.atomically(
        _ -> {
          attachment.send(live);
          return attachment;
        });
  }

  private static void leave(LiveSession live, Attachment attachment) {
    live.input().hold().release(attachment.key());
    live.atomically(
        _ -> {
          live.attachments().remove(attachment);
          fit(live);
          return attachment;
        });
  }

  /// Under the lock: gives the session the size that those attached agree on, or the one from
  /// before them.
  private static void fit(LiveSession live) {
    var record = live.record();
    var now = new Attachments.Size(record.cols(), record.rows());
    var size = live.attachments().fitted(now);
    if (live.isOver() || size.equals(now)) {
      return;
    }
    try {
      var input = live.input();
      input.resize(size.cols(), size.rows(), input.hold().key());
      live.attachments().gave(now, size);
    } catch (SessionException e) {
      LOG.debug("session {} keeps its size: {}", record.id(), e.sentence());
    }
  }

  public CompletableFuture<Message> input(String session, AttachInputRequest request) {
    var live = requests.running(session, SessionCommand.ATTACH);
    var attachment = attachment(live, request.attachment());
    if (attachment.wish().readOnly()) {
      throw new SessionException(ErrorCode.INVALID_INPUT, "This client only watches the session.");
    }
    take(live, attachment);
    return live.input()
        .type(SessionCommand.ATTACH, decoded(request.data()), List.of(), attachment.key())
        .thenApply(taken -> new SequenceResult(taken.seq(), taken.hidden()));
  }

  private static byte[] decoded(String data) {
    try {
      var bytes = Base64.getDecoder().decode(data);
      if (bytes.length > 0) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT, "The data is not base64.", JsonObject.EMPTY, e);
    }
    throw new SessionException(ErrorCode.INVALID_INPUT, "There are no bytes to send.");
  }

  public Message size(String session, AttachSizeRequest request) {
    var live = requests.running(session, SessionCommand.ATTACH);
    TerminalSize.require(request.cols(), request.rows());
    return live.atomically(
        _ -> {
          var attachment = attachment(live, request.attachment());
          attachment.wish(attachment.wish().withSize(request.cols(), request.rows()));
          fit(live);
          return new AttachSizeResult(live.record().cols(), live.record().rows());
        });
  }

  private static Attachment attachment(LiveSession live, String key) {
    return live.atomically(
        _ -> {
          var found = live.attachments().find(key);
          if (found == null) {
            throw new SessionException(
                ErrorCode.INVALID_INPUT,
                "No client of this name is attached to session " + live.record().id() + ".");
          }
          return found;
        });
  }

  public Message hold(String session, HoldRequest request, @Nullable String key) {
    var live = requests.running(session, SessionCommand.HOLD);
    if (request.forMs() < 1 || request.forMs() > InputHold.MAX_MILLIS) {
      throw Complaint.invalidDuration("forMs", request.forMs(), InputHold.MAX_MILLIS);
    }
    var own = key != null && key.equals(live.input().hold().key()) ? key : InputHold.newKey();
    var by = request.by() == null || request.by().isBlank() ? SOMEBODY : request.by();
    live.input().hold().take(live.record(), own, by, request.forMs());
    return new HoldResult(own, request.forMs());
  }

  public Message release(String session, ReleaseRequest request, @Nullable String key) {
    var hold = requests.running(session, SessionCommand.HOLD).input().hold();
    var own = request.hold() == null ? key : request.hold();
    if (request.force()) {
      return new ReleaseResult(hold.releaseAny());
    }
    if (own == null) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "Whose hold? Give its key, which 'session hold' printed (SESSION_HOLD), or --force.");
    }
    return new ReleaseResult(hold.release(own));
  }
}

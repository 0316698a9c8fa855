package dev.session.host.live;

import dev.session.input.Key;
import dev.session.input.Keyboard;
import dev.session.log.LogEvent.Extension;
import dev.session.message.Message;
import dev.session.message.SendKeysResult;
import dev.session.status.SessionCommand;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Keys pressed one after the other with a pause between them, each in the modes that hold when its
/// turn comes. No thread waits meanwhile. Ends with the last key, the session, or the client.
final class PacedKeys {
  private final LiveSession session;
  private final List<String> accepted;
  private final List<String> names;
  private final List<Key> keys;
  private final long delayMillis;
  private final CompletableFuture<Message> answer = new CompletableFuture<>();

  /// The client's key of the hold; null if it has none.
  private final @Nullable String holdKey;

  // One key is pressed at a time, and its success starts the next: never two threads at once.
  private int next;
  private long bytesWritten;
  private boolean hidden;

  /// @param accepted what the answer tells of the keys
  /// @param names the names of `keys`
  PacedKeys(
      LiveSession session,
      List<String> accepted,
      List<String> names,
      List<Key> keys,
      long delayMillis,
      @Nullable String holdKey) {
    this.session = session;
    this.accepted = accepted;
    this.names = names;
    this.keys = keys;
    this.delayMillis = delayMillis;
    this.holdKey = holdKey;
  }

  CompletableFuture<Message> answer() {
    return answer;
  }

  void begin() {
    press();
  }

  private void press() {
    if (answer.isDone()) {
      return; // the client has gone
    }
    int index = next++;
    try {
      var bytes = Keyboard.press(List.of(keys.get(index)), session.reading().inputModes());
      bytesWritten += bytes.length;
      var _ =
          session
              .input()
              .type(
                  SessionCommand.SEND_KEYS,
                  bytes,
                  List.of(Extension.keys(List.of(names.get(index)))),
                  holdKey)
              .whenComplete(this::pressed);
    } catch (RuntimeException e) { // on the timer's thread, where nobody else would hear of it
      answer.completeExceptionally(e);
    }
  }

  private void pressed(TakenInput taken, Throwable failure) {
    if (failure != null) {
      answer.completeExceptionally(failure);
      return;
    }
    hidden |= taken.hidden();
    if (next == keys.size()) {
      answer.complete(new SendKeysResult(accepted, bytesWritten, taken.seq(), hidden));
    } else {
      session.after(delayMillis, this::press);
    }
  }
}

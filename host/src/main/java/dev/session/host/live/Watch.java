package dev.session.host.live;

import dev.session.message.Message;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Somebody waiting for something to become true of a session.
///
/// A watch is looked at when the session changes, under the session's lock, and answered from
/// there: no condition is polled. It ends with its answer, its time-out, or its client.
abstract class Watch {
  final CompletableFuture<Message> answer = new CompletableFuture<>();

  /// The answer, or null to go on waiting. Called under the session's lock.
  ///
  /// @throws dev.session.error.SessionException if what is waited for makes no sense on this screen
  abstract @Nullable Message look();

  /// The answer when time is up. Called under the session's lock.
  ///
  /// @throws dev.session.error.SessionException where being late is a failure
  abstract Message timedOut();
}

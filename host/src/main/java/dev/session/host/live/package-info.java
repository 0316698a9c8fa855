/// The sessions that run in this host.
///
/// A [dev.session.host.live.LiveSession] is guarded by its own lock: output comes from a
/// `pty-output` thread, requests from the API's threads, time from the `host-timer` thread. Nothing
/// waits inside the lock for a terminal or a person; what takes long is a future.
@NullMarked
package dev.session.host.live;

import org.jspecify.annotations.NullMarked;

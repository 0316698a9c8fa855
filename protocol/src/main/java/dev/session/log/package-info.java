/// The event log: what happened in a session, byte for byte, in order, with times.
///
/// A log is a directory of segments, each a valid asciicast v3 file; `docs/log-format.md` describes
/// every line of it. The log is the truth about a session: everything else in the session's
/// directory is derived from it.
///
/// Invariants:
/// - An event's sequence number is its position, contiguous from 0 over all segments.
/// - An event is in the log completely or not at all; no method reports one that is not.
/// - What was written as output comes back byte for byte.
/// - A sealed segment never changes (it may be compressed or dropped).
///
/// Owners: one [dev.session.log.LogWriter] at a time for a log, used by one thread at a time;
/// whoever holds the session's lock may open it. Any number of [dev.session.log.LogReader]s, in any
/// process, each used by one thread.
@NullMarked
package dev.session.log;

import org.jspecify.annotations.NullMarked;

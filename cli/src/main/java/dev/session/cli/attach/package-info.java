/// A person's terminal on a live session.
///
/// The bytes that the session's program prints go into a terminal of our own ([Engine]); what that
/// shows is painted on the caller's terminal ([Painter]). So nothing a program prints reaches the
/// caller's terminal but cells and a short list of modes ([OuterModes]), terminals of different
/// sizes and abilities can be attached, and one that is slow is behind by a picture, never by a
/// queue.
///
/// Invariant: the caller's terminal is as it was once the client has ended, whatever ended it
/// ([dev.session.cli.tty.RawTerminal]).
///
/// Thread owners: the calling thread reads keys; one reads the stream and feeds the engine, one
/// paints, one sends what was typed. All wait without polling.
@NullMarked
package dev.session.cli.attach;

import org.jspecify.annotations.NullMarked;

/// The caller's own terminal, in raw mode: keys in, bytes out, its size, and its restoration on
/// every way out. For the commands that take over the whole screen.
///
/// Invariant: once a [RawTerminal] is closed, by its owner or because the process is being ended by
/// a signal, the device has the modes it had before and nothing more is written to it.
///
/// Thread owner: whoever opened it; `wake` and `close` may come from any thread. Only Linux.
@NullMarked
package dev.session.cli.tty;

import org.jspecify.annotations.NullMarked;

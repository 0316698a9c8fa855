/// The way to a home's host: finding it, starting it, and talking HTTP/1.1 to it over its Unix
/// socket.
///
/// Whoever asks the host owns the connection and closes it; a connection that closes, also by the
/// end of this process, ends the request in the host. Everything runs on the caller's thread,
/// except that a [Deadline] has a daemon thread of its own.
@NullMarked
package dev.session.cli.host;

import org.jspecify.annotations.NullMarked;

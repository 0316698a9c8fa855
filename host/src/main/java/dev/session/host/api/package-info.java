/// The host's HTTP API on its Unix socket.
///
/// Bodies that may be missing are marked with Jakarta's `Nullable`: Micronaut looks for a
/// declaration annotation, and JSpecify's on an array means the array's type.
@NullMarked
package dev.session.host.api;

import org.jspecify.annotations.NullMarked;

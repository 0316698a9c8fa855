/// The host's HTTP API on its Unix socket.
@NullMarked
package dev.session.host.api;

import org.jspecify.annotations.NullMarked;

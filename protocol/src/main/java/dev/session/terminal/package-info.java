/// The terminal engine: bytes in, screen out. Deterministic: no I/O, no clock, no locale.
@NullMarked
package dev.session.terminal;

import org.jspecify.annotations.NullMarked;

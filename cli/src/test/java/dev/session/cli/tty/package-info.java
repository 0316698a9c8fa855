/// The caller's terminal, tried on real pseudo-terminals. Single-threaded.
@NullMarked
package dev.session.cli.tty;

import org.jspecify.annotations.NullMarked;

/// Pseudo-terminals and the processes in them: spawning, reading, writing, signalling, ending.
///
/// Native code is glibc on Linux, called through {@link dev.session.host.pty.Libc}; nothing is
/// loaded before the first process is spawned. See `docs/decisions/0004-ptys-by-ffm.md`.
///
/// Invariants: every process is reaped exactly once, every descriptor closed exactly once; an exit
/// is reported after the last output of the process and never waits for survivors; a signal reaches
/// the process it was meant for or none.
///
/// Threads: {@link dev.session.host.pty.Ptys} owns at most a few `pty-loop` threads, each with a
/// `pty-output` thread beside it. A process belongs to one such pair for its whole life: the loop
/// reads and writes its terminal, the other calls its listener, and nobody else does.
@NullMarked
package dev.session.host.pty;

import org.jspecify.annotations.NullMarked;

/// Facts about operating-system processes that the host and the CLI must agree on: signal names,
/// how a process ended, who a process is, and which processes belong to a terminal session; and
/// what this process still does where it is told to end.
///
/// Invariants: everything here reads `/proc` and plain Java only, so the CLI can use it without
/// loading native code; a process is never named by its bare number where it could be signalled,
/// always by a {@link dev.session.process.ProcessIdentity}.
///
/// Threads: all types are immutable; no thread is owned here but the hook of a {@link
/// dev.session.process.BrokenOff}.
@NullMarked
package dev.session.process;

import org.jspecify.annotations.NullMarked;

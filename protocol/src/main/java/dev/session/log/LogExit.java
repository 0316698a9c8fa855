package dev.session.log;

import org.jspecify.annotations.Nullable;

/// How the child ended, as the log tells it: by an exit code or by a signal.
///
/// @param status the exit code, or 128 + n for signal n
/// @param signalName the signal's name, such as `SIGTERM`; null for an exit
/// @param sequence the exit event's number
/// @param micros its time
public record LogExit(int status, @Nullable String signalName, long sequence, long micros) {}

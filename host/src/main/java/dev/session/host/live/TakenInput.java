package dev.session.host.live;

/// Input that is in the log.
///
/// @param seq the sequence number of its event
/// @param hidden whether the log does not have it as it was given: at a prompt without echo, or
///   because of what is redacted
record TakenInput(long seq, boolean hidden) {}

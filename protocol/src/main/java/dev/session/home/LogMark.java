package dev.session.home;

/// How far a log was told.
///
/// @param segment the last segment
/// @param nextSequence the number behind the last event
public record LogMark(int segment, long nextSequence) {}

package dev.session.video;

/// What a film became.
///
/// @param width pixels
/// @param height pixels
/// @param count how many different pictures were drawn
/// @param micros how long it plays
public record Pictures(int width, int height, long count, long micros) {}

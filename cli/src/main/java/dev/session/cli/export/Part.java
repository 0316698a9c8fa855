package dev.session.cli.export;

import dev.session.log.Keyframe;
import java.nio.file.Path;

/// The part of a history that is written.
///
/// @param start the state it begins with
/// @param end the number of the first event that is left out
public record Part(Path log, Keyframe start, long end) {}

/// What a log means: the screen that a session showed at any point of its history.
///
/// Live hosts write keyframes with the same terminal options that a replay reads them with, so a
/// replay to the end of a log shows the live screen, cell for cell. Whoever replays owns the
/// terminal that comes of it.
@NullMarked
package dev.session.replay;

import org.jspecify.annotations.NullMarked;

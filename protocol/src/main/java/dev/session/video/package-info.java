/// Histories as moving pictures: a [Film] tells which screens are shown when, and [GifFile] and
/// [VideoFile] make files of them.
///
/// Invariants: a frame comes only where something changed; memory depends on the size of the
/// screen, never on the length of the history; the same history gives the same bytes.
///
/// Thread owner: whoever makes the film; nothing here is shared.
@NullMarked
package dev.session.video;

import org.jspecify.annotations.NullMarked;

/// Pictures of a screen, drawn in-process: PNG, SVG, HTML, and the frames of videos.
///
/// The same screen, theme and options give the same bytes on every machine: fonts are bundled,
/// outlines are filled by our own arithmetic, files are compressed by our own encoder; no system
/// font, locale, clock or native library has a say (docs/decisions/0007-pictures.md).
///
/// Nothing here keeps a terminal beyond a call. A [dev.session.render.Painter] belongs to one
/// thread at a time, as the terminal that it reads does; fonts and themes are immutable and shared.
@NullMarked
package dev.session.render;

import org.jspecify.annotations.NullMarked;

/// Sessions as single files, out of a home and into one.
///
/// What is imported is over and can be read and collected like any other session. A session gets
/// its directory's name when all of it is there and verified; before that nobody sees it.
@NullMarked
package dev.session.archive;

import org.jspecify.annotations.NullMarked;

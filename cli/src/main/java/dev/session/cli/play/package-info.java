/// Playing a history in the caller's own terminal.
///
/// Invariant: nothing that a recorded program printed reaches the caller's terminal as it is. What
/// is shown is drawn from the screen that the terminal engine makes of it, so a recording can
/// neither ask the terminal anything nor change its title, modes or clipboard.
///
/// Thread owner: the command's thread; nothing here is shared.
@NullMarked
package dev.session.cli.play;

import org.jspecify.annotations.NullMarked;

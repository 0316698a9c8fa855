/// Reading a terminal's screen: its canonical text and hash, snapshots, and the conditions that
/// waits put on it. Live sessions, replays and `render` all read through here, so they agree.
@NullMarked
package dev.session.screen;

import org.jspecify.annotations.NullMarked;

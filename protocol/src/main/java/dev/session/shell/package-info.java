/// What a shell tells of its prompts and commands, and how it is brought to tell it.
///
/// Integrated shells print marks ([OSC
/// 133](https://gitlab.freedesktop.org/Per_Bothner/specifications/blob/master/proposals/semantic-prompts.md))
/// with a token that only they know; marks without it, such as those of a program that was merely
/// printed, mean nothing. The classes here know no process and no file descriptor: bytes in, facts
/// out, the same for a live session and for its log.
///
/// Invariant: every byte that a shell printed is either part of one of our marks or text, however
/// the stream is cut into pieces. Objects belong to one thread at a time.
@NullMarked
package dev.session.shell;

import org.jspecify.annotations.NullMarked;

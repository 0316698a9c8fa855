/// What a person's key press, paste, mouse action or change of focus is, as the bytes that a
/// terminal sends to its application.
///
/// Everything follows the modes that the application set ([InputModes]) and nothing else: the same
/// action under the same modes is the same bytes. The keyboard is a PC one with the US layout, the
/// layout that the kitty protocol refers to as well.
///
/// Nothing here has threads or state, [Pointer] aside, which belongs to the owner of its session.
/// Whatever cannot be sent is refused before a byte is made.
@NullMarked
package dev.session.input;

import org.jspecify.annotations.NullMarked;

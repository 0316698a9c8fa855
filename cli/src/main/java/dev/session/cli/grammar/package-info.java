/// The command line's grammar: one table of commands ([Command] and the rows it builds), and the
/// parser that reads argument lists by it.
///
/// Help, "did you mean", shell completion and `schema` are derived from the same table. Nothing
/// here does I/O or knows what a command does. A row is built only when its command runs or its
/// help is shown, because building all of them would cost every call. Single-threaded.
@NullMarked
package dev.session.cli.grammar;

import org.jspecify.annotations.NullMarked;

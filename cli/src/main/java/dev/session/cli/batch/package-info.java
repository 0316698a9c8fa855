/// What a batch is: its steps, how they are read from JSON and YAML, what became of each, and the
/// JUnit report that tells CI. Carrying them out is the command's.
///
/// A plan is checked as a whole before anything of it is done. Single-threaded but for
/// [dev.session.cli.batch.Progress], which says how it is guarded.
@NullMarked
package dev.session.cli.batch;

import org.jspecify.annotations.NullMarked;

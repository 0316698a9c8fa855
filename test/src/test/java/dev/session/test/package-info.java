/// The packaged program as its users meet it: a command, run from processes of its own.
///
/// Tests here know the command line, its output and its exit codes, and no class of the program
/// (`ArchitectureTest` aside, which looks at all of them). Each test has a [Sandbox]: a fresh home,
/// and the promise that no process is left behind.
@NullMarked
package dev.session.test;

import org.jspecify.annotations.NullMarked;

/// What the command table tells: help for people, completion scripts for shells, and the schema for
/// programs. Derived from `dev.session.cli.grammar`, nothing is written twice. Single-threaded.
@NullMarked
package dev.session.cli.help;

import org.jspecify.annotations.NullMarked;

/// The commands: each is called with a [Call] and returns an [Outcome].
///
/// A command reports failure by throwing `SessionException`; it neither exits nor keeps global
/// state, so that many can run in one JVM. Single-threaded.
@NullMarked
package dev.session.cli.command;

import org.jspecify.annotations.NullMarked;

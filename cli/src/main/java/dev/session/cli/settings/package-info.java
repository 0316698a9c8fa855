/// What the user sets for good: the list of settings, and the file they are in. Reading a setting
/// for use is `dev.session.home.Config`'s part, which also decides what is valid. Single-threaded.
@NullMarked
package dev.session.cli.settings;

import org.jspecify.annotations.NullMarked;

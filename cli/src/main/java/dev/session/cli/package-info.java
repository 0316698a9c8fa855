/// The `session` command: parsing, routing live or offline, output.
@NullMarked
package dev.session.cli;

import org.jspecify.annotations.NullMarked;

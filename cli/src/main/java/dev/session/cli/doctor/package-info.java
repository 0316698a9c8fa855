/// What `session doctor` finds out about the place it is run in, by using it.
@NullMarked
package dev.session.cli.doctor;

import org.jspecify.annotations.NullMarked;

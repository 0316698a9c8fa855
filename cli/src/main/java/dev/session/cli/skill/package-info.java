/// The texts that teach a model to use `session`, as files of the installation. Single-threaded.
@NullMarked
package dev.session.cli.skill;

import org.jspecify.annotations.NullMarked;

/// Facts about processes of this machine, from `/proc`.
@NullMarked
package dev.session.process;

import org.jspecify.annotations.NullMarked;

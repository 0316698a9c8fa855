/// Removing sessions that are over: what `gc` may take, what it leaves and why.
@NullMarked
package dev.session.cli.gc;

import org.jspecify.annotations.NullMarked;

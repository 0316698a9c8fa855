/// What a log tells of its session's life: one fold of its events, for everybody who needs it.
@NullMarked
package dev.session.story;

import org.jspecify.annotations.NullMarked;

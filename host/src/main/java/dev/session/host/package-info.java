/// The host process: one per home.
@NullMarked
package dev.session.host;

import org.jspecify.annotations.NullMarked;

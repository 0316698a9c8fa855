/// What can go wrong, as callers see it: a stable code, an exit code, a sentence, and details for
/// machines.
@NullMarked
package dev.session.error;

import org.jspecify.annotations.NullMarked;

/// What the tests of all modules share: where their randomness comes from, and who clears up after
/// them.
@NullMarked
package dev.session.testing;

import org.jspecify.annotations.NullMarked;

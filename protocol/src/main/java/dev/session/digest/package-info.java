/// SHA-256, by which segments, screens, pictures and archives are known to be what they were.
///
/// Depends on nothing; keeps no state.
@NullMarked
package dev.session.digest;

import org.jspecify.annotations.NullMarked;

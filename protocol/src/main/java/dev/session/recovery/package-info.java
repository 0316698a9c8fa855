/// Telling the truth about sessions whose host is gone.
@NullMarked
package dev.session.recovery;

import org.jspecify.annotations.NullMarked;

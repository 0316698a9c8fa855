/// JSON as this product reads and writes it: a small value tree and a byte-level writer.
@NullMarked
package dev.session.json;

import org.jspecify.annotations.NullMarked;

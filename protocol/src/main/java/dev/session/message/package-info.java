/// Requests and results: what the CLI asks the host and what both answer.
@NullMarked
package dev.session.message;

import org.jspecify.annotations.NullMarked;

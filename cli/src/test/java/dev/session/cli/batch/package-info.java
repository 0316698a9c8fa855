/// Tests of the plans of batches.
@NullMarked
package dev.session.cli.batch;

import org.jspecify.annotations.NullMarked;

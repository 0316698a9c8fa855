/// The terminal against data that others wrote: recordings with the screens of real terminals,
/// scripts and the Unicode tables, read from `../shared/conformance` beside the repository. Where
/// that directory is absent the tests are skipped and say so.
@NullMarked
package dev.session.terminal.conformance;

import org.jspecify.annotations.NullMarked;

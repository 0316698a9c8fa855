/// What callers see: the JSON envelope, aligned text for people, colours, log lines.
///
/// stdout carries results, stderr everything else. Text is UTF-8 whatever the locale, and text that
/// came from elsewhere cannot steer the caller's terminal ([SafeText]). Single-threaded.
@NullMarked
package dev.session.cli.output;

import org.jspecify.annotations.NullMarked;

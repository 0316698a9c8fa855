/// Taking secrets out of what a session prints and is sent, before anything of it is written.
///
/// A [Redactor] belongs to one stream and one thread at a time; the patterns are shared.
@NullMarked
package dev.session.redaction;

import org.jspecify.annotations.NullMarked;

/// What the history of a session can be written as: recordings, text, a page, moving pictures. Each
/// form is an [Export], which fills a file and tells what it put there.
///
/// Thread owner: the command; nothing here is shared.
@NullMarked
package dev.session.cli.export;

import org.jspecify.annotations.NullMarked;

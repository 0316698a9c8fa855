/// The files of a home: where they are, who may see them, what is in them.
///
/// A home is one directory (0700) with one host. Session records and manifests are replaced
/// atomically under a lock, so any process may read them at any moment; the log belongs to
/// `dev.session.log`.
@NullMarked
package dev.session.home;

import org.jspecify.annotations.NullMarked;

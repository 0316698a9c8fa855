/// Tests of attaching that need no host.
@NullMarked
package dev.session.cli.attach;

import org.jspecify.annotations.NullMarked;

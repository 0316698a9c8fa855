/// Where a command on a session is carried out: by the live host or from the files, as the routing
/// table says.
@NullMarked
package dev.session.cli.route;

import org.jspecify.annotations.NullMarked;

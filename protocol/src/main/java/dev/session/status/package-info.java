/// Where a session is in its life, what that allows, and where each command goes in each status.
///
/// The two tables here ([SessionStatus] and [Routing]) are the only place of the product that
/// distinguishes statuses; everything else asks them. Both are total: a new status or command does
/// not compile until it is classified.
@NullMarked
package dev.session.status;

import org.jspecify.annotations.NullMarked;

package dev.session.cli.gc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Which of the sessions that are over shall stay.
///
/// Without any rule none stays. `maxTotalBytes` alone removes nothing while all fit.
///
/// @param dryRun only tells what would be removed; nothing is changed, records included
/// @param staleOnly only sessions whose host died unnoticed until this very run
/// @param olderThan sessions that ended less long ago stay
/// @param keepLast that many sessions, the last to end, stay
/// @param maxTotalBytes beyond that the first to have ended go, whatever their age
public record Retention(
    boolean dryRun,
    boolean staleOnly,
    @Nullable Duration olderThan,
    int keepLast,
    @Nullable Long maxTotalBytes) {}

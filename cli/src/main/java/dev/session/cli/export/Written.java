package dev.session.cli.export;

import dev.session.json.JsonObject;
import dev.session.log.LogDamage;
import org.jspecify.annotations.Nullable;

/// What an export came to.
///
/// @param recordedMicros how long the part was in life
/// @param lastSequence the number of its last event; −1 where there was none
/// @param damage why the history could not be read to the end; null if it was
/// @param metadata what else there is to say of the file
public record Written(
    long recordedMicros, long lastSequence, @Nullable LogDamage damage, JsonObject metadata) {}

package dev.session.cli.grammar;

import org.jspecify.annotations.Nullable;

/// The values of the options that every command takes; null where one was not given.
public record RootOptions(
    boolean json,
    boolean noColor,
    @Nullable String home,
    @Nullable Long timeoutMillis,
    @Nullable String logLevel,
    @Nullable String profile) {}

package dev.session.cli.dashboard;

import dev.session.home.Home;

/// A home to choose from.
record HomeEntry(Home home, int active, int total) {}

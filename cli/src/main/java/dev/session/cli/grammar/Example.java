package dev.session.cli.grammar;

/// A command line as a user would type it, and what it does.
public record Example(String line, String meaning) {}

package dev.session.cli.grammar;

/// A part of a screen; row and column count from 0.
public record Region(int row, int column, int rows, int columns) {}

package dev.session.cli.output;

/// The few ways in which text for people stands out. Only the sixteen colours every terminal has,
/// so that they suit its background.
public enum Style {
  HEADING("1"),
  FAINT("2"),
  GOOD("32"),
  WARNING("33"),
  BAD("31");

  static final String END = "\u001b[0m";

  private final String start;

  Style(String attributes) {
    this.start = "\u001b[" + attributes + "m";
  }

  String start() {
    return start;
  }
}

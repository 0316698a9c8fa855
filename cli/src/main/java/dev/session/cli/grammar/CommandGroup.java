package dev.session.cli.grammar;

/// What people want to do: the headings under which help lists the commands.
public enum CommandGroup {
  SESSIONS("Start, find and end sessions"),
  INPUT("Put something into a session"),
  WAITING("Wait for a session"),
  READING("See the screen and the history"),
  HOUSE("Look after the host and the home"),
  MORE("More");

  private final String title;

  CommandGroup(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}

package dev.session.terminal;

/// The state of a terminal as text: two terminals with the same text behave the same from here on.
/// For tests and for whoever looks for a difference; it shares no code with [Dump].
final class StateText {
  private final TerminalState t;
  private final StringBuilder out = new StringBuilder();

  StateText(TerminalState state) {
    t = state;
  }

  String write() {
    Screen s = t.screen;
    out.append("size ").append(s.cols()).append('x').append(s.rows()).append('\n');
    for (Scalar scalar : Scalar.values()) {
      line(scalar.name(), scalar.get(t));
    }
    line("extra", extra(s.extra));
    line("alternate", s.isAlternate());
    for (Mode mode : Mode.values()) {
      line(mode.name(), t.modes.get(mode) + " saved " + t.modes.saved(mode));
      line("outside vt52 " + mode.name(), t.vt52OutsideModes.get(mode));
    }
    charsets("charsets", s.charsets);
    line("national", s.charsets.national);
    charsets("outside vt52", t.vt52Outside);
    for (SavedCursor saved : s.saved) {
      line(
          "saved",
          saved.present
              + " "
              + saved.row
              + ","
              + saved.col
              + " "
              + saved.pendingWrap
              + " "
              + saved.style
              + " "
              + extra(saved.extra)
              + " "
              + saved.origin);
      charsets("saved", saved.charsets);
    }
    strings();
    keyboard();
    colors();
    grid("primary", s.primary);
    grid("alternate", s.alternate);
    var row = new Row(s.cols());
    for (int i = 0; i < s.scrollback.size(); i++) {
      s.scrollback.read(i, row);
      row("scrollback " + i, row);
    }
    var received = new Bytes(64);
    t.parser.writeReceived(received);
    line("received", received.utf8(0));
    return out.toString();
  }

  private void line(String name, Object value) {
    out.append(name).append(' ').append(value).append('\n');
  }

  private void charsets(String name, Charsets c) {
    line(name, java.util.Arrays.toString(c.sets) + " " + c.left + " " + c.right + " " + c.single);
  }

  private void strings() {
    line("title", t.titles.window);
    line("icon", t.titles.icon);
    line("directory", t.titles.workingDirectory);
    line("titles", t.titles.stacked());
    line("tabs", tabStops());
    for (int i = 0; i < t.sgr.depth(); i++) {
      line("sgr", t.sgr.stackedStyle(i) + " " + extra(t.sgr.stackedExtra(i)));
    }
  }

  private String tabStops() {
    var stops = new StringBuilder();
    for (int col = t.screen.tabs.next(-1); col >= 0; col = t.screen.tabs.next(col)) {
      stops.append(col).append(' ');
    }
    return stops.toString();
  }

  private void keyboard() {
    line("modifiers", java.util.Arrays.toString(t.keyboard.modifiers));
    line("formats", java.util.Arrays.toString(t.keyboard.formats));
    for (int screen = 0; screen < 2; screen++) {
      for (int i = 0; i <= t.keyboard.depth(screen); i++) {
        line("kitty " + screen, t.keyboard.stacked(screen, i));
      }
    }
  }

  private void colors() {
    for (int color = 0; color < Palette.ALL; color++) {
      if (t.palette.given(color) != Palette.UNSET) {
        line("color " + color, t.palette.given(color));
      }
    }
    for (int slot = 0; slot < t.palette.depth(); slot++) {
      line("colors", java.util.Arrays.toString(t.palette.stacked(slot)));
    }
  }

  private void grid(String name, Grid grid) {
    for (int r = 0; r < grid.rows(); r++) {
      row(name + " " + r, grid.row(r));
    }
  }

  private void row(String name, Row row) {
    out.append(name).append(row.wrapped ? " wrapped " : " ").append(row.size).append(" |");
    int end = row.used;
    while (end > 0 && row.text[end - 1] == 0 && row.style[end - 1] == 0) {
      end--;
    }
    long style = 0;
    String extra = extra(0);
    for (int col = 0; col < end; col++) {
      if (row.style[col] != style || !extra(row.extraAt(col)).equals(extra)) {
        style = row.style[col];
        extra = extra(row.extraAt(col));
        out.append('<').append(Long.toHexString(style)).append(extra).append('>');
      }
      cell(row.text[col]);
    }
    out.append("|\n");
  }

  private void cell(int cell) {
    if (cell == 0) {
      out.append('_');
    } else if (cell == Row.TRAILER) {
      out.append('>');
    } else if ((cell & Row.CLUSTER) == 0) {
      out.appendCodePoint(cell & Row.CODE);
    } else {
      out.append('{');
      for (int code : t.screen.clusters.get(cell)) {
        out.append(Integer.toHexString(code)).append(' ');
      }
      out.append('}');
    }
  }

  private String extra(long extra) {
    Links.Link link = t.screen.links.get(Style.link(extra));
    return (Style.underlineColor(extra) == 0 ? "" : " ul " + Style.underlineColor(extra))
        + (link == null ? "" : " link " + Style.link(extra) + " " + link);
  }
}

package dev.session.screen;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Ending;
import dev.session.json.JsonFields;
import dev.session.terminal.CellReader;
import dev.session.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a session is expected to be like. Text is looked for as waits do, in the whole screen or in
/// a region of it.
public final class Expectation {
  private final @Nullable String text;
  private final @Nullable ScreenRegex regex;
  private final boolean not;
  private final @Nullable StyleDemand style;
  private final Region region;
  private final @Nullable Integer cursorRow;
  private final @Nullable Integer cursorCol;
  private final @Nullable ScreenRegex title;
  private final @Nullable Integer exitCode;

  /// The expectation that `fields` describes: `text` or `regex`, with `not` and `style`; `row` or
  /// `region`; `cursorRow`, `cursorCol`, `title`, `exitCode`.
  ///
  /// @throws SessionException INVALID_INPUT for what makes no sense
  public Expectation(JsonFields fields) {
    text = optional(fields.optionalString("text"));
    var pattern = fields.optionalString("regex");
    regex = pattern == null ? null : ScreenConditions.regex("regex", pattern);
    not = fields.flag("not");
    var demand = fields.optionalString("style");
    style = demand == null ? null : StyleDemand.parse(demand);
    region = region(fields.optionalInteger("row"), fields.optionalString("region"));
    cursorRow = fields.optionalInteger("cursorRow");
    cursorCol = fields.optionalInteger("cursorCol");
    var titlePattern = fields.optionalString("title");
    title = titlePattern == null ? null : ScreenConditions.regex("title", titlePattern);
    exitCode = fields.optionalInteger("exitCode");
    if (text != null && regex != null) {
      throw invalid("Give a text or a regular expression to expect, not both.");
    }
    if (not && text == null && regex == null) {
      throw invalid("What is not expected must be said: give a text or a regular expression.");
    }
  }

  private static @Nullable String optional(@Nullable String text) {
    return text == null ? null : ScreenConditions.text("text", text);
  }

  private static Region region(@Nullable Integer row, @Nullable String region) {
    if (row != null && region != null) {
      throw invalid("Give a row or a region, not both.");
    }
    if (row != null) {
      if (row < 0) {
        throw invalid("Rows count from 0.");
      }
      return new Region(row, 0, 1, Integer.MAX_VALUE);
    }
    return region == null ? Region.ALL : Region.parse(region);
  }

  private static SessionException invalid(String sentence) {
    return new SessionException(ErrorCode.INVALID_INPUT, sentence);
  }

  /// Whether nothing is expected.
  public boolean isEmpty() {
    return text == null
        && regex == null
        && style == null
        && cursorRow == null
        && cursorCol == null
        && title == null
        && exitCode == null;
  }

  /// The text that is expected; null where none is.
  public @Nullable String text() {
    return not ? null : text;
  }

  /// The part of the screen that is meant.
  public Region region() {
    return region;
  }

  /// What came of a look.
  ///
  /// @param problems what is not as expected, each as a sentence without a full stop; empty if all
  ///   is
  /// @param matchedText what was found
  /// @param row the row to point at; negative where there is none
  /// @param remark what to say about that row
  public record Verdict(
      List<String> problems, @Nullable String matchedText, int row, String remark) {
    public Verdict {
      problems = List.copyOf(problems);
    }
  }

  /// Looks at `terminal`.
  ///
  /// @param ending how the session ended; null while it runs
  public Verdict judge(Terminal terminal, @Nullable Ending ending) {
    var found = text == null && regex == null ? styled(terminal) : sought(terminal);
    var problems = new ArrayList<>(found.problems());
    add(problems, "the cursor is in row", terminal.cursorRow(), cursorRow);
    add(problems, "the cursor is in column", terminal.cursorCol(), cursorCol);
    if (title != null && title.findFirst(terminal.title()) == null) {
      problems.add("the title is '" + terminal.title() + "', which '" + title + "' does not match");
    }
    if (exitCode != null) {
      if (ending == null) {
        problems.add("the program has not ended");
      } else if (!exitCode.equals(ending.exitCode())) {
        problems.add("the program " + how(ending) + ", not with code " + exitCode);
      }
    }
    return new Verdict(problems, found.matchedText(), found.row(), found.remark());
  }

  private static void add(
      List<String> problems, String what, int actual, @Nullable Integer expected) {
    if (expected != null && expected != actual) {
      problems.add(what + " " + actual + ", not " + expected);
    }
  }

  private static String how(Ending ending) {
    return ending.exitCode() != null
        ? "ended with code " + ending.exitCode()
        : ending.exitSignal() != null ? "was ended by " + ending.exitSignal() : "ended somehow";
  }

  // ---- Texts. ----

  /// A place of what is looked for.
  private record Place(CellText in, int start, int end) {
    String text() {
      return in.text().substring(start, end);
    }

    int row() {
      return in.row(start);
    }
  }

  private Verdict sought(Terminal terminal) {
    var places = places(CellText.lines(terminal, region));
    places.addAll(places(CellText.unwrapped(terminal, region)));
    if (places.isEmpty()) {
      places.addAll(places(CellText.toCursor(terminal, region)));
    }
    var reader = terminal.cells();
    for (var place : places) {
      if (style == null || looksAsDemanded(place, reader, terminal)) {
        return not ? unwanted(place) : new Verdict(List.of(), place.text(), -1, "");
      }
    }
    if (not) {
      return new Verdict(List.of(), null, -1, "");
    }
    return places.isEmpty() ? missing(terminal) : otherStyle(places.getFirst(), reader, terminal);
  }

  private List<Place> places(CellText in) {
    var places = new ArrayList<Place>();
    var content = in.text();
    if (text != null) {
      for (int at = content.indexOf(text); at >= 0; at = content.indexOf(text, at + 1)) {
        places.add(new Place(in, at, at + text.length()));
      }
    } else if (regex != null) {
      for (var match : regex.findAll(content)) {
        places.add(new Place(in, match.start(), match.end()));
      }
    }
    return places;
  }

  private Verdict unwanted(Place place) {
    return new Verdict(
        List.of(what() + " is on the screen" + withStyle()),
        place.text(),
        place.row(),
        "here it is");
  }

  private Verdict missing(Terminal terminal) {
    var problem = what() + " is not on the screen" + where();
    var lines = List.of(CellText.lines(terminal, region).text().split("\n", -1));
    var expression = regex == null ? null : regex.toString();
    var nearest = Nearest.of(text, expression, lines, region.row());
    return nearest == null
        ? new Verdict(List.of(problem), null, -1, "")
        : new Verdict(List.of(problem), null, nearest.row(), nearest.remark());
  }

  private Verdict otherStyle(Place place, CellReader reader, Terminal terminal) {
    for (int at = place.start(); at < place.end(); at++) {
      if (place.in().seek(reader, at) && style != null && !style.isMet(reader, terminal)) {
        return new Verdict(
            List.of(what() + " is there, but not" + withStyle()),
            place.text(),
            place.in().row(at),
            "column " + reader.column() + " is " + StyleDemand.describe(reader));
      }
    }
    throw new AssertionError("a place without a cell that looks otherwise");
  }

  private boolean looksAsDemanded(Place place, CellReader reader, Terminal terminal) {
    for (int at = place.start(); at < place.end(); at++) {
      if (place.in().seek(reader, at) && style != null && !style.isMet(reader, terminal)) {
        return false;
      }
    }
    return true;
  }

  // ---- Styles without a text. ----

  private Verdict styled(Terminal terminal) {
    if (style == null) {
      return new Verdict(List.of(), null, -1, "");
    }
    var reader = terminal.cells();
    boolean something = false;
    for (int row = region.row(); row < region.endRow(terminal.rows()); row++) {
      reader.row(row);
      for (int col = region.col();
          col < Math.min(region.endCol(terminal.cols()), reader.end());
          col++) {
        reader.cell(col);
        boolean blank = reader.isBlank() || reader.width() == 0;
        something |= !blank;
        if (!blank && !style.isMet(reader, terminal)) {
          return new Verdict(
              List.of("not all that is there is " + style),
              null,
              row,
              "column " + col + " is " + StyleDemand.describe(reader));
        }
      }
    }
    return something
        ? new Verdict(List.of(), null, -1, "")
        : new Verdict(
            List.of("there is no text" + where() + " that could be " + style), null, -1, "");
  }

  // ---- Words. ----

  private String what() {
    return text != null ? "'" + text + "'" : "a match of '" + regex + "'";
  }

  private String withStyle() {
    return style == null ? "" : " as " + style;
  }

  private String where() {
    if (region.isAll()) {
      return "";
    }
    return region.rows() == 1 && region.cols() == Integer.MAX_VALUE
        ? ", in row " + region.row()
        : ", in region " + region;
  }
}

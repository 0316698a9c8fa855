package dev.session.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.SessionException;
import dev.session.log.LogEvent;
import dev.session.screen.Phrase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
  private static final int ALL = Integer.MAX_VALUE;

  @TempDir Path directory;

  private Path session(String... outputs) throws IOException {
    var log = directory.resolve("log");
    try (var session = new RandomSession(log, 1, 1 << 20, 1 << 20)) {
      session.resize(20, 4);
      for (var output : outputs) {
        session.output(output.getBytes(StandardCharsets.UTF_8));
      }
    }
    return log;
  }

  private static List<Sighting> search(Path log, Phrase phrase) {
    var result = Search.of(log, phrase, null, Moment.END, ALL);
    assertNull(result.damage());
    assertFalse(result.more());
    return result.sightings();
  }

  @Test
  void tellsWhenAndWhereATextAppearedAndWhenItWasLastThere() throws IOException {
    var found = search(session("one\r\n", "two\r\n", "\u001b[2J", "one"), Phrase.text("one"));
    assertEquals(2, found.size());
    var first = found.getFirst();
    assertEquals(List.of(0, 0), List.of(first.row(), first.col()));
    assertEquals(List.of(1L, 2L), List.of(first.firstSequence(), first.lastSequence()));
    assertNotNull(first.goneMicros());
    assertEquals(4, found.getLast().firstSequence());
    assertNull(found.getLast().goneMicros());
  }

  @Test
  void aTextThatScrollsThroughTheScreenIsFoundOnce() throws IOException {
    var found = search(session("needle", "\r\n", "\r\n", "\r\n", "\r\n"), Phrase.text("needle"));
    assertEquals(1, found.size());
    assertEquals(4, found.getFirst().lastSequence());
  }

  @Test
  void aLineBelowWhatScrollsStaysTheSame() throws IOException {
    var found =
        search(
            session("\u001b[4Hstatus\u001b[1;3r\u001b[3H", "a\r\n", "b\r\n", "c\r\n", "d\r\n"),
            Phrase.text("status"));
    assertEquals(1, found.size());
    assertNull(found.getFirst().goneMicros());
  }

  @Test
  void aPhraseThatTheRightEdgeBrokeIsFoundAlsoWhereTheBreakIsASpace() throws IOException {
    var found = search(session("twenty columns have a broken line"), Phrase.text("have a broken"));
    assertEquals(1, found.size());
    assertEquals(List.of(0, 15), List.of(found.getFirst().row(), found.getFirst().col()));
    assertEquals("twenty columns have a broken line", found.getFirst().line());
  }

  @Test
  void columnsCountCells() throws IOException {
    assertEquals(5, search(session("日本 needle"), Phrase.text("needle")).getFirst().col());
  }

  @Test
  void whatScrolledByWithinOneEventIsFoundToo() throws IOException {
    var found = search(session("needle\r\n" + "hay\r\n".repeat(100)), Phrase.text("needle"));
    assertEquals(1, found.size());
    assertTrue(found.getFirst().passing());
  }

  @Test
  void aRegularExpressionMatchesWithinALine() throws IOException {
    var found = search(session("ab1\r\nab22"), Phrase.regex("[0-9]+$"));
    assertEquals(List.of("1", "22"), found.stream().map(Sighting::text).toList());
    assertThrows(SessionException.class, () -> Phrase.regex("("));
  }

  @Test
  void theCaseOfLettersMayBeIgnored() throws IOException {
    var log = session("ÄB. äb1");
    assertEquals(1, search(log, Phrase.text("äb.").ignoringCase()).size());
    assertEquals(2, search(log, Phrase.regex("ä[a-z]").ignoringCase()).size());
  }

  @Test
  void aLimitIsKeptAndTold() throws IOException {
    var log = session("needle needle\r\nneedle", "\u001b[2J", "more");
    var result = Search.of(log, Phrase.text("needle"), null, Moment.END, 2);
    assertEquals(2, result.sightings().size());
    assertTrue(result.more());
    assertEquals(1, result.sightings().getFirst().lastSequence());
  }

  @Test
  void theFirstIsFoundWithoutReadingOnWhenItIsGone() throws IOException {
    var log = session("needle", "\u001b[2J", "needle", "needle");
    var segment = log.resolve("000001.cast");
    var text = Files.readString(segment);
    int damaged = text.lastIndexOf("needle");
    Files.writeString(segment, text.substring(0, damaged) + "\0" + text.substring(damaged + 1));
    var result = Search.first(log, Phrase.text("needle"), null, Moment.END);
    assertEquals(1, result.sightings().size());
    assertEquals(1, result.sightings().getFirst().lastSequence());
    assertNull(result.damage());
  }

  @Test
  void aPartOfTheHistoryIsSearchedByItself() throws IOException {
    var log = session("needle", "\u001b[2J", "needle", "\u001b[2J", "needle");
    var result =
        Search.of(
            log, Phrase.text("needle"), new Moment.AtSequence(2), new Moment.AtSequence(4), ALL);
    assertEquals(1, result.sightings().size());
    assertEquals(3, result.sightings().getFirst().firstSequence());
  }

  @Test
  void whatPrecedesDamageIsSearchedAndTheDamageTold() throws IOException {
    var log = session("needle", "needle");
    var segment = log.resolve("000001.cast");
    var text = Files.readString(segment).lines().toList();
    int last = text.size() - 1;
    while (!text.get(last).contains("needle")) {
      last--;
    }
    var lines = new java.util.ArrayList<>(text);
    lines.set(last, "garbage");
    Files.writeString(segment, String.join("\n", lines) + "\n");
    var result = Search.of(log, Phrase.text("needle"), null, Moment.END, ALL);
    assertNotNull(result.damage());
    assertEquals(2, result.damage().sequence());
    assertEquals(1, result.sightings().size());
  }

  /// Against a search that looks at whole screens and knows nothing of rows that change.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void findsWhatAPlainSearchFinds(long seed) throws IOException {
    var log = directory.resolve("log");
    try (var session = new RandomSession(log, seed, 2000, 500)) {
      session.happen(400);
    }
    for (var phrase : List.of(Phrase.text("needle"), Phrase.regex("ne+d|hay\\.*$|日"))) {
      assertEquals(
          PlainSearch.of(log, phrase).toString(),
          search(log, phrase).stream().map(PlainSearch::key).toList().toString(),
          () -> "seed " + seed);
    }
  }

  @Test
  void marksAndInputChangeNothing() throws IOException {
    var log = directory.resolve("log");
    try (var session = new RandomSession(log, 1, 1 << 20, 1 << 20)) {
      session.resize(20, 4);
      session.output("needle".getBytes(StandardCharsets.UTF_8));
      session.log.append(new LogEvent.Mark("m"));
      session.log.append(new LogEvent.Input("needle".getBytes(StandardCharsets.UTF_8)));
    }
    var found = search(log, Phrase.text("needle"));
    assertEquals(1, found.size());
    assertEquals(3, found.getFirst().lastSequence());
  }
}

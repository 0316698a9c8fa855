package dev.session.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.session.json.JsonObject;
import dev.session.message.SnapshotRequest;
import dev.session.message.WaitScreenRequest;
import dev.session.screen.Expectation;
import dev.session.screen.Phrase;
import dev.session.screen.ScreenConditions;
import dev.session.screen.ScreenText;
import dev.session.screen.ScreenView;
import dev.session.screen.Snapshot;
import dev.session.screen.SnapshotOptions;
import dev.session.screen.TypedLines;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Waits, expectations, searches, text snapshots and the hash mean one text, whatever a program
/// prints.
class OneTextTest {
  private static final int SCREENS = 150;
  private static final int QUERIES = 30;
  private static final String[] PIECES = {
    "a",
    "b",
    "ab",
    " ",
    "  ",
    "   ",
    "\r\n",
    "\n",
    "\r",
    "\t",
    "é",
    "e\u0301",
    "漢",
    "漢字",
    "👩‍💻",
    "\u00a0",
    " \u0301",
    "\033[8mx\033[0m",
    "\033[8m  \033[0m",
    "\033[1m",
    "\033[0m",
    "\033[7m \033[0m",
    "\033[K",
    "\033[1K",
    "\033[2;3H",
    "\033[H",
    "\033[5C",
    "\033[3D",
    "\033[2P",
    "\033[2@",
    "\033[L",
    "\033[M",
    "\033[3X",
    "\033[S",
    "\033[?7l",
    "\033[?7h",
    "\033[?1049h",
    "\033[?1049l",
    "abcabcabcabcab",
    "\033#8"
  };

  private static Terminal screen(Random random) {
    var terminal =
        new Terminal(1 + random.nextInt(14), 1 + random.nextInt(6), TerminalOptions.defaults());
    for (int i = random.nextInt(60); i >= 0; i--) {
      terminal.feed(PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
    }
    return terminal;
  }

  /// A part of some text, or a text that is not there.
  private static String query(Random random, String text) {
    if (text.isEmpty() || random.nextInt(4) == 0) {
      return "ab".repeat(1 + random.nextInt(4));
    }
    var characters = text.codePoints().toArray();
    int from = random.nextInt(characters.length);
    return new String(characters, from, Math.min(characters.length - from, 1 + random.nextInt(12)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void allOfThemAgree(long seed) throws Exception {
    var random = new Random(seed);
    for (int i = 0; i < SCREENS; i++) {
      var terminal = screen(random);
      var text = ScreenText.of(terminal);
      var options = SnapshotOptions.of(new SnapshotRequest("text", false, false, null));
      var snapshot = Snapshot.of(terminal, null, null, options);
      var where = "seed " + seed + ", screen " + i + ": " + text.text().replace("\n", "⏎");
      assertEquals(text.text(), snapshot.text(), where);
      assertEquals(
          sha256(snapshot.text()), snapshot.toJson().fields("").string("screenHash"), where);
      for (int j = 0; j < QUERIES; j++) {
        var query = query(random, random.nextBoolean() ? text.text() : text.unwrapped());
        agree(terminal, text, query, where + ", query '" + query.replace("\n", "⏎") + "'");
      }
    }
  }

  private static void agree(Terminal terminal, ScreenText text, String query, String where) {
    boolean there = text.text().contains(query) || text.unwrapped().contains(query);
    var quoted = java.util.regex.Pattern.quote(query);
    assertEquals(there, waits(terminal, "text", query), where);
    assertEquals(there, waits(terminal, "regex", quoted), where);
    assertEquals(there, !waits(terminal, "gone", query), where);
    assertEquals(there, expects(terminal, "text", query), where);
    assertEquals(there, expects(terminal, "regex", quoted), where);
    if (query.indexOf('\n') < 0) {
      boolean found = searches(terminal, query);
      assertEquals(there, found, where);
    }
  }

  private static boolean waits(Terminal terminal, String name, String value) {
    var fields = JsonObject.builder().put(name, value).build().fields("");
    var view = ScreenView.of(terminal, new TypedLines(), 1, -1, false);
    return ScreenConditions.of(WaitScreenRequest.fromJson(fields))
        .looking(0)
        .at(view, 0, 0)
        .holds();
  }

  private static boolean expects(Terminal terminal, String name, String value) {
    var fields = JsonObject.builder().put(name, value).build().fields("");
    return new Expectation(fields).judge(terminal, null).problems().isEmpty();
  }

  private static boolean searches(Terminal terminal, String query) {
    var still = new Terminal(terminal.cols(), terminal.rows(), TerminalOptions.defaults());
    var sightings = new Sightings(still, Phrase.text(query), 1, false);
    sightings.look(0, 0);
    still.restore(terminal.dump(0));
    sightings.look(1, 1);
    sightings.endEvent(1, 1);
    return sightings.found().stream().anyMatch(each -> each.goneMicros() == null);
  }

  private static String sha256(String text) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}

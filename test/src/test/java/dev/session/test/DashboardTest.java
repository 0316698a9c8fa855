package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// `dashboard`, driven as a person would: it runs in a session of one home and shows another.
final class DashboardTest {
  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();

  /// Has the home that is shown.
  @RegisterExtension static final Sandbox shown = Sandbox.sharingAHost();

  /// A shell script in a session of the home that is shown, once its screen has `text`.
  private void showing(String name, String script, String text) {
    shown.create("--name", name, "--", "sh", "-c", script);
    shown.ask("wait", name, "--text", text).exits(0);
  }

  /// Two pages, one after the other, when Enter is pressed.
  private void showingTwoPages() {
    showing("pages", "echo page one; read x; clear; echo page two; read x", "page one");
    shown.ask("mark", "pages", "turned").exits(0);
    shown.ask("send-keys", "pages", "Enter").exits(0);
    shown.ask("wait", "pages", "--text", "page two").exits(0);
  }

  private void dashboard(int cols, int rows, String... flags) {
    var words =
        new ArrayList<>(
            List.of(
                "--name",
                "dashboard",
                "--cols",
                Integer.toString(cols),
                "--rows",
                Integer.toString(rows),
                "--env",
                "COLORTERM=truecolor",
                "--",
                Sandbox.installation().resolve("bin/session").toString(),
                "--home",
                shown.home().toString(),
                "dashboard"));
    words.addAll(List.of(flags));
    sandbox.create(words.toArray(String[]::new));
  }

  private void press(String... keys) {
    var words = new ArrayList<>(List.of("send-keys", "dashboard"));
    words.addAll(List.of(keys));
    sandbox.ask(words.toArray(String[]::new)).exits(0);
  }

  private void await(String text) {
    sandbox.ask("wait", "dashboard", "--text", text, "--timeout", "30000").exits(0);
  }

  private void awaitMatch(String pattern) {
    sandbox.ask("wait", "dashboard", "--regex", pattern, "--timeout", "30000").exits(0);
  }

  private void awaitGone(String text) {
    Await.until("'" + text + "' is gone", () -> !screen().contains(text));
  }

  private String screen() {
    return sandbox.screen("dashboard");
  }

  @Test
  void firstScreenShowsTheSessionsAndTheNewestOne() {
    showing("older", "echo hello from older; sleep 1000", "hello");
    showing("newer", "echo hello from newer; sleep 1000", "hello");
    dashboard(80, 24);
    await("hello from newer");
    awaitMatch("┃ \\d");
    var id = shown.ask("inspect", "newer").success().path("session").path("sessionId");
    var rows = screen().lines().toList();
    assertTrue(rows.get(0).endsWith("2 active, 0 ended"), this::screen);
    assertTrue(rows.get(1).startsWith("─ Active sessions ──────┬─ newer"), this::screen);
    assertTrue(rows.get(1).endsWith("80×24 ▾▸ ─ LIVE ─"), this::screen);
    assertTrue(rows.get(2).startsWith(" ● newer"), this::screen);
    assertTrue(rows.get(2).endsWith("│hello from newer"), this::screen);
    assertTrue(rows.get(3).startsWith(" ● older"), this::screen);
    assertTrue(rows.get(21).startsWith(" ● running for "), this::screen);
    assertTrue(rows.get(21).endsWith(id.asString()), this::screen);
    assertTrue(rows.get(23).startsWith(" ? help  q quit  Tab focus"), this::screen);
  }

  @Test
  void dashboardInASessionOfItsOwnHomeBeginsWithAnotherOne() {
    showing("older", "echo hello from older; sleep 1000", "hello");
    var session = Sandbox.installation().resolve("bin/session").toString();
    shown.ask("create", "--name", "watcher", "--", session, "dashboard").exits(0);
    shown.ask("wait", "watcher", "--text", "│hello from older", "--timeout", "30000").exits(0);
    var id = shown.ask("inspect", "older").success().path("session").path("sessionId");
    shown.ask("wait", "watcher", "--text", id.asString(), "--timeout", "30000").exits(0);
  }

  @Test
  void liveScreenIsFollowedAndItsEndIsTold() {
    showing("talker", "echo ready; while read x; do echo got $x; done; exit 3", "ready");
    dashboard(80, 24);
    await("ready");
    shown.ask("type", "talker", "something", "--append-newline").exits(0);
    await("got something");
    shown.ask("send-keys", "talker", "ctrl+d").exits(0);
    await("✗ exited with code 3");
    await("─ END ─");
    awaitMatch("0 active, 1 ended");
  }

  @Test
  void trueColoursAndWideCharactersComeThrough() {
    showing("colours", "printf '\\033[38;2;255;120;1m漢字x\\033[0m done'; sleep 1000", "done");
    dashboard(80, 24);
    await("漢字x done");
    var snapshot = sandbox.ask("snapshot", "dashboard", "--include-cells").exits(0).success();
    var row = snapshot.path("cells").path(2).path("cells");
    int col = columnOf(row, "漢");
    assertEquals("#ff7801", row.path(col).path("fg").asString());
    assertEquals("字", row.path(col + 2).path("char").asString());
    assertEquals("x", row.path(col + 4).path("char").asString());
  }

  private static int columnOf(JsonNode row, String cluster) {
    for (int col = 0; col < row.size(); col++) {
      if (row.path(col).path("char").asString().equals(cluster)) {
        return col;
      }
    }
    throw new AssertionError("no " + cluster + " in " + row);
  }

  @Test
  void listIsMovedInFilteredAndWidenedToEndedSessions() {
    showing("alpha", "echo screen of alpha; sleep 1000", "screen");
    showing("beta", "echo screen of beta; sleep 1000", "screen");
    shown.ask("create", "--name", "gone", "--", "true").exits(0);
    shown.ask("wait", "gone", "--exit").exits(0);
    dashboard(100, 24);
    await("screen of beta");
    press("Down");
    await("screen of alpha");
    press("f");
    await("Filter:");
    press("b", "e", "t");
    await("screen of beta");
    awaitGone(" ● alpha");
    press("Escape");
    await(" ● alpha");
    press("a");
    await("✓ gone");
    await("All sessions");
  }

  @Test
  void pastIsGoneThroughAndThePresentComesBack() {
    showingTwoPages();
    dashboard(80, 24);
    await("page two");
    press("Tab", "Tab", "Home");
    await("PAST −");
    awaitGone("page two");
    press("]");
    await("Mark turned");
    await("page one");
    press("L");
    await("page two");
    await("─ LIVE ─");
  }

  @Test
  void textIsFoundWhereItWas() {
    showingTwoPages();
    dashboard(80, 24);
    await("page two");
    press("/");
    await("Look for:");
    sandbox.ask("type", "dashboard", "page one").exits(0);
    press("Enter");
    await("Seen once");
    await("PAST −");
    await("│page one");
    press("Escape");
    await("│page two");
  }

  @Test
  void overviewShowsManyAndEnterOneOfThem() {
    showing("left", "echo screen of left; sleep 1000", "screen");
    showing("right", "echo screen of right; sleep 1000", "screen");
    dashboard(120, 30);
    await("screen of right");
    press("z");
    await("screen of left");
    await("screen of right");
    press("Right", "Enter");
    await("Enter restore");
    await("screen of left");
    awaitGone("screen of right");
    press("Enter");
    await("screen of right");
  }

  @Test
  void everySizeIsFollowed() {
    // The command, which the list shows, does not say what the screen does.
    showing("some", "x=screen; echo some $x; sleep 1000", "screen");
    dashboard(80, 24);
    await("some screen");
    resize(40, 10);
    awaitGone("some screen");
    await("● some");
    press("Tab");
    await("some screen");
    resize(8, 2);
    await("too sma");
    resize(200, 60);
    await("some screen");
    awaitMatch("Active sessions ─{20}");
  }

  private void resize(int cols, int rows) {
    sandbox
        .ask(
            "resize",
            "dashboard",
            "--cols",
            Integer.toString(cols),
            "--rows",
            Integer.toString(rows))
        .exits(0);
  }

  @Test
  void mouseChoosesASession() {
    showing("lower", "echo screen of lower; sleep 1000", "screen");
    showing("upper", "echo screen of upper; sleep 1000", "screen");
    dashboard(80, 24);
    await("screen of upper");
    // A press of the left button in the fourth row, as terminals report it.
    sandbox.ask("type", "dashboard", "\033[<0;5;4M").exits(0);
    await("screen of lower");
  }

  @Test
  void destroyingAsksFirst() {
    showing("victim", "echo still here; sleep 1000", "still");
    dashboard(80, 24);
    await("still here");
    press("D");
    await("End the program of victim?");
    press("n");
    awaitGone("End the program of victim?");
    assertEquals("running", statusOf("victim"));
    press("D");
    await("End the program of victim?");
    press("y");
    await("0 active, 1 ended");
    assertEquals("destroyed", statusOf("victim"));
  }

  private String statusOf(String name) {
    var session = shown.ask("inspect", name).exits(0).success().path("session");
    return session.path("status").asString();
  }

  @Test
  void watchingLeavesNoTraceInTheSession() {
    showing("watched", "echo screen of watched; sleep 1000", "screen");
    var before = shown.ask("log", "watched", "--events").exits(0).success();
    dashboard(80, 24);
    await("screen of watched");
    press("z", "Enter");
    await("Enter restore");
    press("Enter", "z", "<");
    await("PAST −");
    assertEquals(before, shown.ask("log", "watched", "--events").exits(0).success());
  }

  @Test
  void anotherHomeIsPickedFromThoseInUse() {
    showing("here", "echo screen of here; sleep 1000", "screen");
    dashboard(100, 24);
    await("screen of here");
    press("H");
    await(sandbox.home().toString());
    var towards = sandbox.home().compareTo(shown.home()) < 0 ? "k" : "j";
    press(towards, towards, towards, "Enter");
    await(" session  " + sandbox.home());
    await("● dashboard");
  }

  @Test
  void leavingGivesTheTerminalBackAsItWas() {
    showing("some", "echo some screen; sleep 1000", "screen");
    for (var ending : List.of("q", "ctrl+c", "TERM", "HUP")) {
      var name = "shell-" + ending.replace('+', '-');
      var program = Sandbox.installation().resolve("bin/session");
      var script =
          ("stty -g >before; '%s' --home '%s' dashboard; stty -g >after;"
                  + " cmp before after && echo same; sleep 1000")
              .formatted(program, shown.home());
      sandbox.create("--name", name, "--", "sh", "-c", script);
      sandbox.ask("wait", name, "--text", "some screen", "--timeout", "30000").exits(0);
      if (ending.length() > 1 && ending.equals(ending.toUpperCase(Locale.ROOT))) {
        var dashboard =
            sandbox.processes().stream()
                .filter(process -> process.info().commandLine().orElse("").endsWith(" dashboard"))
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow();
        sandbox.signal(ending, dashboard.pid());
      } else {
        sandbox.ask("send-keys", name, ending).exits(0);
      }
      sandbox.ask("wait", name, "--text", "same", "--timeout", "30000").exits(0);
      var screen = sandbox.ask("snapshot", name).exits(0).success();
      assertFalse(screen.path("isAltScreen").asBoolean(), screen::toString);
      assertTrue(screen.path("cursorVisible").asBoolean(), screen::toString);
      sandbox.ask("destroy", name, "--force").exits(0);
    }
  }

  @Test
  void withoutATerminalItIsRefused() {
    var refused = shown.run("dashboard").exits(2);
    assertTrue(refused.err().startsWith("INVALID_INPUT: "), refused::toString);
    assertEquals("", refused.out());
    shown.run("d", "--json").exits(2);
    shown.run("dashboard", "--session", "no-such").exits(2);
  }
}

package dev.session.cli.dashboard;

import static dev.session.cli.dashboard.Sessions.after;
import static dev.session.cli.dashboard.Sessions.exited;
import static dev.session.cli.dashboard.Sessions.id;
import static dev.session.cli.dashboard.Sessions.key;
import static dev.session.cli.dashboard.Sessions.picture;
import static dev.session.cli.dashboard.Sessions.running;
import static dev.session.cli.dashboard.Sessions.typed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import com.googlecode.lanterna.input.MouseAction;
import com.googlecode.lanterna.input.MouseActionType;
import dev.session.home.Home;
import dev.session.replay.Moment;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What keys, the mouse and news make of what is shown.
class UpdateTest {
  private static final SessionEntry BUILD = running(1, "build", "make");
  private static final SessionEntry SHELL = running(2, "shell", "bash");
  private static final SessionEntry OLD = exited(3, "old", "sh -c old", 3);

  private static State three() {
    return Sessions.state(80, 24, BUILD, SHELL, OLD);
  }

  private static @Nullable String chosen(State state) {
    var entry = state.list().chosenEntry();
    return entry == null ? null : entry.label();
  }

  private static List<Effect> effects(State state, Event event) {
    return Update.after(state, event).effects();
  }

  private static Event read(SessionEntry... sessions) {
    return new Event.HomeRead(Sessions.HOME, List.of(sessions), 0, Sessions.NOW);
  }

  @Test
  void newestActiveSessionIsChosenFirst() {
    assertEquals("build", chosen(three()));
    assertEquals(2, three().list().listed().size());
  }

  @Test
  void dashboardInASessionBeginsWithAnotherOne() {
    assertEquals(SHELL.id(), three().list().firstBut(BUILD.id()));
    assertEquals(BUILD.id(), three().list().firstBut(SHELL.id()));
    assertNull(Sessions.state(80, 24, BUILD).list().firstBut(BUILD.id()));
  }

  @Test
  void durationsAreToldAsExactlyAsTheyAreKnown() {
    var begun = BUILD.record().createdAt();
    assertEquals("running for less than a minute", BUILD.fate(begun.plusMillis(59_999)));
    assertEquals("running for 2m", BUILD.fate(begun.plusSeconds(125)));
    assertEquals("running for 1h 1m", BUILD.fate(begun.plusSeconds(3_700)));
  }

  @Test
  void arrowsAndLettersMoveInTheListAndStopAtItsEnds() {
    assertEquals("shell", chosen(after(three(), key(KeyType.ArrowDown))));
    assertEquals("shell", chosen(typed(three(), "jj")));
    assertEquals("build", chosen(typed(three(), "jkk")));
    assertEquals("shell", chosen(typed(three(), "G")));
  }

  @Test
  void endedSessionsAreShownWhenAskedFor() {
    var all = typed(three(), "a");
    assertEquals(3, all.list().listed().size());
    assertEquals("old", chosen(typed(all, "G")));
    assertEquals("build", chosen(typed(all, "Ga")));
  }

  @Test
  void filterIsAppliedWhileItIsTypedAndTakenBackByEscape() {
    var typing = typed(three(), "fshe");
    assertEquals("shell", chosen(typing));
    assertEquals(1, typing.list().listed().size());
    assertEquals(2, after(typing, key(KeyType.Escape)).list().listed().size());
    var set = after(typing, key(KeyType.Enter));
    assertEquals("she", set.list().filter());
    assertEquals("", after(set, key(KeyType.Escape)).list().filter());
    assertNull(chosen(typed(three(), "fnothing like it")));
  }

  @Test
  void sessionThatEndsStaysChosenUntilTheUserMoves() {
    var ended = after(three(), read(SHELL, exited(1, "build", "make", 0)));
    assertEquals("build", chosen(ended));
    assertEquals("shell", chosen(typed(ended, "j")));
  }

  @Test
  void sessionThatIsRemovedGivesWayToAnother() {
    assertEquals("shell", chosen(after(three(), read(SHELL))));
    assertNull(chosen(after(three(), read())));
  }

  @Test
  void newsOfAHomeThatIsNoLongerShownAreIgnored() {
    var other = new Home(Path.of("/elsewhere"), true);
    var homes = new Event.HomesFound(List.of(new HomeEntry(other, 0, 0)));
    var there = after(three(), homes, key(KeyType.Enter));
    assertEquals(other, there.home());
    assertNull(chosen(after(there, read(BUILD))));
  }

  @Test
  void pickingTheSameHomeChangesNothing() {
    var homes = new Event.HomesFound(List.of(new HomeEntry(Sessions.HOME, 2, 3)));
    assertEquals("build", chosen(after(three(), homes, key(KeyType.Enter))));
  }

  @Test
  void enterMaximisesAndRestores() {
    var maximised = after(three(), key(KeyType.Enter));
    assertEquals(Layout.MAXIMISED, maximised.layout());
    assertEquals(Layout.SPLIT, after(maximised, key(KeyType.Enter)).layout());
    assertEquals(Layout.SPLIT, after(maximised, key(KeyType.Escape)).layout());
    var fromOverview = after(typed(three(), "z"), key(KeyType.Enter));
    assertEquals(Layout.MAXIMISED, fromOverview.layout());
    assertEquals(Layout.OVERVIEW, after(fromOverview, key(KeyType.Enter)).layout());
  }

  @Test
  void quittingIsWhatQAndControlCAreFor() {
    var controlC = new Event.Pressed(new KeyStroke('c', true, false));
    assertEquals(List.of(new Effect.Leave()), effects(three(), key('q')));
    assertEquals(List.of(new Effect.Leave()), effects(typed(three(), "D"), controlC));
    assertEquals(List.of(), effects(typed(three(), "f"), key('q')));
  }

  @Test
  void destroyingNeedsAYes() {
    var asked = typed(three(), "D");
    assertInstanceOf(Dialog.Destroy.class, asked.dialog());
    assertEquals(List.of(), effects(three(), key('D')));
    assertEquals(List.of(new Effect.Destroy(id(1))), effects(asked, key('y')));
  }

  @ParameterizedTest
  @ValueSource(strings = {"n", "q", " ", "D"})
  void anyOtherKeyDestroysNothing(String letter) {
    var step = Update.after(typed(three(), "D"), key(letter.charAt(0)));
    assertEquals(List.of(), step.effects());
    assertNull(step.state().dialog());
  }

  @Test
  void enterDestroysNothing() {
    assertEquals(List.of(), effects(typed(three(), "D"), key(KeyType.Enter)));
  }

  @Test
  void sessionThatEndedCannotBeAttachedTo() {
    var old = typed(three(), "aG");
    assertEquals(List.of(), effects(old, key('A')));
    assertNotNull(after(old, key('A')).notice());
    assertEquals(List.of(new Effect.Attach(id(1))), effects(three(), key('A')));
  }

  @Test
  void screenshotIsOfTheMomentThatIsLookedAt() {
    assertEquals(
        List.of(new Effect.Screenshot(id(1), Effect.Screenshot.NOW)), effects(three(), key('S')));
    var past = shown(typed(withHistory(), "<"), 41);
    assertEquals(List.of(new Effect.Screenshot(id(1), 41)), effects(past, key('S')));
  }

  private static State withHistory() {
    var marks =
        List.of(new History.Mark(2_000_000, 20, "early"), new History.Mark(5_000_000, 50, "late"));
    var history = new History(1_000_000, 9_000_000, 1_000_000, new long[] {1, 0, 5}, marks);
    return after(three(), new Event.HistoryRead(id(1), history));
  }

  /// The moment that is looked at has come.
  private static State shown(State state, long sequence) {
    var past = state.scenes().past();
    assertNotNull(past);
    var picture = picture(10, 2, "then");
    return after(
        state, new Event.PastShown(id(1), past.wanted(), picture, sequence, past.micros()));
  }

  @Test
  void goingBackAndForwardEndsInThePresent() {
    var back = typed(withHistory(), "<<");
    assertNotNull(back.scenes().past());
    assertTrue(back.playhead() < 9_000_000);
    assertNull(typed(back, ">>").scenes().past());
    assertNull(typed(back, "L").scenes().past());
    assertNull(after(back, key(KeyType.Escape)).scenes().past());
  }

  @Test
  void goingBackEndsAtTheBeginning() {
    var start = typed(withHistory(), "<".repeat(100));
    assertEquals(1_000_000, start.playhead());
  }

  @Test
  void pictureOfThePastIsShownOnceItIsThere() {
    var live = after(withHistory(), new Event.ScreenChanged(id(1), picture(10, 2, "now")));
    var asked = typed(live, "<");
    assertEquals(live.picture(), asked.picture());
    var past = shown(asked, 7);
    assertTrue(past.picture() != live.picture());
    assertEquals(live.picture(), typed(past, "L").picture());
  }

  @Test
  void eventsAreSteppedThroughFromTheOneThatIsShown() {
    var past = shown(typed(withHistory(), "<"), 41);
    var before = typed(past, ",").scenes().past();
    assertNotNull(before);
    assertEquals(new Moment.AtSequence(40), before.wanted());
    assertNull(typed(shown(typed(withHistory(), "<"), 0), ",").notice());
  }

  @Test
  void marksAreGoneToInBothDirections() {
    var late = typed(withHistory(), "[").scenes().past();
    assertNotNull(late);
    assertEquals(new Moment.AtSequence(50), late.wanted());
    var early = shown(shown(typed(withHistory(), "["), 50), 50);
    assertEquals(2_000_000, typed(early, "[").playhead());
    assertEquals(5_000_000, typed(shown(typed(early, "["), 20), "]").playhead());
    assertTrue(notice(typed(withHistory(), "]")).bad());
  }

  private static Notice notice(State state) {
    var notice = state.notice();
    assertNotNull(notice);
    return notice;
  }

  @Test
  void searchGoesToTheLastPlaceAndFromThereToOthers() {
    var typing = typed(withHistory(), "/err");
    assertEquals(List.of(new Effect.Search(id(1), "err")), effects(typing, key(KeyType.Enter)));
    var finds =
        new Finds(
            "err",
            List.of(new Finds.Find(2_000_000, 20, "err 1"), new Finds.Find(4_000_000, 40, "err 2")),
            false);
    var found = after(typing, key(KeyType.Enter), new Event.Found(id(1), finds));
    assertEquals(4_000_000, found.playhead());
    assertEquals(2_000_000, typed(shown(found, 40), "N").playhead());
    assertTrue(notice(typed(shown(found, 40), "n")).bad());
    var nowhere = after(typing, new Event.Found(id(1), new Finds("err", List.of(), false)));
    assertTrue(notice(nowhere).bad());
  }

  @Test
  void historyOfAnotherSessionIsNotShownForThisOne() {
    var past = shown(typed(withHistory(), "<"), 41);
    var other = typed(past, "j");
    assertNull(other.scenes().past());
    assertTrue(other.scenes().history().isEmpty());
    var late = new Event.HistoryRead(id(1), withHistory().scenes().history());
    assertTrue(after(other, late).scenes().history().isEmpty());
  }

  @Test
  void panningStaysWithinTheSessionsScreen() {
    var large = after(three(), new Event.ScreenChanged(id(1), picture(200, 50, "\033[H")));
    var focused = after(large, key(KeyType.Tab));
    var panned = typed(focused, "jjl").stage().pan();
    assertEquals(new Pan(2, 1), panned);
    assertEquals(new Pan(0, 0), typed(focused, "kh").stage().pan());
    var end = typed(focused, "G").stage().pan();
    assertNotNull(end);
    assertEquals(50 - Areas.of(focused).screen().belowTitle().rows(), end.row());
  }

  @Test
  void clickChoosesAndSecondClickMaximises() {
    var chosen = after(three(), click(5, 3));
    assertEquals("shell", chosen(chosen));
    assertEquals(Layout.SPLIT, chosen.layout());
    assertEquals(Layout.MAXIMISED, after(chosen, click(5, 3)).layout());
    assertEquals("build", chosen(after(three(), click(5, 20))));
  }

  @Test
  void timelineIsClickedAndDragged() {
    var state = withHistory();
    var bar = Areas.of(state).bar();
    var middle = after(state, click(bar.col() + bar.cols() / 2, bar.row()));
    assertTrue(Math.abs(middle.playhead() - 5_000_000) < 200_000);
    var drag = mouse(MouseActionType.DRAG, bar.col(), bar.row());
    assertEquals(1_000_000, after(middle, drag).playhead());
    assertNull(after(middle, click(bar.endCol(), bar.row())).scenes().past());
  }

  private static Event click(int col, int row) {
    return mouse(MouseActionType.CLICK_DOWN, col, row);
  }

  private static Event mouse(MouseActionType type, int col, int row) {
    return new Event.Pressed(new MouseAction(type, 1, new TerminalPosition(col, row)));
  }

  @Test
  void nothingIsReadThatIsNotInSight() {
    assertEquals(List.of(BUILD), Wanted.by(three()).followed());
    assertEquals(List.of(BUILD, SHELL), Wanted.by(typed(three(), "z")).followed());
    var narrow = after(three(), new Event.Resized(40, 24));
    assertEquals(List.of(), Wanted.by(narrow).followed());
    assertEquals(List.of(BUILD), Wanted.by(after(narrow, key(KeyType.Tab))).followed());
  }
}

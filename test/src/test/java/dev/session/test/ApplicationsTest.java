package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The programs that people use, driven by keys, mouse and paste, with the screens that they should
/// show. One that is not installed here is skipped.
final class ApplicationsTest {
  @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();

  private String session = "";

  private static void assumeInstalled(String program) {
    var path = Objects.requireNonNull(System.getenv("PATH"), "PATH");
    assumeTrue(
        Arrays.stream(path.split(File.pathSeparator))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, program))),
        program + " is not installed here");
  }

  private void start(String... command) {
    assumeInstalled(command[0]);
    var words = new String[command.length + 1];
    words[0] = "--";
    System.arraycopy(command, 0, words, 1, command.length);
    session = sandbox.create(words);
  }

  private void awaitText(String text) {
    var waited = sandbox.ask("wait", session, "--text", text, "--timeout", "30000");
    assertEquals(0, waited.exitCode(), () -> "no '" + text + "' on\n" + screen() + waited);
  }

  private void awaitRegex(String regex) {
    var waited = sandbox.ask("wait", session, "--regex", regex, "--timeout", "30000");
    assertEquals(0, waited.exitCode(), () -> "no " + regex + " on\n" + screen() + waited);
  }

  /// A program draws its screen in several writes; this is when it has drawn it.
  private void awaitStable() {
    sandbox.ask("wait", session, "--screen-stable-ms", "300", "--timeout", "30000").exits(0);
  }

  private void keys(String... names) {
    var words = new String[names.length + 2];
    words[0] = "send-keys";
    words[1] = session;
    System.arraycopy(names, 0, words, 2, names.length);
    sandbox.ask(words).exits(0);
  }

  private void type(String text) {
    sandbox.ask("type", session, text).exits(0);
  }

  private void line(String text) {
    sandbox.ask("type", session, text, "--append-newline").exits(0);
  }

  private void click(String text) {
    sandbox.ask("mouse", session, "click", "--on-text", text).exits(0);
  }

  private String screen() {
    return sandbox.screen(session);
  }

  private void awaitExit(int code) {
    sandbox.ask("wait", session, "--exit", "--exit-status", "--timeout", "30000").exits(code);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(sandbox.directory().resolve(name), text);
  }

  private String lines(int count) {
    var lines = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      lines.append("this is line ").append(i).append('\n');
    }
    return lines.toString();
  }

  @Test
  void vimEditsByKeysPasteAndMouse() throws IOException {
    var file = file("notes", "alpha\nbeta\ngamma\n");
    start("vim", "-u", "NONE", "-N", "+set mouse=a ttymouse=sgr t_BE=\033[?2004h", file.toString());
    awaitText("gamma");
    awaitStable();
    click("beta");
    awaitStable();
    keys("A");
    type(" typed");
    keys("Left", "Left", "Home", "Down", "End", "Enter");
    sandbox.ask("paste", session, "pasted line").exits(0);
    awaitText("pasted line");
    keys("Escape");
    type(":wq");
    keys("Enter");
    awaitExit(0);
    assertEquals("alpha\nbeta typed\ngamma\npasted line\n", Files.readString(file));
  }

  @Test
  void lessScrollsBySearchArrowsAndWheel() throws IOException {
    start("less", "--mouse", file("text", lines(200)).toString());
    awaitText("this is line 1\n");
    keys("PageDown");
    awaitText("this is line 46\n");
    keys("Up", "Up");
    awaitText("this is line 22\n");
    type("/line 150");
    keys("Enter");
    awaitText("this is line 150\n");
    var before = screen();
    sandbox.ask("mouse", session, "scroll", "5", "5", "--direction", "up").exits(0);
    awaitText("this is line 149\n");
    assertTrue(!before.contains("line 149\n"), before);
    keys("q");
    awaitExit(0);
  }

  @Test
  void htopIsLeftByItsButton() {
    start("htop");
    awaitText("Quit");
    awaitStable();
    sandbox.ask("mouse", session, "click", "--on-regex", "Quit").exits(0);
    awaitExit(0);
  }

  @Test
  void topTakesItsKeys() {
    start("top");
    awaitText("PID");
    keys("h");
    awaitText("Help for Interactive Commands");
    keys("Escape");
    awaitText("PID");
    keys("q");
    awaitExit(0);
  }

  @Test
  void midnightCommanderIsUsedByMouseAndFunctionKeys() throws IOException {
    file("found-by-mc", "contents of the file\n");
    start("mc", "--nosubshell");
    awaitText("Quit");
    awaitText("found-by-mc");
    awaitStable();
    click("found-by-mc");
    awaitStable();
    keys("F3");
    awaitText("contents of the file");
    keys("F10");
    awaitText("found-by-mc");
    awaitStable();
    click("File");
    awaitText("View file");
    keys("Escape", "Escape");
    awaitStable();
    keys("F10");
    var question = "Do you really want";
    sandbox.ask("wait", session, "--any", "--exit", "--text", question).exits(0);
    if (screen().contains(question)) {
      keys("Enter");
    }
    awaitExit(0);
  }

  @Test
  void nanoSavesWhatWasTyped() throws IOException {
    var file = sandbox.directory().resolve("nano.txt");
    start("nano", "-I", file.toString());
    awaitText("Exit");
    type("first");
    keys("Enter");
    type("second");
    keys("Up", "Home", "ctrl+k", "ctrl+o", "Enter");
    awaitText("Wrote 1 line");
    keys("ctrl+x");
    awaitExit(0);
    assertEquals("second\n", Files.readString(file));
  }

  @Test
  void dialogIsAnsweredByClick() {
    start("dialog", "--yesno", "Shall we?", "8", "40");
    awaitText("Shall we?");
    awaitText("No");
    awaitStable();
    sandbox.ask("mouse", session, "click", "--on-regex", "\\bNo\\b").exits(0);
    awaitExit(1);
  }

  @Test
  void dialogIsAnsweredByKeys() {
    start("dialog", "--menu", "Pick", "12", "40", "3", "a", "apple", "b", "banana", "c", "cherry");
    awaitText("cherry");
    awaitStable();
    keys("Down", "Down");
    keys("Tab", "Enter");
    awaitExit(1);
  }

  @Test
  void tmuxSelectsPanesByMouse() {
    start("tmux", "-L", "session-test-" + ProcessHandle.current().pid(), "-f", "/dev/null", "new");
    awaitText("[0]");
    line("tmux set -g mouse on; tmux split-window -h; clear");
    awaitText("│");
    awaitStable();
    line("echo right-$((40+2))");
    awaitText("right-42");
    sandbox.ask("mouse", session, "click", "10", "2").exits(0);
    line("clear; echo left-$((40+2))");
    awaitRegex("(?m)^left-42");
    keys("ctrl+b", "&");
    awaitText("kill-window");
    keys("y");
    awaitExit(0);
  }

  @Test
  void pythonRecallsWithTheArrowKeys() {
    start("python3", "-q");
    awaitText(">>>");
    line("6*7");
    awaitText("42");
    keys("Up", "Backspace", "8", "Enter");
    awaitText("48");
    sandbox.ask("paste", session, "def f(n):\n    return n + 900\n\n").exits(0);
    keys("Enter");
    line("f(99)");
    awaitText("999");
    keys("ctrl+d");
    awaitExit(0);
  }

  @Test
  void nodeEvaluatesAndRecalls() {
    start("node", "-i");
    awaitText(">");
    line("6*7");
    awaitText("42");
    keys("Up", "1", "Enter");
    awaitText("426");
    line(".exit");
    awaitExit(0);
  }

  @Test
  void bashKeepsAPasteOnItsLineUntilEnter() {
    start("bash", "--norc", "--noprofile");
    awaitText("bash-");
    sandbox.ask("paste", session, "echo one\necho two").exits(0);
    awaitText("echo two");
    awaitStable();
    assertTrue(!screen().contains("\none\n"), this::screen);
    keys("Enter");
    awaitText("\none\ntwo\n");
    type("echo bc");
    keys("alt+b", "a", "End", "d", "Enter");
    awaitText("\nabcd\n");
    line("exit 7");
    awaitExit(7);
  }

  @Test
  void zshEditsItsLine() {
    start("zsh", "-f");
    awaitRegex("[%#]"); // root's prompt is another
    type("echo bc");
    keys("alt+b", "a", "ctrl+e", "d", "Enter"); // zsh -f binds no End
    awaitText("\nabcd\n");
    line("exit 7");
    awaitExit(7);
  }

  @Test
  void fishEditsItsLine() {
    start("fish", "--no-config");
    awaitRegex("[>#]");
    type("echo bc");
    keys("ctrl+a", "alt+f", "Right", "a", "End", "d", "Enter");
    awaitText("\nabcd\n");
    line("exit 7");
    awaitExit(7);
  }

  @Test
  void fzfFindsByTypingAndByClick() throws IOException {
    var file = file("list", "apple\nbanana\ncherry\n");
    assumeInstalled("fzf");
    start("sh", "-c", "fzf < '" + file + "' > '" + sandbox.directory().resolve("chosen") + "'");
    awaitText("3/3");
    type("ban");
    awaitText("1/3");
    keys("Enter");
    awaitExit(0);
    assertEquals("banana\n", Files.readString(sandbox.directory().resolve("chosen")));
  }
}

package dev.session.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.shell.CommandTracker.CommandEnd;
import dev.session.shell.CommandTracker.Phase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What shells print around a command says where they are, however it is cut into pieces.
class CommandTrackerTest {
  private static final String PROMPT = mark("D;%s") + mark("A") + "$ " + mark("B");
  private static final String ON = "\033[?2004h";
  private static final String OFF = "\033[?2004l\r";

  /// The tracker with what it told, one word per fact.
  private static final class Followed implements CommandTracker.Listener {
    final List<String> told = new ArrayList<>();
    final OutputTail output = new OutputTail();
    final CommandTracker tracker = new CommandTracker(this, output);

    Followed(ShellKind kind) {
      tracker.started("T", kind);
    }

    @Override
    public void prompted(Phase phase) {
      told.add(phase.name());
    }

    @Override
    public void ended(CommandEnd end) {
      told.add(
          (end.executed() ? "" : "not ")
              + (end.ofInner() ? "inner " : "")
              + end.status()
              + " "
              + new String(output.output().bytes(), StandardCharsets.UTF_8));
    }

    Followed prints(String text) {
      return prints(text, text.length());
    }

    Followed prints(String text, int pieceBytes) {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      for (int at = 0; at < bytes.length; at += pieceBytes) {
        tracker.printed(bytes, at, Math.min(bytes.length, at + pieceBytes));
      }
      return this;
    }

    Followed types(String text) {
      tracker.typed(text.getBytes(StandardCharsets.UTF_8));
      return this;
    }
  }

  private static String mark(String body) {
    return "\033]133;" + body + ";aid=T\007";
  }

  private static String prompt(int status) {
    return PROMPT.formatted(status);
  }

  @Test
  void anEditedCommandIsFollowedInPiecesOfAnySize() {
    var typed = "echo hi\r\n" + OFF + mark("C") + "hi\r\n" + ON + prompt(3);
    for (int pieceBytes = 1; pieceBytes <= typed.length(); pieceBytes++) {
      var shell = new Followed(ShellKind.BASH);
      shell.prints(ON + prompt(0), pieceBytes).types("echo hi\r").prints(typed, pieceBytes);
      assertEquals(List.of("READY", "3 hi\r\n", "READY"), shell.told, "in pieces of " + pieceBytes);
    }
  }

  @Test
  void aPromptThatIsDrawnAgainEndsNothing() {
    var shell = new Followed(ShellKind.BASH).prints(ON + prompt(0)).types("ls");
    shell.prints("l" + "\r" + prompt(0) + "ls");
    assertEquals(List.of("READY"), shell.told);
    assertEquals(Phase.READY, shell.tracker.phase());
  }

  @Test
  void aLineThatIsNotExecutedIsToldSo() {
    var shell = new Followed(ShellKind.BASH).prints(ON + prompt(0)).types("echo )\r");
    shell.prints("echo )\r\n" + OFF + "syntax error\r\n" + ON + prompt(2));
    assertEquals(List.of("READY", "not 2 syntax error\r\n", "READY"), shell.told);
  }

  @Test
  void aShellWithoutAnEditorIsFollowedByTheEchoOfEnter() {
    var shell = new Followed(ShellKind.POSIX).prints(prompt(0)).types("echo hi\r");
    shell.prints("echo hi\r\nhi\r\n" + prompt(0));
    assertEquals(List.of("READY", "0 hi\r\n", "READY"), shell.told);
  }

  @Test
  void whatTheBackgroundPrintsAtThePromptIsNoCommand() {
    var shell = new Followed(ShellKind.POSIX).prints(prompt(0) + "done\r\n");
    assertEquals(Phase.READY, shell.tracker.phase());
    assertFalse(shell.tracker.isEntered());
  }

  @Test
  void aPromptForTheRestIsTold() {
    var shell = new Followed(ShellKind.POSIX).prints(prompt(0)).types("cat <<E\r");
    shell.prints("cat <<E\r\n" + mark("A;k=s") + "> " + mark("B;k=s")).types("E\r");
    shell.prints("E\r\n" + prompt(0));
    assertEquals(List.of("READY", "CONTINUING", "0 ", "READY"), shell.told);
  }

  @Test
  void marksOfOthersArePartOfTheOutput() {
    var foreign = "\033]133;D;9\007\033]133;A;aid=other\007\033]133;B\007";
    var shell = new Followed(ShellKind.BASH).prints(ON + prompt(0)).types("x\r");
    shell.prints("x\r\n" + OFF + mark("C") + foreign + ON + prompt(1));
    assertEquals(List.of("READY", "1 " + foreign, "READY"), shell.told);
  }

  @Test
  void anOuterMarkSaysThatTheInnerShellIsGone() {
    var shell = new Followed(ShellKind.BASH).prints(ON + prompt(0)).types("sh\r");
    shell.prints("sh\r\n" + OFF + mark("C"));
    shell.tracker.joined("inner", ShellKind.POSIX, false);
    assertEquals(2, shell.tracker.depth());
    shell.types("exit 4\r").prints("exit 4\r\n" + ON + prompt(4));
    assertEquals(List.of("READY", "inner 4 ", "READY"), shell.told);
    assertEquals(1, shell.tracker.depth());
  }

  @Test
  void aProgramsOwnEditorIsPartOfTheOutput() {
    var shell = new Followed(ShellKind.BASH).prints(ON + prompt(0)).types("p\r");
    shell.prints("p\r\n" + OFF + mark("C") + ON + ">>> \033[?2004lbye\r\n" + ON + prompt(0));
    assertEquals(List.of("READY", "0 " + ON + ">>> \033[?2004lbye\r\n", "READY"), shell.told);
  }

  @Test
  void ofMuchOutputTheEndIsKept() {
    var tail = new OutputTail();
    var line = "0123456789abcd\r\n".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < OutputTail.MAX_BYTES / line.length; i++) {
      tail.append(line, 0, line.length);
    }
    assertFalse(tail.output().truncated());
    assertEquals(OutputTail.MAX_BYTES, tail.output().bytes().length);
    tail.append("the end\n".getBytes(StandardCharsets.US_ASCII), 0, 8);
    assertTrue(tail.output().truncated());
    assertTrue(tail.output().text(80).endsWith("0123456789abcd\nthe end"));
    assertTrue(tail.output().text(80).startsWith("0123456789abcd\n"));
  }

  @Test
  void textIsWhatAPersonSees() {
    var bytes = "10%\r20%\r\n\033[31mred\033[0m\r\n\r\nwith a line that is longer  \r\n\r\n";
    var output = new CommandOutput(bytes.getBytes(StandardCharsets.US_ASCII), false);
    assertEquals("20%\nred\n\nwith a line that is longer", output.text(10));
  }
}

package dev.session.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What of a screen is the echo of what was just typed, and what is not.
class TypedLinesTest {
  private final Terminal terminal = new Terminal(20, 8, TerminalOptions.defaults());
  private final TypedLines typed = new TypedLines();
  private long sequence;

  private void print(String text) {
    terminal.feed(text.getBytes(StandardCharsets.UTF_8));
    sequence++;
  }

  private long type(String text) {
    typed.type(++sequence, text.getBytes(StandardCharsets.UTF_8), terminal);
    return sequence;
  }

  /// The lines that are not empty without the echo of what was typed since an event.
  private String left(@Nullable Long since) {
    var view = ScreenView.of(terminal, typed, sequence, -1, false);
    return view.withoutEcho(view.screen(), since).lines().stream()
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("|"));
  }

  @Test
  void echoAtAPromptIsLeftOutAndTheOutputIsNot() {
    print("$ ");
    long typing = type("echo hello\r");
    print("echo hello\r\nhello\r\n$ ");
    assertEquals("$|hello|$", left(typing));
    assertEquals("$|hello|$", left(null));
  }

  @Test
  void echoBehindAMarkedPromptIsLeftOutWhateverThePromptLooksLike() {
    terminal.setListener(typed.prompts(terminal));
    long typing = type("ls\r"); // before the shell has started
    print("ls\r\n~/work main\r\n\033]133;A\007-=> \033]133;B\007ls     12:34");
    print("\r\nls\r\n");
    assertEquals("~/work main|-=>        12:34|ls", left(typing));
  }

  @Test
  void outputThatIsJustWhatWasTypedStays() {
    type("hello\r");
    print("hello\r\nhello\r\n");
    assertEquals("hello", left(null));
  }

  @Test
  void echoThatTheRightEdgeBreaksIsLeftOutWhole() {
    print("$ ");
    type("echo a rather long line of words\r");
    print("echo a rather long line of words\r\na rather long line o\r\n");
    assertEquals("$|a rather long line o", left(null));
  }

  @Test
  void echoThatHasOnlyBegunIsLeftOut() {
    print("$ ");
    type("echo hello");
    print("echo hel");
    assertEquals("$", left(null));
  }

  @Test
  void whatWasTypedAheadIsEchoedTwice() {
    type("echo hello\r");
    print("echo hello\r\nme@here:~$ echo hello\r\nhello\r\nme@here:~$ ");
    assertEquals("me@here:~$|hello|me@here:~$", left(null));
  }

  @Test
  void whatWasTypedAheadBehindAKnownPromptIsLeftOutToo() {
    print("(odd prompt) ");
    type("one\r");
    print("one\r\n");
    type("two\r");
    print("two\r\n(odd prompt) two\r\nresult: two\r\n");
    assertEquals("(odd prompt) one|(odd prompt)|result: two", left(null));
  }

  @Test
  void linesTypedInOnePieceAreAllLeftOut() {
    print("$ ");
    long typing = type("cat\rone\rtwo\r");
    print("cat\r\none\r\ntwo\r\nONE\r\nTWO\r\n");
    assertEquals("$|ONE|TWO", left(typing));
  }

  @Test
  void keysTypedOneByOneAreOneLine() {
    print("$ ");
    type("l");
    print("l");
    long last = type("s");
    print("s");
    assertEquals("$", left(last));
    type("\r");
    print("\r\nls\r\n");
    assertEquals("$|ls", left(null));
  }

  @Test
  void earlierEchoesStay() {
    print("$ ");
    type("one\r");
    print("one\r\n1\r\n$ ");
    long typing = type("two\r");
    print("two\r\n2\r\n$ ");
    assertEquals("$ one|1|$|2|$", left(typing));
  }

  @Test
  void echoThatScrolledUpIsFoundWhereItIsNow() {
    print("$ ");
    long typing = type("seq 6\r");
    print("seq 6\r\n1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n");
    assertEquals("$|1|2|3|4|5|6", left(typing));
    print("7\r\n8\r\n");
    var view = ScreenView.of(terminal, typed, sequence, -1, false);
    var all = view.withoutEcho(view.withScrollback(0), typing);
    assertEquals("$", all.lines().getFirst());
  }
}

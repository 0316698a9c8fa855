package dev.session.shell;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Takes out of a shell's output what it prints while it is being integrated at its prompt: from
/// the line that is typed to the end of the next prompt, which looks as the one before and stands,
/// as far as the screen knows, where that one does. So nothing of it is seen.
public final class PromptFilter {
  /// What a shell prints meanwhile is about a line and a prompt.
  static final int WITHHELD_MAX_BYTES = 64 << 10;

  private final String token;
  private final ByteArrayOutputStream withheld = new ByteArrayOutputStream();
  private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
  private final MarkScanner scanner = new MarkScanner(new Sink());
  private boolean prompted;
  private boolean editing;

  /// @param token what the shell's marks will carry
  public PromptFilter(String token) {
    this.token = token;
  }

  private final class Sink implements MarkScanner.Sink {
    @Override
    public void text(byte[] bytes, int from, int to) {
      if (prompted) {
        rest.write(bytes, from, to - from);
      }
    }

    @Override
    public boolean mark(MarkScanner.Mark mark) {
      boolean ours = !prompted && mark.token().equals(token) && !mark.secondary();
      prompted |= ours && mark.kind() == MarkScanner.Kind.PROMPT_END;
      return ours;
    }

    @Override
    public void editing(boolean on) {
      editing = on;
      if (prompted) {
        rest.writeBytes((on ? "\033[?2004h" : "\033[?2004l").getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  /// More was printed. Whether the prompt has come: then [#rest] is what came after it.
  public boolean feed(byte[] bytes, int length) {
    withheld.write(bytes, 0, length);
    scanner.feed(bytes, 0, length);
    return prompted;
  }

  /// Whether more was printed than such a shell does.
  public boolean isTooMuch() {
    return withheld.size() > WITHHELD_MAX_BYTES;
  }

  /// Whether the shell reads with a line editor.
  public boolean isEditing() {
    return editing;
  }

  /// What came after the prompt.
  public byte[] rest() {
    scanner.flush();
    return rest.toByteArray();
  }

  /// All that was taken out, where it turns out that no shell is there.
  public byte[] withheld() {
    return withheld.toByteArray();
  }
}

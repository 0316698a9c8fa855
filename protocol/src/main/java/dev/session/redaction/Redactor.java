package dev.session.redaction;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Replaces what matches a pattern in a stream of terminal output, however the stream is cut into
/// pieces.
///
/// What may still become a match is held back: from its first character on, at most
/// [#WINDOW_CHARS]. [#flush] ends that, because a prompt must become visible although it could be
/// the beginning of a secret. Everything else comes out at once, byte for byte.
///
/// What it sees is the stream, not the screen: the text of [TerminalText]. It recognises a secret
/// with colours in it and in a window's title. It does not recognise one that is printed with a
/// pause in it, painted in pieces, corrected with backspaces, or encoded. Patterns may look at most
/// [#CONTEXT_CHARS] back, and of a match longer than the window only the window's part goes.
///
/// Matches that overlap become one replacement. A pattern that takes too long, or too much of the
/// stack, takes with it all that is held at that moment: what could not be searched is not shown.
public final class Redactor {
  /// What stands in place of a secret; of fixed length, because the length of one is a hint.
  public static final String REPLACEMENT = "[redacted]";

  /// How much text a match may have.
  public static final int WINDOW_CHARS = 16 << 10;

  /// How far back a pattern may look.
  static final int CONTEXT_CHARS = 256;

  /// A sane pattern needs a few looks per character.
  private static final long LOOKS_PER_CHAR = 500;

  private static final long LOOKS_MIN = 1 << 20;

  private static final byte[] REPLACEMENT_BYTES = REPLACEMENT.getBytes(StandardCharsets.UTF_8);

  /// What a search finds: a match of `[start, end)`, or, with `end` = [#OPEN], that only what comes
  /// next tells whether one begins at `start`.
  private record Finding(int start, int end) {
    static final int OPEN = Integer.MAX_VALUE;

    boolean isOpen() {
      return end == OPEN;
    }
  }

  private final TerminalText text = new TerminalText();
  private final List<Matcher> matchers = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// What a search found for each pattern.
  private final @Nullable Finding[] next;

  private boolean redacted;

  /// The first character that has not come out yet.
  private int first;

  Redactor(RedactionPatterns patterns) {
    for (Pattern pattern : patterns.list()) {
      matchers.add(pattern.matcher("").useTransparentBounds(true).useAnchoringBounds(false));
    }
    next = new Finding[matchers.size()];
  }

  /// Takes more of the stream.
  public void feed(byte[] bytes, int offset, int length) {
    text.append(bytes, offset, length);
    text.parse(false);
    search(false);
  }

  /// Lets everything out that is held back: there is no more for now.
  public void flush() {
    text.parse(true);
    search(true);
  }

  /// What has come out since the last call.
  public byte[] take() {
    var bytes = out.toByteArray();
    out.reset();
    return bytes;
  }

  /// Whether something is held back.
  public boolean isHolding() {
    return first < text.length() || text.isUnfinished();
  }

  /// Whether anything was ever replaced.
  public boolean hasRedacted() {
    return redacted;
  }

  private void search(boolean last) {
    Arrays.fill(next, null);
    var patience = new Patience(LOOKS_MIN + LOOKS_PER_CHAR * (text.length() - first));
    int from = first;
    int written = 0; // what came out is forgotten
    var finding = find(from, last, patience);
    while (finding != null && !finding.isOpen()) {
      text.copy(written, text.bytesBefore(finding.start()), out::write);
      replace(finding);
      from = finding.end();
      written = text.endOf(from - 1);
      finding = find(from, last, patience);
    }
    first = finding == null ? text.length() : finding.start();
    text.copy(written, text.bytesBefore(first), out::write);
    int keep = Math.max(0, first - CONTEXT_CHARS);
    text.forget(keep, first);
    first -= keep;
  }

  private void replace(Finding match) {
    out.write(REPLACEMENT_BYTES, 0, REPLACEMENT_BYTES.length);
    text.copySequences(match.start(), match.end(), out::write);
    redacted = true;
  }

  /// The first finding from character `from` on: the union of matches that overlap, or the first
  /// place where one may be; null where there is none.
  private @Nullable Finding find(int from, boolean last, Patience patience) {
    var match = earliest(from, last, patience);
    while (match != null && !match.isOpen()) {
      var longer = extended(match, last, patience);
      if (longer.equals(match)) {
        return match;
      }
      match = longer;
    }
    return match;
  }

  /// `match`, made longer by those that begin in it.
  private Finding extended(Finding match, boolean last, Patience patience) {
    int end = match.end();
    var inside = earliest(match.start() + 1, last, patience);
    while (inside != null && inside.start() < match.end()) {
      if (inside.isOpen()) {
        return new Finding(match.start(), Finding.OPEN);
      }
      end = Math.max(end, inside.end());
      inside = earliest(inside.start() + 1, last, patience);
    }
    return new Finding(match.start(), end);
  }

  /// The first finding of any pattern; of several at the same place, the open one, else the
  /// longest.
  private @Nullable Finding earliest(int from, boolean last, Patience patience) {
    Finding earliest = null;
    for (int i = 0; i < matchers.size(); i++) {
      var known = next[i];
      if (known == null || known.start() < from) {
        known = next(matchers.get(i), from, last, patience);
        next[i] = known;
      }
      if (earliest == null
          || known.start() < earliest.start()
          || known.start() == earliest.start() && known.end() > earliest.end()) {
        earliest = known;
      }
    }
    return earliest == null || earliest.start() >= text.length() ? null : earliest;
  }

  /// The first finding of one pattern; one that begins behind the text where there is none.
  private Finding next(Matcher matcher, int from, boolean last, Patience patience) {
    int length = text.length();
    int at = from;
    try {
      matcher.reset(patience.view(text, length)).region(from, length);
      boolean found = matcher.find();
      if (found && isCertain(matcher, last)) {
        return new Finding(matcher.start(), matcher.end());
      }
      if (!found) {
        // None begins where it had its whole window.
        at = last ? length : Math.max(from, length - WINDOW_CHARS);
      }
      for (; at < length; at++) {
        var here = at(matcher, at, last, patience);
        if (here != null) {
          return here;
        }
      }
      return new Finding(length, length);
    } catch (Patience.LostException | StackOverflowError e) {
      return new Finding(at, Math.max(at, length));
    }
  }

  /// Whether a match is what it is whatever comes next.
  private static boolean isCertain(Matcher matcher, boolean last) {
    int length = matcher.end() - matcher.start();
    return (last || !matcher.hitEnd()) && length > 0 && length <= WINDOW_CHARS;
  }

  /// What begins at a character. It sees a window of text and no more, however much there is.
  private @Nullable Finding at(Matcher matcher, int at, boolean last, Patience patience) {
    if (Character.isLowSurrogate(text.charAt(at))) {
      return null;
    }
    int end = Math.min(text.length(), at + WINDOW_CHARS);
    boolean whole = last || end == at + WINDOW_CHARS;
    boolean found = matcher.reset(patience.view(text, end)).region(at, end).lookingAt();
    if (!whole && matcher.hitEnd()) {
      return new Finding(at, Finding.OPEN);
    }
    return found && matcher.end() > at ? new Finding(at, matcher.end()) : null;
  }
}

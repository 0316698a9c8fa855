package dev.session.redaction;

/// How often patterns may still look at characters during one search.
final class Patience {
  /// A pattern looked too often.
  static final class LostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LostException() {
      super("a pattern takes too long", null, false, false);
    }
  }

  private long looks;

  Patience(long looks) {
    this.looks = looks;
  }

  /// The characters of `text` before `end`; looking at them is counted.
  CharSequence view(CharSequence text, int end) {
    return new View(text, end);
  }

  private final class View implements CharSequence {
    private final CharSequence text;
    private final int end;

    View(CharSequence text, int end) {
      this.text = text;
      this.end = end;
    }

    @Override
    public int length() {
      return end;
    }

    @Override
    public char charAt(int index) {
      if (--looks < 0) {
        throw new LostException();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int to) {
      return text.subSequence(start, to);
    }

    @Override
    public String toString() {
      return text.subSequence(0, end).toString();
    }
  }
}

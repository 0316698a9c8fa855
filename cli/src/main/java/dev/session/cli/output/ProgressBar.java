package dev.session.cli.output;

/// A bar on standard error that grows while something long is done, and is gone afterwards. Where
/// no terminal is at the other end, or nobody reads it, there is none.
public final class ProgressBar {
  private static final int CELLS = 30;
  private static final String LINE_START_CLEARED = "\r\u001b[K";

  private final Console console;
  private final String label;
  private final boolean shown;
  private int lastPercent = -1;

  /// @param label what is being done
  /// @param wanted false where output is for programs
  public ProgressBar(Console console, String label, boolean wanted) {
    this.console = console;
    this.label = label;
    shown = wanted && console.errAppearance().terminal();
  }

  public void begin() {
    at(0);
  }

  /// Tells how much is done.
  ///
  /// @param share 0 to 1
  public void at(double share) {
    int percent = (int) Math.clamp(share * 100, 0, 100);
    if (!shown || percent == lastPercent) {
      return;
    }
    lastPercent = percent;
    int full = percent * CELLS / 100;
    console.tell(
        LINE_START_CLEARED
            + label
            + " ["
            + "#".repeat(full)
            + " ".repeat(CELLS - full)
            + "] "
            + percent
            + "%");
  }

  /// Takes the bar away.
  public void end() {
    if (shown) {
      console.tell(LINE_START_CLEARED);
    }
  }
}

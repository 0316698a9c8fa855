package dev.session.input;

/// How mouse reports are written.
///
/// Spec: xterm's ctlseqs, "Extended coordinates".
public enum MouseEncoding {
  /// `CSI M` and three bytes, each the value plus 32.
  DEFAULT(0, 255 - 32),
  /// The same three values as UTF-8, of at most two bytes.
  UTF8(1005, 2047 - 32),
  /// `CSI < button ; column ; row M`, with `m` for a release.
  SGR(1006, Integer.MAX_VALUE),
  /// `CSI button+32 ; column ; row M`.
  URXVT(1015, Integer.MAX_VALUE),
  /// As [#SGR], in pixels.
  SGR_PIXELS(1016, Integer.MAX_VALUE);

  private final int mode;
  private final int reach;

  MouseEncoding(int mode, int reach) {
    this.mode = mode;
    this.reach = reach;
  }

  /// The private mode's number; 0 for [#DEFAULT].
  public int mode() {
    return mode;
  }

  /// The largest row or column, counted from 1, that can be written.
  int reach() {
    return reach;
  }
}

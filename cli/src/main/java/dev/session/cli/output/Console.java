package dev.session.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The two streams that a command speaks on: results go to `out`, everything else to `err`.
///
/// Each call writes its text at once, unbuffered, as UTF-8. `System.out` is not used: it follows
/// the locale and hides write errors.
public final class Console {
  public static final int IN_FD = 0;
  public static final int OUT_FD = 1;
  private static final int ERR_FD = 2;

  private final OutputStream out;
  private final OutputStream err;
  private final Appearance appearance;
  private final Appearance errAppearance;

  public Console(
      OutputStream out, OutputStream err, Appearance appearance, Appearance errAppearance) {
    this.out = out;
    this.err = err;
    this.appearance = appearance;
    this.errAppearance = errAppearance;
  }

  /// The standard streams of this process.
  public static Console ofProcess(boolean noColor, Map<String, String> environment) {
    return new Console(
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        Appearance.of(isTerminal(OUT_FD), noColor, environment),
        Appearance.of(isTerminal(ERR_FD), noColor, environment));
  }

  /// How text for people looks on the result stream.
  public Appearance appearance() {
    return appearance;
  }

  public Appearance errAppearance() {
    return errAppearance;
  }

  /// Prints a result.
  ///
  /// @throws BrokenOutputException if nobody can receive it
  public void print(String text) {
    print(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Prints a result.
  ///
  /// @throws BrokenOutputException if nobody can receive it
  public void print(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      throw new BrokenOutputException(e);
    }
  }

  /// Tells something that is not a result; where nobody listens it is lost.
  public void tell(String text) {
    try {
      err.write(text.getBytes(StandardCharsets.UTF_8));
      err.flush();
    } catch (IOException nobodyListens) {
      // There is no other place left to tell it.
    }
  }

  /// Whether a standard stream of this process is a terminal.
  // The link's target names the device. System.console() would want standard input to be a terminal
  // too. Where /proc cannot say, plain text is the safe answer.
  public static boolean isTerminal(int descriptor) {
    try {
      var target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException noProc) {
      return false;
    }
  }
}

package dev.session.video;

import dev.session.process.BrokenOff;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The program ffmpeg, which encodes videos. It runs as a process of its own. Where ours is broken
/// off, it ends, and what it had made is removed.
///
/// @param program its path
public record Ffmpeg(Path program) {
  private static final int ERROR_BYTES_MAX = 4096;

  /// The exit code of an ffmpeg that a signal has told to end.
  private static final int STATUS_TOLD_TO_END = 255;

  /// How long after such an end ours is waited for.
  private static final long OWN_END_MILLIS = 1_000;

  /// Feeds the program's standard input, which is closed afterwards.
  @FunctionalInterface
  interface Feed {
    void write(OutputStream input) throws IOException;
  }

  /// The one that came with this program, else the first one on the search path; null if there is
  /// none.
  ///
  /// @param installed where it would be if it had come with this program
  /// @param searchPath as in the variable PATH
  public static @Nullable Ffmpeg find(@Nullable Path installed, String searchPath) {
    if (installed != null && Files.isExecutable(installed)) {
      return new Ffmpeg(installed);
    }
    for (var directory : searchPath.split(":", -1)) {
      if (directory.startsWith("/")) {
        var program = Path.of(directory, "ffmpeg");
        if (Files.isRegularFile(program) && Files.isExecutable(program)) {
          return new Ffmpeg(program);
        }
      }
    }
    return null;
  }

  /// Runs it to its end.
  ///
  /// @param arguments all but the file
  /// @param file what it makes
  /// @throws IOException if it cannot be started or fails; the message says what it said
  void run(List<String> arguments, Path file, Feed feed) throws IOException {
    var command = new ArrayList<String>();
    command.add(program.toString());
    command.addAll(List.of("-hide_banner", "-nostdin", "-loglevel", "error"));
    command.addAll(arguments);
    command.addAll(List.of("-y", file.toString()));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var _ = new BrokenOff("ffmpeg-broken-off", () -> breakOff(process, file))) {
      var complaint = CompletableFuture.supplyAsync(() -> complaint(process));
      var broken = fed(process, feed);
      int status = process.waitFor();
      if (status == STATUS_TOLD_TO_END) {
        // Ctrl-C is for all that runs in a terminal; then this process ends as well, with no
        // complaint.
        Thread.sleep(OWN_END_MILLIS);
      }
      if (status != 0 || broken != null) {
        throw new IOException(
            program + " failed with status " + status + ": " + complaint.join(), broken);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + program + " was running", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /// Only when the program is gone it makes no file any more.
  private static void breakOff(Process process, Path file) {
    process.destroyForcibly().onExit().join();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Why the program would not take its input, or null. What went wrong in making the input is
  /// thrown.
  private static @Nullable IOException fed(Process process, Feed feed) throws IOException {
    try (var input = new EncoderInput(process.getOutputStream())) {
      feed.write(input);
    } catch (EncoderInput.ClosedException e) {
      return e;
    }
    return null;
  }

  /// What the program prints, of which the beginning says what is wrong.
  private static String complaint(Process process) {
    try (var output = process.getInputStream()) {
      var beginning = output.readNBytes(ERROR_BYTES_MAX);
      output.transferTo(OutputStream.nullOutputStream());
      return new String(beginning, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /// Tells a program that reads no more from everything else that can fail.
  private static final class EncoderInput extends OutputStream {
    private static final class ClosedException extends IOException {
      private static final long serialVersionUID = 1L;

      ClosedException(IOException cause) {
        super(cause);
      }
    }

    private final OutputStream out;

    EncoderInput(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw new ClosedException(e);
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        throw new ClosedException(e);
      }
    }

    @Override
    public void close() throws IOException {
      try {
        out.close();
      } catch (IOException e) {
        throw new ClosedException(e);
      }
    }
  }
}

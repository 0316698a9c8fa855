package dev.session.host.pty;

import dev.session.process.ProcessExit;
import dev.session.process.ProcessIdentity;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// A listener for floods: counts and sums instead of keeping. Read the sums after the exit only.
final class Counter implements PtyListener {
  final CRC32 sum = new CRC32();
  final CompletableFuture<@Nullable Void> begun = new CompletableFuture<>();
  final CompletableFuture<ProcessExit> exit = new CompletableFuture<>();
  final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
  long bytes;

  @Override
  public Reading onOutput(byte[] buffer, int length) {
    sum.update(buffer, 0, length);
    bytes += length;
    begun.complete(null);
    return Reading.CONTINUE;
  }

  @Override
  public void onExit(ProcessExit end) {
    exit.complete(end);
  }

  @Override
  public void onSurvivors(List<ProcessIdentity> survivors) {}

  @Override
  public void onClosed() {
    closed.complete(null);
  }
}

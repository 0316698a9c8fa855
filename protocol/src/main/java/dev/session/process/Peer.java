package dev.session.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;

/// Whether the process at the other end of a Unix socket is one of the user we run as.
///
/// The modes of the home and of the socket keep others out already; this holds where they were
/// changed, or where the socket had to be put outside the home.
public final class Peer {
  private static final String ROOT = "root";

  private Peer() {}

  /// Whether `peer`, the `SO_PEERCRED` of a connection, is our own user.
  public static boolean isOurselves(@Nullable UnixDomainPrincipal peer) {
    return peer != null && peer.user().equals(ourselves());
  }

  /// The same, or the superuser, who may do everything anyway.
  public static boolean mayCommandUs(@Nullable UnixDomainPrincipal peer) {
    return isOurselves(peer) || (peer != null && peer.user().getName().equals(ROOT));
  }

  private static UserPrincipal ourselves() {
    try {
      return Files.getOwner(Path.of("/proc/self"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read /proc/self; is /proc mounted?", e);
    }
  }
}

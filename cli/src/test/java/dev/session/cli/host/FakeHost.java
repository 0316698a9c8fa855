package dev.session.cli.host;

import dev.session.home.Home;
import dev.session.home.HostRecord;
import dev.session.home.SocketPath;
import dev.session.process.ProcessIdentity;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;

/// A program that is started as the host is, for the tests of [HostLauncher]. Its first argument
/// says how it behaves; each start adds a line to `starts` in the home.
final class FakeHost {
  private FakeHost() {}

  public static void main(String[] args) throws Exception {
    var home = Home.resolve(null, System.getenv());
    var starts = home.directory().resolve("starts");
    Files.writeString(
        starts,
        Path.of("").toAbsolutePath() + " " + String.join(" ", args) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    int count = Files.readAllLines(starts).size();
    switch (args[0]) {
      case "fails" -> {
        System.err.println("STORAGE_WRITE_ERROR: no room\n  for a host");
        System.exit(8);
      }
      case "hangs" -> Thread.currentThread().join();
      case "finds-home-taken-at-first" -> {
        if (count == 1) {
          System.exit(3);
        }
        serve(home);
      }
      default -> serve(home);
    }
  }

  private static void serve(Home home) throws Exception {
    var socket = SocketPath.choose(home, System.getenv());
    Files.deleteIfExists(socket);
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      var self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
      new HostRecord(self, socket, "9.9", HostRecord.PROTOCOL, Instant.now()).write(home);
      System.out.println("a word of the JVM's own");
      System.out.println(HostLauncher.READY);
      System.err.println("ready");
      for (var input = System.in.read(); input >= 0; input = System.in.read()) {
        throw new IllegalStateException("there is something on standard input");
      }
      while (true) {
        try (var connection = server.accept()) {
          UnixServer.readRequest(connection);
          UnixServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        }
      }
    }
  }

  /// The program that starts this class with `behaviour`.
  static HostProgram program(String behaviour) {
    return new HostProgram(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            FakeHost.class.getName(),
            behaviour));
  }
}

package dev.session.host;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.home.Home;
import dev.session.home.HostRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A host in a process of its own, started as the command starts it.
final class HostJvm implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  final Home home;
  final Process process;

  private HostJvm(Home home, Process process) {
    this.home = home;
    this.process = process;
  }

  /// Starts a host and returns at once.
  static HostJvm start(Path directory) throws IOException {
    var home = new Home(directory, true);
    home.create();
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.session.host.Main",
            "--detached");
    builder.environment().put(Home.VARIABLE, directory.toString());
    builder.redirectError(ProcessBuilder.Redirect.appendTo(home.hostLog().toFile()));
    return new HostJvm(home, builder.start());
  }

  /// Returns when the host answers requests.
  HostJvm awaitReady() throws IOException {
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    var line = out.readLine();
    assertTrue(Main.READY.equals(line), () -> "said " + line + "; its log: " + log());
    return this;
  }

  int awaitExit() throws InterruptedException {
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "still there: " + log());
    return process.exitValue();
  }

  ApiClient connect() throws IOException {
    var record = HostRecord.read(home);
    if (record == null) {
      throw new AssertionError("no host.json; the log: " + log());
    }
    return new ApiClient(record.socket());
  }

  String log() {
    try {
      return Files.readString(home.hostLog());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

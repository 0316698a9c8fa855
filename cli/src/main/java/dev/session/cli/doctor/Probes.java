package dev.session.cli.doctor;

import dev.session.cli.host.HostLauncher;
import dev.session.cli.host.HostProgram;
import dev.session.cli.route.LiveHost;
import dev.session.cli.route.RunningHost;
import dev.session.home.Home;
import dev.session.home.HostRecord;
import dev.session.home.PrivateFiles;
import dev.session.home.SocketPath;
import dev.session.home.Trash;
import dev.session.home.Version;
import dev.session.log.LogClock;
import dev.session.log.LogEvent;
import dev.session.log.LogHeader;
import dev.session.log.LogReader;
import dev.session.log.LogSettings;
import dev.session.log.LogWriter;
import dev.session.message.CreateRequest;
import dev.session.message.WaitRequest;
import dev.session.process.SystemLimits;
import dev.session.render.Picture;
import dev.session.render.PictureFormat;
import dev.session.render.PictureOptions;
import dev.session.render.Themes;
import dev.session.screen.ScreenText;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The things that sessions need, each used once.
final class Probes {
  private static final int JAVA_MIN = 25;
  private static final String SAYING = "session-doctor";
  private static final int EXIT_CODE = 42;
  private static final long REQUEST_LIMIT_MILLIS = 15_000;
  private static final long GRACE_MILLIS = 1_000;

  private final Home home;
  private final Path temporaryFiles;

  Probes(Home home, Path temporaryFiles) {
    this.home = home;
    this.temporaryFiles = temporaryFiles;
  }

  String java() throws ProbeFailure {
    var version = Runtime.version();
    if (version.feature() < JAVA_MIN) {
      throw new ProbeFailure(
          "Java "
              + version
              + " is too old; install a JDK "
              + JAVA_MIN
              + " and set JAVA_HOME to it.");
    }
    return "Java " + version + " in " + System.getProperty("java.home");
  }

  String workingDirectory() throws ProbeFailure {
    var directory = Path.of("").toAbsolutePath();
    if (!Files.isDirectory(directory) || !Files.isReadable(directory)) {
      throw new ProbeFailure(
          "The working directory "
              + directory
              + " cannot be read or is gone; change to another one, or use 'create --cwd'.");
    }
    return directory + " can be read";
  }

  String temporaryDirectory() throws ProbeFailure {
    try {
      Files.delete(Files.createTempDirectory(temporaryFiles, "session-doctor-"));
      return temporaryFiles + " can be written";
    } catch (IOException e) {
      throw new ProbeFailure(
          "No directory can be made in "
              + temporaryFiles
              + ": "
              + e.getMessage()
              + "; make room or rights.");
    }
  }

  String isolation() {
    return home.directory()
        + (home.explicit() ? ", chosen by --home or " + Home.VARIABLE : ", the default");
  }

  String homeWritable() throws ProbeFailure {
    home.create();
    var file = home.directory().resolve(".doctor");
    try {
      PrivateFiles.replace(file, SAYING.getBytes(StandardCharsets.UTF_8));
      Files.delete(file);
      return home.directory() + " can be written";
    } catch (IOException e) {
      throw new ProbeFailure(
          file + " cannot be removed: " + e.getMessage() + "; use another --home.");
    }
  }

  String limits() throws ProbeFailure {
    var limits = SystemLimits.now();
    var text =
        "open files "
            + amount(limits.openFiles())
            + ", processes "
            + amount(limits.processes())
            + ", terminals in use "
            + limits.terminalsInUse()
            + " of "
            + limits.terminals();
    if (limits.sessions() == 0) {
      throw new ProbeFailure(
          "The limits of the system leave no room for a session: "
              + text
              + ". Raise 'ulimit -n', or /proc/sys/kernel/pty/max, before the host starts.");
    }
    return "room for " + limits.sessions() + " sessions at once: " + text;
  }

  private static String amount(long limit) {
    return limit == Long.MAX_VALUE ? "unlimited" : Long.toString(limit);
  }

  /// A session in a host of its own, from start to end.
  String pty(Path workspace) throws ProbeFailure, IOException {
    var own = Workspace.home(workspace);
    try (var host =
        new LiveHost(new HostLauncher(own, HostProgram.ofThisProgram()).findOrStart())) {
      var created =
          host.post("/v1/sessions", printing(workspace).toJson(), REQUEST_LIMIT_MILLIS).fields("");
      var id = created.string("sessionId");
      var ended =
          host.post(
                  "/v1/sessions/" + id + "/wait",
                  new WaitRequest(null, REQUEST_LIMIT_MILLIS).toJson(),
                  REQUEST_LIMIT_MILLIS)
              .fields("");
      var code = ended.optionalInteger("exitCode");
      if (code == null || code != EXIT_CODE) {
        throw new ProbeFailure(
            "A program in a terminal should have ended with "
                + EXIT_CODE
                + ", but what came is "
                + code
                + "; look for what restricts /dev/pts here.");
      }
      if (!output(own.sessions().resolve(id).resolve("log")).contains(SAYING)) {
        throw new ProbeFailure("What a program printed in a terminal is not in its log.");
      }
      return "a program ran in a terminal, printed, and ended with its own code";
    } finally {
      var host = RunningHost.of(own);
      if (host != null) {
        host.stop(GRACE_MILLIS, RunningHost.stopMillis(GRACE_MILLIS));
      }
    }
  }

  private static CreateRequest printing(Path directory) {
    return new CreateRequest(
        List.of("/bin/sh", "-c", "echo " + SAYING + "; exit " + EXIT_CODE),
        null,
        directory.toString(),
        Map.of(),
        Map.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        false,
        false,
        true,
        true,
        null,
        null);
  }

  private static String output(Path log) throws IOException {
    var text = new StringBuilder();
    try (var reader = LogReader.open(log)) {
      while (reader.next()) {
        if (reader.code() == 'o') {
          var bytes = Arrays.copyOf(reader.data(), reader.dataLength());
          text.append(new String(bytes, StandardCharsets.UTF_8));
        }
      }
    }
    return text.toString();
  }

  String socket(Path workspace) throws IOException {
    // By the same rule as a host's, which has to do with the length of the path.
    var path = SocketPath.choose(new Home(workspace, true), System.getenv());
    var address = UnixDomainSocketAddress.of(path);
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      try (var client = SocketChannel.open(address);
          var accepted = server.accept()) {
        client.write(ByteBuffer.wrap(new byte[] {1}));
        accepted.read(ByteBuffer.allocate(1));
      }
    } finally {
      Files.deleteIfExists(path);
    }
    return "a socket as the host's takes connections";
  }

  String atomicity(Path workspace) throws ProbeFailure, IOException {
    var file = workspace.resolve("artifact");
    for (var content : List.of("old", "new")) {
      PrivateFiles.replace(file, content.getBytes(StandardCharsets.UTF_8));
      if (!Files.readString(file).equals(content)) {
        throw new ProbeFailure(
            "A replaced file still has its old content; use a --home on a local file system.");
      }
    }
    return "files are replaced whole";
  }

  String eventLog(Path workspace) throws ProbeFailure, IOException {
    var log = workspace.resolve("log");
    var about = new LogHeader.About(SAYING, null, null, null);
    try (var writer =
        LogWriter.create(log, about, 80, 24, LogSettings.DEFAULT, LogClock.system(), null)) {
      writer.append(new LogEvent.Mark("first"));
      writer.append(new LogEvent.Mark("second"));
    }
    int events = 0;
    try (var reader = LogReader.open(log)) {
      while (reader.next()) {
        events++;
      }
    }
    Trash.finish(log);
    if (events != 2) {
      throw new ProbeFailure(
          "Of two events written, " + events + " came back; use a --home on a local file system.");
    }
    return "two events were written and read again";
  }

  String host() throws ProbeFailure {
    var host = RunningHost.of(home);
    if (host == null) {
      return "none runs; the next 'session create' starts one";
    }
    var record = host.record();
    if (!host.speaksOurs() || !record.version().equals(Version.text())) {
      throw new ProbeFailure(
          "The running host, pid "
              + host.pid()
              + ", is of version "
              + record.version()
              + " with protocol "
              + record.protocol()
              + ", this program of version "
              + Version.text()
              + " with protocol "
              + HostRecord.PROTOCOL
              + "; 'session host restart' replaces it and ends its sessions.");
    }
    var sessions = host.status(REQUEST_LIMIT_MILLIS).fields("").optionalInteger("activeSessions");
    if (sessions == null) {
      throw new ProbeFailure(
          "The host, pid "
              + host.pid()
              + ", does not answer; 'session host restart' replaces it and ends its sessions.");
    }
    return "pid " + host.pid() + ", version " + record.version() + ", active sessions: " + sessions;
  }

  String sessions() throws ProbeFailure {
    home.requirePrivate();
    var upkeep = Upkeep.examineQuickly(home);
    var findings = upkeep.findings();
    if (!findings.isEmpty()) {
      var first = findings.getFirst();
      throw new ProbeFailure(
          (findings.size() == 1 ? "One thing is" : findings.size() + " things are")
              + " wrong with the files of sessions, first with "
              + first.session()
              + ": "
              + first.problem()
              + " 'session doctor --repair' mends what can be mended, and with --dry-run tells what"
              + " it would do.");
    }
    return "nothing is wrong with the files of "
        + upkeep.examined()
        + (upkeep.partly() == 0
            ? ""
            : "; of "
                + upkeep.partly()
                + " large logs only the ends were read ('session doctor --repair --dry-run' reads"
                + " all)");
  }

  String engine() throws ProbeFailure {
    var terminal = new Terminal(20, 2, TerminalOptions.defaults());
    var bytes = "wrong\r\u001b[2K\u001b[1mright\u001b[m".getBytes(StandardCharsets.UTF_8);
    terminal.feed(bytes, 0, bytes.length);
    var text = ScreenText.of(terminal).text();
    if (!text.strip().equals("right")) {
      throw new ProbeFailure(
          "The terminal engine shows '" + text.strip() + "'; this installation is damaged.");
    }
    return "a screen is as it should be";
  }

  /// Pictures need no fonts of the machine: those they are drawn with are bundled.
  String fonts() throws ProbeFailure {
    var terminal = new Terminal(20, 1, TerminalOptions.defaults());
    var bytes = "Aä│█日".getBytes(StandardCharsets.UTF_8);
    terminal.feed(bytes, 0, bytes.length);
    var theme = Themes.named(Themes.REFERENCE_DARK, null);
    var picture = Picture.of(terminal, PictureOptions.plain(PictureFormat.PNG, theme));
    if (!picture.missingGlyphs().isEmpty()) {
      throw new ProbeFailure(
          "No bundled font has "
              + String.join(", ", picture.missingGlyphs())
              + "; this installation is damaged: install it again.");
    }
    return "letters, lines and wide characters are drawn with the bundled fonts";
  }
}

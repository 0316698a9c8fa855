import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/// Completes the packaged program: trains the two AOT caches, writes the launcher, and puts the
/// result in place. Run by `mvn package` as a source file, in the JDK the program is built with.
///
/// Everything happens in a staging directory that is renamed at the end, so that a program in use
/// is never overwritten under a running JVM, and `dist/target/session` is complete whenever it
/// exists.
///
/// Usage: `Package.java STAGE LAUNCHER DESTINATION`, where STAGE holds `lib/` without caches.
final class Package {
  private static final long TRAINING_SECONDS_MAX = 120;
  private static final long PAUSE_MILLIS = 20;

  private final Path stage;
  private final Path lib;

  private Package(Path stage) {
    this.stage = stage;
    lib = stage.resolve("lib");
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    var program = new Package(Path.of(args[0]).toAbsolutePath());
    var destination = Path.of(args[2]).toAbsolutePath();
    program.makeEncoderExecutable();
    program.trainCaches();
    program.writeLauncher(Path.of(args[1]));
    replace(program.stage, destination);
  }

  /// Jars do not keep that a file is a program.
  private void makeEncoderExecutable() throws IOException {
    Files.setPosixFilePermissions(
        lib.resolve("ffmpeg"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// Runs the command's training, which starts a host, uses it and stops it, all as in real life
  /// but for one more flag. Both JVMs write their cache as they end.
  private void trainCaches() throws IOException, InterruptedException {
    var home = Files.createTempDirectory("session-training-");
    var hostFlags = lib.resolve("host.args");
    var flags = Files.readString(hostFlags);
    Files.writeString(hostFlags, flags + '"' + writeCache("host").replace("\\", "\\\\") + "\"\n");
    var log = stage.resolveSibling("training.log").toFile();
    try {
      var command = startTraining(home, log);
      if (!command.waitFor(TRAINING_SECONDS_MAX, TimeUnit.SECONDS)
          || command.exitValue() != 0
          || !awaitHost()
          || !Files.exists(cache("cli"))) {
        System.err.print(Files.readString(log.toPath()));
        throw new IOException("the training run failed; what it wrote is above");
      }
      if (!Files.exists(cache("host"))) {
        System.err.println("The training run started no host; hosts will start slowly.");
      }
    } finally {
      trained().forEach(ProcessHandle::destroyForcibly);
      Files.writeString(hostFlags, flags);
      delete(home);
    }
  }

  private Process startTraining(Path home, File log) throws IOException {
    var command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + lib.resolve("cli.args"),
            writeCache("cli"),
            "-Dsession.install=" + stage,
            "-cp",
            lib.resolve("session-cli.jar").toString(),
            "dev.session.cli.Training",
            home.toString());
    command.redirectErrorStream(true).redirectOutput(log).redirectInput(new File("/dev/null"));
    var environment = command.environment();
    environment.put("LC_ALL", "C.UTF-8");
    // No trace of it in the user's list of homes.
    environment.put("HOME", home.toString());
    environment.put("XDG_STATE_HOME", home.toString());
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS").forEach(environment::remove);
    return command.start();
  }

  private String writeCache(String name) {
    return "-XX:AOTCacheOutput=" + cache(name);
  }

  private Path cache(String name) {
    return lib.resolve(name + ".aot");
  }

  /// Whether the host, if any, ended in time. It still writes its cache when the command that
  /// stopped it has returned.
  private boolean awaitHost() throws InterruptedException {
    var deadline = Instant.now().plusSeconds(TRAINING_SECONDS_MAX);
    while (!trained().isEmpty()) {
      if (Instant.now().isAfter(deadline)) {
        return false;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return true;
  }

  /// The live processes of the training. A host is nobody's child, so they are known by their
  /// command line.
  private List<ProcessHandle> trained() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains("@" + lib))
        .toList();
  }

  private void writeLauncher(Path template) throws IOException {
    var release = new Properties();
    try (var reader =
        Files.newBufferedReader(Path.of(System.getProperty("java.home"), "release"))) {
      release.load(reader);
    }
    // As the launcher reads them: with their quotation marks.
    var build =
        release.getProperty("IMPLEMENTOR", "")
            + " "
            + release.getProperty("JAVA_RUNTIME_VERSION", "");
    var script =
        Files.readString(template)
            .replace("'@trained.home@'", quote(System.getProperty("java.home")))
            .replace("'@trained.on@'", quote(build));
    var launcher = stage.resolve("bin/session");
    Files.createDirectories(launcher.getParent());
    Files.writeString(launcher, script);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String quote(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private static void replace(Path stage, Path destination) throws IOException {
    var former = destination.resolveSibling(destination.getFileName() + ".former");
    delete(former);
    try {
      Files.move(destination, former);
    } catch (NoSuchFileException _) {
      // The first build.
    }
    Files.move(stage, destination);
    delete(former);
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (var paths = Files.walk(directory)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}

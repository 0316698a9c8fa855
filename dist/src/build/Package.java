import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
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

  private final Path stage;
  private final Path lib;
  private final Path java = Path.of(System.getProperty("java.home"), "bin", "java");

  private Package(Path stage) {
    this.stage = stage;
    lib = stage.resolve("lib");
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    var program = new Package(Path.of(args[0]).toAbsolutePath());
    var destination = Path.of(args[2]).toAbsolutePath();
    program.trainCaches();
    program.writeLauncher(Path.of(args[1]));
    replace(program.stage, destination);
  }

  /// Starts a host, lets the command's training use it, and ends it; both JVMs write their cache as
  /// they exit.
  private void trainCaches() throws IOException, InterruptedException {
    var home = Files.createTempDirectory("session-training-");
    var host = train("host", "dev.session.host.Main", "run", "--home", home.toString());
    var cli = train("cli", "dev.session.cli.Training", home.toString());
    try {
      finish("cli", cli);
      finish("host", host);
    } finally {
      cli.destroyForcibly();
      host.destroyForcibly();
      delete(home);
    }
  }

  private Process train(String name, String mainClass, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(java.toString());
    command.add("@" + lib.resolve(name + ".args"));
    command.add("-XX:AOTCacheOutput=" + lib.resolve(name + ".aot"));
    command.add("-Dsession.install=" + stage);
    command.add("-cp");
    command.add(lib.resolve("session-" + name + ".jar").toString());
    command.add(mainClass);
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder
        .redirectErrorStream(true)
        .redirectOutput(log(name))
        .redirectInput(new File("/dev/null"));
    var environment = builder.environment();
    environment.put("LC_ALL", "C.UTF-8");
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS").forEach(environment::remove);
    return builder.start();
  }

  private void finish(String name, Process process) throws IOException, InterruptedException {
    var ended = process.waitFor(TRAINING_SECONDS_MAX, TimeUnit.SECONDS);
    if (!ended || process.exitValue() != 0 || !Files.exists(lib.resolve(name + ".aot"))) {
      System.err.print(Files.readString(log(name).toPath()));
      throw new IOException(
          "the training run of " + name + (ended ? " failed" : " did not end") + "; see above");
    }
  }

  private File log(String name) {
    return stage.resolveSibling("training-" + name + ".log").toFile();
  }

  private void writeLauncher(Path template) throws IOException {
    var release = new Properties();
    try (var reader = Files.newBufferedReader(java.resolve("../../release").normalize())) {
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

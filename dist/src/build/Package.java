import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/// Completes the packaged program: notes what it was built of, writes manual pages, completion and
/// the launcher, trains the two AOT caches, and puts the result in place. Run by `mvn package` as a
/// source file, in the JDK the program is built with.
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

  private Package(Path stage) {
    this.stage = stage;
    lib = stage.resolve("lib");
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    var program = new Package(Path.of(args[0]).toAbsolutePath());
    var destination = Path.of(args[2]).toAbsolutePath();
    program.makeEncoderExecutable();
    program.writeBuild();
    program.writeShare();
    program.writeLauncher(Path.of(args[1]));
    program.trainCaches();
    replace(program.stage, destination);
  }

  /// Jars do not keep that a file is a program.
  private void makeEncoderExecutable() throws IOException {
    Files.setPosixFilePermissions(
        lib.resolve("ffmpeg"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// What the sources were: the commit, with a `+` where something is not committed. Nothing where
  /// they are no clone.
  private void writeBuild() throws IOException, InterruptedException {
    var commit = git("rev-parse", "HEAD");
    if (!commit.isEmpty()) {
      var changed = !git("status", "--porcelain", "--untracked-files=no").isEmpty();
      Files.writeString(lib.resolve("build"), commit + (changed ? "+" : "") + "\n");
    }
  }

  private static String git(String... words) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    try {
      var git = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      var output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor() == 0 ? output.strip() : "";
    } catch (IOException _) {
      return ""; // No git here.
    }
  }

  /// Manual pages and completion scripts, which the command line knows how to write.
  private void writeShare() throws IOException, InterruptedException {
    run(
        TRAINING_SECONDS_MAX,
        java(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        lib.resolve("session-cli.jar").toString(),
        "dev.session.cli.help.ShareFiles",
        stage.resolve("share").toString());
  }

  /// By the script that installs train with too.
  private void trainCaches() throws IOException, InterruptedException {
    var train = lib.resolve("train");
    Files.setPosixFilePermissions(train, PosixFilePermissions.fromString("rwxr-xr-x"));
    run(TRAINING_SECONDS_MAX, train.toString(), System.getProperty("java.home"));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static void run(long secondsMax, String... command)
      throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).inheritIO().start();
    if (!process.waitFor(secondsMax, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new IOException("not finished after " + secondsMax + " s: " + List.of(command));
    }
    if (process.exitValue() != 0) {
      throw new IOException("failed: " + List.of(command));
    }
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

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.zip.GZIPOutputStream;

/// Makes the release archives, for users who have no Java: the packaged program with a trimmed
/// runtime, as `.tar.gz` and `.zip`, each with its checksum beside it (docs/decisions/0011). Run by
/// `mvn package` as a source file.
///
/// The same tree gives the same bytes, wherever it lies: names are sorted, times and permissions
/// are set, and the AOT caches, which differ from run to run, are left to `install.sh`.
///
/// Usage: `Archives.java PROGRAM SOURCES TARGET VERSION TIMESTAMP`.
final class Archives {
  /// What the program and its libraries use: Lanterna has types of `java.desktop`, Micronaut looks
  /// for its services with `jdk.zipfs` and wants `jdk.jfr`, Netty wants `jdk.unsupported`, and who
  /// is at the other end of a socket is told by `jdk.net`.
  private static final List<String> MODULES =
      List.of(
          "java.base",
          "java.desktop",
          "java.logging",
          "java.management",
          "java.naming",
          "java.xml",
          "jdk.jfr",
          "jdk.net",
          "jdk.unsupported",
          "jdk.zipfs");

  private static final String EXECUTABLE = "rwxr-xr-x";
  private static final String READABLE = "rw-r--r--";

  private final Path program;
  private final Path sources;
  private final Path target;
  private final String name;
  private final Instant time;
  private final Path root;

  private Archives(Path program, Path sources, Path target, String version, Instant time) {
    this.program = program;
    this.sources = sources;
    this.target = target;
    this.time = time;
    name = "session-" + version + "-" + platform();
    root = target.resolve("archive").resolve(name);
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC")); // ZIP files hold local times
    var archives =
        new Archives(
            Path.of(args[0]).toAbsolutePath(),
            Path.of(args[1]).toAbsolutePath(),
            Path.of(args[2]).toAbsolutePath(),
            args[3],
            Instant.parse(args[4]));
    if (!canLink()) {
      System.err.println("This JDK cannot link a runtime (JEP 493): no archives are made.");
      return;
    }
    archives.make();
  }

  private void make() throws IOException, InterruptedException {
    delete(root.getParent());
    Files.createDirectories(root);
    copyProgram();
    linkRuntime();
    Files.copy(sources.resolve("archive/install.sh"), root.resolve("install.sh"));
    settle();
    writeChecksums();
    checksum(tar());
    checksum(zip());
    delete(root.getParent());
  }

  private static String platform() {
    var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    var arch = System.getProperty("os.arch");
    return system + "-" + (arch.equals("amd64") ? "x86_64" : arch);
  }

  private static boolean canLink() throws IOException, InterruptedException {
    if (Files.isDirectory(javaHome().resolve("jmods"))) {
      return true;
    }
    var jlink = javaHome().resolve("bin/jlink");
    if (!Files.isExecutable(jlink)) {
      return false;
    }
    var help = new ProcessBuilder(jlink.toString(), "--help").redirectErrorStream(true).start();
    var text = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    help.waitFor();
    return text.contains("Linking from run-time image enabled");
  }

  /// All of the packaged program but what was made for the Java of this machine.
  private void copyProgram() throws IOException {
    for (var file : files(program)) {
      if (!file.toString().endsWith(".aot")) {
        var copy = root.resolve(program.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    var launcher = root.resolve("bin/session");
    var template = Files.readString(sources.resolve("session/bin/session"));
    Files.writeString(
        launcher,
        template.replace("'@trained.home@'", "''").replace("'@trained.on@'", "'its own'"));
  }

  private void linkRuntime() throws IOException, InterruptedException {
    run(
        javaHome().resolve("bin/jlink").toString(),
        "--add-modules",
        String.join(",", MODULES),
        "--strip-java-debug-attributes",
        "--no-header-files",
        "--no-man-pages",
        "--output",
        root.resolve("runtime").toString());
  }

  /// The same times and permissions, whoever builds under whatever umask.
  private void settle() throws IOException {
    for (var file : files(root)) {
      settle(file, isProgram(file));
    }
  }

  // All three times: a ZIP file has the other two as well.
  private void settle(Path path, boolean executable) throws IOException {
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(executable ? EXECUTABLE : READABLE));
    var all = FileTime.from(time);
    Files.getFileAttributeView(path, BasicFileAttributeView.class).setTimes(all, all, all);
  }

  private boolean isProgram(Path file) {
    var path = root.relativize(file).toString();
    return path.startsWith("bin/")
        || path.startsWith("runtime/bin/")
        || path.equals("runtime/lib/jspawnhelper")
        || path.equals("lib/train")
        || path.equals("lib/ffmpeg")
        || path.equals("install.sh");
  }

  /// For `sha256sum -c`, by which install.sh sees that everything has arrived.
  private void writeChecksums() throws IOException {
    var sums = new StringBuilder();
    for (var file : files(root)) {
      sums.append(sha256(file)).append("  ").append(root.relativize(file)).append('\n');
    }
    var list = Files.writeString(root.resolve("SHA256SUMS"), sums);
    settle(list, false);
  }

  private Path tar() throws IOException, InterruptedException {
    var tar = target.resolve(name + ".tar");
    run(
        "tar",
        "--create",
        "--format=ustar",
        "--sort=name",
        "--mtime=@" + time.getEpochSecond(),
        "--owner=0",
        "--group=0",
        "--numeric-owner",
        "--mode=u=rwX,go=rX",
        "--directory=" + root.getParent(),
        "--file=" + tar,
        name);
    var archive = target.resolve(name + ".tar.gz");
    try (var compressed = new GZIPOutputStream(Files.newOutputStream(archive))) {
      Files.copy(tar, compressed);
    }
    Files.delete(tar);
    return archive;
  }

  private Path zip() throws IOException {
    var archive = target.resolve(name + ".zip");
    Files.deleteIfExists(archive);
    var options = Map.of("create", "true", "enablePosixFileAttributes", "true");
    try (var zip = FileSystems.newFileSystem(URI.create("jar:" + archive.toUri()), options)) {
      for (var file : files(root)) {
        var entry = zip.getPath(root.getParent().relativize(file).toString());
        Files.createDirectories(entry.getParent());
        Files.copy(file, entry);
        settle(entry, isProgram(file));
      }
      for (var path : directories(zip.getPath("/" + name))) {
        settle(path, true);
      }
    }
    return archive;
  }

  private static void checksum(Path archive) throws IOException {
    var name = archive.getFileName().toString();
    Files.writeString(
        archive.resolveSibling(name + ".sha256"), sha256(archive) + "  " + name + "\n");
  }

  private static String sha256(Path file) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IOException(e);
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (var paths = Files.walk(directory)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static List<Path> directories(Path directory) throws IOException {
    try (var paths = Files.walk(directory)) {
      return paths.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
    }
  }

  private static Path javaHome() {
    return Path.of(System.getProperty("java.home"));
  }

  private static void run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException("failed: " + List.of(command));
    }
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

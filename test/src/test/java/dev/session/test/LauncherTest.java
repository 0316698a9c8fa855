package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The launcher `bin/session`: it starts from anywhere, finds Java, and leaves the caller's
/// environment alone. And the packaged directory: complete, and as fast where it was copied to.
final class LauncherTest {
  @RegisterExtension final Sandbox sandbox = new Sandbox();

  @Test
  void startsBySymbolicLinkOnThePath() throws IOException {
    var bin = Files.createDirectory(sandbox.directory().resolve("bin"));
    var first = Files.createSymbolicLink(bin.resolve("first"), launcher());
    Files.createSymbolicLink(bin.resolve("session"), first);
    var path = bin + ":" + System.getenv("PATH");
    var result = sandbox.call().of("sh", "-c", "session version").with("PATH", path).run();
    assertStarted(result);
  }

  @Test
  void startsByRelativePathFromEveryDirectory() {
    var installation = Sandbox.installation();
    assertStarted(sandbox.call().of("bin/session").in(installation).run("version"));
    assertStarted(sandbox.call().of("./session").in(installation.resolve("bin")).run("version"));
    assertStarted(
        sandbox.call().of("sh", "session").in(installation.resolve("bin")).run("version"));
    assertStarted(
        sandbox.call().of("../bin/session").in(installation.resolve("lib")).run("version"));
  }

  @Test
  void startsFromACopyWithSpacesInItsName() {
    var copy = copy("a copy 'of' session");
    assertStarted(sandbox.call(copy.resolve("bin/session")).run("version"));
  }

  /// `cp -r` changes the time stamps. Should a later Java refuse its cache for that, this fails.
  @Test
  void copyKeepsItsAotCaches() throws IOException {
    var lib = copy("copy").resolve("lib");
    try (var jars = Files.newDirectoryStream(lib, "*.jar")) {
      for (var jar : jars) {
        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2031-02-03T04:05:06Z")));
      }
    }
    var result =
        sandbox
            .call()
            .of(java().resolve("bin/java").toString(), "@" + lib.resolve("cli.args"))
            .run(
                "-XX:AOTMode=on",
                "-XX:AOTCache=" + lib.resolve("cli.aot"),
                "-Dsession.install=" + lib.getParent(),
                "-cp",
                lib.resolve("session-cli.jar").toString(),
                "dev.session.cli.Main",
                "version");
    assertStarted(result);
  }

  @Test
  void refusesAColonInItsPathWithASentence() {
    var result = sandbox.call(copy("a:b").resolve("bin/session")).run("version").exits(1);
    assertTrue(result.err().contains("colon"), result::toString);
  }

  @Test
  void manifestsNameOnlyJarsThatAreThere() throws IOException {
    var missing = new ArrayList<String>();
    var lib = Sandbox.installation().resolve("lib");
    for (var root : new String[] {"session-cli.jar", "session-host.jar"}) {
      try (var jar = new JarFile(lib.resolve(root).toFile())) {
        var names = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
        for (var name : names.split(" ", -1)) {
          if (!Files.exists(lib.resolve(name))) {
            missing.add(root + " names " + name);
          }
        }
      }
    }
    assertEquals(new ArrayList<String>(), missing);
  }

  @Test
  void needsNoHomeDirectory() {
    assertStarted(sandbox.call().with("HOME", "").run("version"));
    assertStarted(sandbox.call().without("HOME").run("version"));
  }

  @Test
  void needsNothingOfTheEnvironment() {
    assertStarted(sandbox.call().of("/usr/bin/env", "-i", launcher().toString()).run("version"));
  }

  @Test
  void saysWhatToInstallWhereSessionJavaHomeIsTooOld() throws IOException {
    var old = fakeJava("17.0.15");
    var result = sandbox.call().with("SESSION_JAVA_HOME", old).run("version").exits(1);
    assertEquals("", result.out());
    assertTrue(result.err().contains("Java 25"), result::toString);
    assertTrue(result.err().contains("17.0.15 in " + old), result::toString);
    assertEquals(1, result.err().lines().count(), result::toString);
  }

  @Test
  void saysWhatToInstallWhereSessionJavaHomeIsEmpty() {
    var result = sandbox.call().with("SESSION_JAVA_HOME", sandbox.user()).run("version").exits(1);
    assertTrue(result.err().contains("Java 25"), result::toString);
    assertTrue(result.err().contains(sandbox.user().toString()), result::toString);
  }

  @Test
  void passesOverAnOldJavaHome() throws IOException {
    assertStarted(sandbox.call().with("JAVA_HOME", fakeJava("17.0.15")).run("version"));
    assertStarted(sandbox.call().with("JAVA_HOME", fakeJava("1.8.0_412")).run("version"));
    assertStarted(sandbox.call().with("JAVA_HOME", "/nonexistent").run("version"));
  }

  @Test
  void prefersSessionJavaHomeToJavaHome() throws IOException {
    var result =
        sandbox
            .call()
            .with("SESSION_JAVA_HOME", fakeJava("26.0.1"))
            .with("JAVA_HOME", java())
            .run("version")
            .exits(0);
    assertEquals("the fake 26.0.1\n", result.out());
  }

  @Test
  void takesJavaHomeBeforeTheOneItWasBuiltWith() throws IOException {
    var result = sandbox.call().with("JAVA_HOME", fakeJava("25")).run("version").exits(0);
    assertEquals("the fake 25\n", result.out());
  }

  @Test
  void isSilentAboutJavaOptionsInTheEnvironment() {
    var result =
        sandbox
            .call()
            .with("JAVA_TOOL_OPTIONS", "-Dx=1")
            .with("JDK_JAVA_OPTIONS", "-Dx=2")
            .with("_JAVA_OPTIONS", "-Dx=3")
            .run("version");
    assertStarted(result);
  }

  @Test
  void tellsJavaWhatItChangedInTheEnvironment() throws IOException {
    var fake = fakeJava("25");
    Files.writeString(
        fake.resolve("bin/java"),
        """
        #!/bin/sh
        for word; do case $word in -Dsession.env.*) echo "$word" ;; esac; done
        env | grep -e JAVA -e '^LC_ALL' -e '^LANG' -e '^session_'
        """);
    var result =
        sandbox
            .call()
            .with("SESSION_JAVA_HOME", fake)
            .with("LANG", "de_DE")
            .with("LC_ALL", "C")
            .with("JAVA_TOOL_OPTIONS", "-Dx=a b")
            .with("session_lib", "mine")
            .run("version")
            .exits(0);
    assertEquals(
        """
        -Dsession.env.JAVA_TOOL_OPTIONS=-Dx=a b
        -Dsession.env.LC_ALL=C
        LANG=de_DE
        LC_ALL=C.UTF-8
        SESSION_JAVA_HOME=%s
        session_lib=mine
        """
            .formatted(fake),
        sorted(result.out()));
  }

  @Test
  void javaTakesThePlaceOfTheLauncher() throws IOException {
    var fake = fakeJava("25");
    Files.writeString(fake.resolve("bin/java"), "#!/bin/sh\nkill -TERM $$\n");
    sandbox.call().with("SESSION_JAVA_HOME", fake).run("version").exits(128 + 15);
  }

  private static void assertStarted(Result result) {
    result.exits(0);
    assertEquals("", result.err());
    assertTrue(result.out().startsWith("session "), result::toString);
  }

  private static Path launcher() {
    return Sandbox.installation().resolve("bin/session");
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"));
  }

  private Path copy(String name) {
    var copy = sandbox.directory().resolve(name);
    sandbox
        .call()
        .of("cp", "-r", Sandbox.installation().toString(), copy.toString())
        .run()
        .exits(0);
    return copy;
  }

  /// A directory that the launcher takes for a Java of this version.
  private Path fakeJava(String version) throws IOException {
    var home = sandbox.directory().resolve("java-" + version);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"Fake\"\nJAVA_VERSION=\"" + version + "\"\n");
    var java =
        Files.writeString(home.resolve("bin/java"), "#!/bin/sh\necho the fake " + version + "\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home;
  }

  private static String sorted(String lines) {
    return lines.lines().sorted().map(line -> line + "\n").reduce("", String::concat);
  }
}

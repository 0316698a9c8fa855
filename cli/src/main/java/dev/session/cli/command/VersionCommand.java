package dev.session.cli.command;

import dev.session.home.HostRecord;
import dev.session.home.PrivateFiles;
import dev.session.home.Version;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `session version`: of the program, of its protocol, of Java.
final class VersionCommand {
  private VersionCommand() {}

  static Outcome run() {
    var version = Version.text();
    var commit = commit();
    var java = System.getProperty("java.version");
    var javaHome = System.getProperty("java.home");
    var platform = System.getProperty("os.name");
    var arch = System.getProperty("os.arch");
    var runtime =
        JsonObject.builder()
            .put("java", java)
            .put("platform", platform)
            .put("arch", arch)
            .put("javaHome", javaHome)
            .put("bundled", isBundled(javaHome))
            .build();
    var result =
        JsonObject.builder()
            .put("cliVersion", version)
            .put("protocolVersion", Integer.toString(HostRecord.PROTOCOL))
            .put("rendererBackends", JsonArray.ofStrings(List.of("builtin")))
            .put("commit", commit)
            .put("runtime", runtime)
            .build();
    return new Outcome.Answer(
        result,
        _ ->
            "session "
                + version
                + (commit == null ? "" : " (" + commit + ")")
                + "\nprotocol "
                + HostRecord.PROTOCOL
                + "\njava "
                + java
                + " on "
                + platform
                + " "
                + arch
                + (isBundled(javaHome) ? ", bundled" : ", from " + javaHome)
                + "\n");
  }

  /// The commit that the program was built of, with a `+` where there was more than that; null
  /// where it is not known.
  private static @Nullable String commit() {
    var install = System.getProperty("session.install");
    var content = install == null ? null : PrivateFiles.read(Path.of(install, "lib", "build"));
    return content == null ? null : new String(content, StandardCharsets.US_ASCII).strip();
  }

  /// Whether Java came with the program.
  private static boolean isBundled(String javaHome) {
    var install = System.getProperty("session.install");
    return install != null && Path.of(javaHome).equals(Path.of(install, "runtime"));
  }
}

package dev.session.cli.command;

import dev.session.home.HostRecord;
import dev.session.home.Version;
import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import java.util.List;

/// `session version`: of the program, of its protocol, of Java.
final class VersionCommand {
  private VersionCommand() {}

  static Outcome run() {
    var version = Version.text();
    var java = System.getProperty("java.version");
    var platform = System.getProperty("os.name");
    var arch = System.getProperty("os.arch");
    var runtime =
        JsonObject.builder().put("java", java).put("platform", platform).put("arch", arch).build();
    var result =
        JsonObject.builder()
            .put("cliVersion", version)
            .put("protocolVersion", Integer.toString(HostRecord.PROTOCOL))
            .put("rendererBackends", JsonArray.ofStrings(List.of("builtin")))
            .put("runtime", runtime)
            .build();
    return new Outcome.Answer(
        result,
        _ ->
            "session "
                + version
                + "\nprotocol "
                + HostRecord.PROTOCOL
                + "\njava "
                + java
                + " on "
                + platform
                + " "
                + arch
                + "\n");
  }
}

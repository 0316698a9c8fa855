package dev.session.cli.doctor;

import dev.session.home.Config;
import dev.session.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;

/// What the system and the user give: rights, room, a locale, settings.
final class Surroundings {
  /// With less room, a session that prints much stands still before anybody notices.
  private static final long ROOM_MIN_BYTES = 256L << 20;

  private final Home home;
  private final Map<String, String> environment;

  Surroundings(Home home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  /// The home is for its owner: whoever can write there can run programs in the owner's name.
  String permissions() throws ProbeFailure, IOException {
    var directory = home.directory();
    if (!Files.exists(directory)) {
      return directory + " will be made for its owner alone";
    }
    var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(directory));
    if (mode.charAt(4) == 'w' || mode.charAt(7) == 'w') {
      throw new ProbeFailure(
          directory + " can be written by others (" + mode + "); 'chmod 700 " + directory + "'.");
    }
    var owner = Files.getOwner(directory).getName();
    return directory + " belongs to " + owner + ", " + mode;
  }

  String room() throws ProbeFailure, IOException {
    var place = home.directory();
    while (!Files.exists(place) && place.getParent() != null) {
      place = place.getParent();
    }
    long room = Files.getFileStore(place).getUsableSpace();
    if (room < ROOM_MIN_BYTES) {
      throw new ProbeFailure(
          "Only "
              + (room >> 20)
              + " MiB are left for "
              + home.directory()
              + "; make room, for example with 'session gc --older-than 1d', or use another"
              + " --home.");
    }
    return (room >> 20) + " MiB are left for " + home.directory();
  }

  /// The locale is the programs' business; session itself is the same under all.
  String locale() {
    var locale = "";
    for (var variable : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      if (locale.isEmpty()) {
        locale = environment.getOrDefault(variable, "");
      }
    }
    var upper = locale.toUpperCase(Locale.ROOT);
    if (upper.contains("UTF-8") || upper.contains("UTF8")) {
      return locale + ", which programs in sessions get too";
    }
    return (locale.isEmpty() ? "none is set" : locale)
        + "; programs in sessions may not show letters beyond ASCII, unless with"
        + " 'session create --env LC_ALL=C.UTF-8'";
  }

  /// A mistake in the settings keeps every session from being created.
  String settings() {
    if (!Files.exists(home.config())) {
      return "all are the built-in ones";
    }
    var _ = Config.read(home);
    return home.config() + " is valid";
  }
}

package dev.session.cli.skill;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.Storage;
import dev.session.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A text for models: a directory of the installation with a `SKILL.md`, which is markdown behind a
/// few lines `name: value` between two `---`.
///
/// @param description when to use it, from those lines
/// @param content the whole file
public record Skill(String name, String description, Path file, String content) {
  private static final String FILE = "SKILL.md";
  private static final String DESCRIPTION = "description: ";

  /// All there are, by name.
  public static List<Skill> all() {
    var skills = new ArrayList<Skill>();
    var directory = directory();
    try (var entries = Files.newDirectoryStream(directory)) {
      for (var entry : entries) {
        skills.add(read(entry));
      }
    } catch (IOException e) {
      throw Storage.unreadable(directory, e);
    }
    skills.sort(Comparator.comparing(Skill::name));
    return skills;
  }

  /// The skill of that name.
  ///
  /// @throws SessionException SKILL_NOT_FOUND
  public static Skill named(String name) {
    for (var skill : all()) {
      if (skill.name.equals(name)) {
        return skill;
      }
    }
    throw new SessionException(
        ErrorCode.SKILL_NOT_FOUND,
        "There is no skill of that name; 'session skills list' shows those there are.",
        JsonObject.builder().put("name", name).build());
  }

  private static Skill read(Path directory) throws IOException {
    var file = directory.resolve(FILE);
    var content = Files.readString(file);
    var description =
        content
            .lines()
            .filter(line -> line.startsWith(DESCRIPTION))
            .findFirst()
            .orElseThrow(() -> new IOException("no description in " + file));
    return new Skill(
        directory.getFileName().toString(),
        description.substring(DESCRIPTION.length()),
        file,
        content);
  }

  private static Path directory() {
    var install = System.getProperty("session.install");
    if (install == null) {
      throw new SessionException(
          ErrorCode.STORAGE_READ_ERROR, "Only the packaged program has skills; run 'mvn package'.");
    }
    return Path.of(install, "share", "session", "skills");
  }
}

package dev.session.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A markdown file of this repository and the fenced blocks in it. A comment on the lines before a
/// block, which readers do not see, says how its test goes about it:
///
/// * `<!-- not run: REASON -->`: not at all;
/// * `<!-- needs: PROGRAM... -->`: only where these are installed;
/// * `<!-- before: COMMANDS -->`: with these commands before it, in the same shell;
/// * `<!-- file: PATH -->`: it is this file, which is there for all blocks that follow.
record Document(String name, List<Block> blocks) {
  private static final Pattern REMARK =
      Pattern.compile("<!-- (not run|needs|before|file): (.*?) -->", Pattern.DOTALL);

  /// A fenced block.
  ///
  /// @param line where its fence is, counted from 1
  /// @param language the word behind the fence
  /// @param remark the comment's first word, and what it says; both empty without one
  record Block(
      String document, int line, String language, String text, String remark, String says) {
    @Override
    public String toString() {
      return document + ":" + line;
    }

    boolean is(String kind) {
      return remark.equals(kind);
    }
  }

  /// The repository that this build is of.
  static Path repository() {
    return Path.of("..").toAbsolutePath().normalize();
  }

  /// The documents for users and contributors.
  static List<Document> all() throws IOException {
    var files = new ArrayList<Path>();
    for (var directory : List.of(repository(), repository().resolve("docs"))) {
      try (Stream<Path> entries = Files.list(directory)) {
        entries.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
      }
    }
    var documents = new ArrayList<Document>();
    for (var file : files) {
      var name = repository().relativize(file).toString();
      documents.add(new Document(name, blocks(name, Files.readString(file))));
    }
    return documents;
  }

  private static List<Block> blocks(String name, String text) {
    var blocks = new ArrayList<Block>();
    var lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].startsWith("```")) {
        int fence = i;
        var block = new StringBuilder();
        while (!lines[++i].startsWith("```")) {
          block.append(lines[i]).append('\n');
        }
        var before = String.join("\n", List.of(lines).subList(0, fence)).stripTrailing();
        var comment = before.endsWith("-->") ? before.substring(before.lastIndexOf("<!--")) : "";
        var remark = REMARK.matcher(comment);
        boolean told = remark.matches();
        blocks.add(
            new Block(
                name,
                fence + 1,
                lines[fence].substring(3).strip(),
                block.toString(),
                told ? remark.group(1) : "",
                told ? remark.group(2) : ""));
      }
    }
    return blocks;
  }
}

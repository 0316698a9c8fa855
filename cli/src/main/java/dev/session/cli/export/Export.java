package dev.session.cli.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A form that a history can be written in.
public sealed interface Export
    permits CastExports, TextExport, PageExport, StillExport, MovieExport {
  /// Fills an empty file that exists.
  Written write(Part part, Path file) throws IOException;

  /// How the file's name ends.
  String extension();

  /// Whether the file is a film, and not a recording of what was printed.
  boolean isVideo();

  /// What to write an existing file with.
  static OutputStream open(Path file) throws IOException {
    return new BufferedOutputStream(
        Files.newOutputStream(file, StandardOpenOption.WRITE), 64 << 10);
  }
}

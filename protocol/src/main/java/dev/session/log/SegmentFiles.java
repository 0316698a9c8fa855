package dev.session.log;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The names of a log's files: `000001.cast` or `000001.cast.gz` for a segment, `000001.keyframes`
/// for its keyframe index. Anything else in the directory is not ours and left alone.
final class SegmentFiles {

  static final String PLAIN = ".cast";
  static final String COMPRESSED = ".cast.gz";
  static final String KEYFRAMES = ".keyframes";

  /// Ends the name of a segment that has no complete beginning yet.
  static final String UNBORN = ".new";

  private static final int NUMBER_MIN_DIGITS = 6;
  private static final int NUMBER_MAX_DIGITS = 9;

  private SegmentFiles() {}

  static Path plain(Path log, int number) {
    return log.resolve(digits(number) + PLAIN);
  }

  static Path compressed(Path log, int number) {
    return log.resolve(digits(number) + COMPRESSED);
  }

  static Path unborn(Path log, int number) {
    return log.resolve(digits(number) + PLAIN + UNBORN);
  }

  static Path keyframes(Path log, int number) {
    return log.resolve(digits(number) + KEYFRAMES);
  }

  /// The file that holds the segment, or null if there is none.
  static @Nullable Path find(Path log, int number) {
    Path plain = plain(log, number);
    if (Files.exists(plain)) {
      return plain;
    }
    Path compressed = compressed(log, number);
    return Files.exists(compressed) ? compressed : null;
  }

  /// The numbers of the segments that are there, ascending; empty if there is no log.
  static List<Integer> numbers(Path log) throws IOException {
    var numbers = new TreeSet<Integer>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(log)) {
      for (Path entry : entries) {
        int number = number(entry);
        if (number > 0) {
          numbers.add(number);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException _) {
      return List.of();
    }
    return List.copyOf(numbers);
  }

  /// What is done with the segments of a log that exists.
  interface Use<T> {
    T with(List<Integer> numbers) throws IOException;
  }

  /// Uses the segments that are there, and once more if one of them was dropped meanwhile: that is
  /// what a log of limited size does with its oldest.
  ///
  /// @throws NoSuchFileException if there is no log
  static <T> T kept(Path log, Use<T> use) throws IOException {
    while (true) {
      var numbers = numbers(log);
      if (numbers.isEmpty()) {
        throw new NoSuchFileException(log.toString(), null, "there is no log");
      }
      try {
        return use.with(numbers);
      } catch (NoSuchFileException e) {
        if (numbers(log).contains(numbers.getFirst())) {
          throw e;
        }
      }
    }
  }

  /// The number in a segment's file name, or 0 for any other name.
  static int number(Path file) {
    String name = String.valueOf(file.getFileName());
    int digits = 0;
    int number = 0;
    while (digits < name.length() && name.charAt(digits) >= '0' && name.charAt(digits) <= '9') {
      if (digits == NUMBER_MAX_DIGITS) {
        return 0;
      }
      number = number * 10 + name.charAt(digits) - '0';
      digits++;
    }
    String rest = name.substring(digits);
    boolean isSegment =
        digits >= NUMBER_MIN_DIGITS && (rest.equals(PLAIN) || rest.equals(COMPRESSED));
    return isSegment && name.startsWith(digits(number)) ? number : 0;
  }

  private static String digits(int number) {
    String digits = Integer.toString(number);
    return "0".repeat(Math.max(0, NUMBER_MIN_DIGITS - digits.length())) + digits;
  }

  /// Creates the log's directory, which only its owner may enter.
  static void createDirectory(Path log) throws IOException {
    if (!Files.isDirectory(log)) {
      Files.createDirectory(
          log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  /// Creates a file that only its owner may read; fails if there is one.
  static void createFile(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}

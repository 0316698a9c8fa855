package dev.session.log;

import dev.session.digest.Sha256;
import dev.session.home.PrivateFiles;
import dev.session.log.LogDamage.Kind;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes a damaged log whole again up to the damage, and sets the rest aside: the damaged segment
/// and those after it move to a directory `damaged-…` beside the segments. Nothing is deleted.
///
/// @param damage the first damage in the log
/// @param aside the directory that takes what cannot be kept
/// @param moved what goes there, the last segment first
/// @param keptBytes how much of the damaged segment is kept, uncompressed; 0 for nothing of it
public record LogRepair(LogDamage damage, Path aside, List<Path> moved, long keptBytes) {

  /// Reads all of a log, checks every checksum, and says what a repair would do; null if the log is
  /// intact. A torn tail is no damage: the next writer cuts it off.
  public static @Nullable LogRepair plan(Path log) throws IOException {
    var damage = firstDamage(log);
    if (damage == null) {
      return null;
    }
    var moved = new ArrayList<Path>();
    int damaged = SegmentFiles.number(damage.file());
    boolean isSegmentKept = damage.kind() == Kind.CUT_SHORT;
    for (int number : SegmentFiles.numbers(log).reversed()) {
      if (number > damaged || (number == damaged && !isSegmentKept)) {
        addIfThere(moved, SegmentFiles.find(log, number));
        addIfThere(moved, SegmentFiles.keyframes(log, number));
      }
    }
    return new LogRepair(
        damage, free(log, damaged), List.copyOf(moved), isSegmentKept ? 0 : damage.offset());
  }

  private static void addIfThere(List<Path> files, @Nullable Path file) {
    if (file != null && Files.exists(file)) {
      files.add(file);
    }
  }

  private static Path free(Path log, int segment) {
    int attempt = 1;
    Path directory;
    do {
      directory = log.resolve("damaged-" + segment + "-" + attempt++);
    } while (Files.exists(directory));
    return directory;
  }

  private static @Nullable LogDamage firstDamage(Path log) throws IOException {
    LogDamage found;
    try (var reader = LogReader.open(log)) {
      while (reader.next()) {
        // Reading checks lines, blocks, and how segments follow each other.
      }
      found = reader.damage();
    }
    for (int number : SegmentFiles.numbers(log)) {
      if (found != null && number >= SegmentFiles.number(found.file())) {
        return found;
      }
      var mismatch = hashMismatch(log, number);
      if (mismatch != null) {
        return mismatch;
      }
    }
    return found;
  }

  /// Compares an otherwise intact segment with its seal.
  private static @Nullable LogDamage hashMismatch(Path log, int number) throws IOException {
    Path file = SegmentFiles.find(log, number);
    if (file == null) {
      return null;
    }
    var sha256 = Sha256.digest();
    try (var source = SegmentSource.open(file)) {
      var input = new LineInput(source, 0);
      while (input.next()) {
        byte[] buffer = input.buffer();
        if (CheckLine.isSeal(buffer, input.from(), input.end())) {
          var seal = CheckLine.parseSeal(buffer, input.from(), input.end());
          String hash = HexFormat.of().formatHex(sha256.digest());
          return seal == null || seal.sha256().equals(hash)
              ? null
              : new LogDamage(
                  Kind.HASH_MISMATCH,
                  file,
                  1,
                  0,
                  seal.firstSequence(),
                  "the segment's SHA-256 is not the one in its seal");
        }
        sha256.update(buffer, input.from(), input.end() - input.from());
      }
    }
    return null;
  }

  /// Does what is planned. Whoever calls this holds the session's lock.
  ///
  /// Killed at any moment, it leaves a log that ends early and everything else in the directory
  /// `damaged-…`, or the log as it was.
  public void apply() throws IOException {
    Path log = aside.toAbsolutePath().getParent();
    if (log == null) {
      throw new IllegalStateException("A log is not the root directory.");
    }
    SegmentFiles.createDirectory(aside);
    int number = SegmentFiles.number(damage.file());
    Path kept = SegmentFiles.unborn(log, number);
    if (keptBytes > 0) {
      copyBeginning(kept);
    }
    for (Path file : moved) {
      Files.move(file, aside.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }
    if (keptBytes > 0) {
      Files.move(kept, SegmentFiles.plain(log, number), StandardCopyOption.ATOMIC_MOVE);
    }
    PrivateFiles.force(aside);
    PrivateFiles.force(log);
  }

  private void copyBeginning(Path target) throws IOException {
    Files.deleteIfExists(target);
    SegmentFiles.createFile(target);
    try (var source = SegmentSource.open(damage.file());
        var out = new FileOutputStream(target.toFile())) {
      var chunk = new byte[64 * 1024];
      long at = 0;
      while (at < keptBytes) {
        int count = source.read(at, chunk, 0, (int) Math.min(chunk.length, keptBytes - at));
        if (count < 0) {
          throw new IOException(damage.file() + " became shorter");
        }
        out.write(chunk, 0, count);
        at += count;
      }
      out.getFD().sync();
    }
  }
}

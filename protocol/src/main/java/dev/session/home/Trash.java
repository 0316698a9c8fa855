package dev.session.home;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Removes directories of a home: out of sight at once, by a rename, then file by file. A removal
/// that was cut short is finished by the next.
public final class Trash {
  private Trash() {}

  /// Removes `directory`; its bytes, or null where it was gone already.
  public static @Nullable Long discard(Home home, Path directory) {
    PrivateFiles.createDirectories(home.trash());
    var doomed =
        home.trash()
            .resolve(
                directory.getFileName()
                    + "-"
                    + Long.toHexString(ThreadLocalRandom.current().nextLong()));
    try {
      Files.move(directory, doomed, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException gone) {
      return null;
    } catch (IOException e) {
      throw Storage.unwritable(directory, e);
    }
    return finish(doomed);
  }

  /// What removals that were cut short left behind, and those at work at the moment.
  public static List<Path> leftovers(Home home) {
    var leftovers = new ArrayList<Path>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(home.trash())) {
      entries.forEach(leftovers::add);
    } catch (NoSuchFileException nothingWasEverRemoved) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw Storage.unreadable(home.trash(), Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw Storage.unreadable(home.trash(), e);
    }
    return leftovers;
  }

  /// The bytes of all files below `directory`.
  public static long size(Path directory) {
    var sum = new long[1];
    walk(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sum[0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE; // removed meanwhile, or not ours to read
          }
        });
    return sum[0];
  }

  /// Finishes the removal of one of [#leftovers]; its bytes.
  public static long finish(Path leftover) {
    var sum = new long[1];
    walk(
        leftover,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            sum[0] += attributes.size();
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE; // another process finishes the same removal
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
    return sum[0];
  }

  private static void walk(Path directory, SimpleFileVisitor<Path> visitor) {
    try {
      Files.walkFileTree(directory, visitor);
    } catch (NoSuchFileException gone) {
      return;
    } catch (IOException e) {
      throw Storage.unwritable(directory, e);
    }
  }
}

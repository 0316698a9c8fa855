package dev.session.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whose a directory is, and who else may change it. What another user can write to is not believed
/// and not added to.
///
/// By number, not by name: names would be looked up in the user database, which takes milliseconds.
final class Ownership {
  /// `S_IWGRP | S_IWOTH`.
  static final int OTHERS_WRITE = 022;

  /// All that group and others can have.
  static final int OTHERS_ALL = 077;

  private static final int TYPE_MASK = 0170000;
  private static final int TYPE_DIRECTORY = 0040000;
  private static final int PERMISSIONS_MASK = 07777;

  private Ownership() {}

  /// Why `directory` must not be used; null where it may be, or is not there. A symbolic link is
  /// not followed: whoever made it may lead us anywhere.
  ///
  /// @param forbidden the permissions that others must not have
  static @Nullable String objection(Path directory, int forbidden) {
    Map<String, Object> found;
    int self;
    try {
      found = Files.readAttributes(directory, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
      self = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (NoSuchFileException absent) {
      return null;
    } catch (IOException e) {
      throw Storage.unreadable(directory, e);
    }
    int owner = (int) found.getOrDefault("uid", self);
    int mode = (int) found.getOrDefault("mode", TYPE_DIRECTORY);
    if ((mode & TYPE_MASK) != TYPE_DIRECTORY) {
      return "it is no directory";
    }
    if (owner != self) {
      return "it belongs to the user with the number " + owner + ", not to you (" + self + ")";
    }
    if ((mode & forbidden) != 0) {
      return "others have rights in it (mode "
          + Integer.toOctalString(mode & PERMISSIONS_MASK)
          + "; 'chmod go-rwx' takes them away)";
    }
    return null;
  }
}

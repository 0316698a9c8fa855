package dev.session.home;

/// The version of this program, as the build wrote it into the jar.
public final class Version {
  private Version() {}

  /// The version, or `development` where the classes were never packaged.
  public static String text() {
    var version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}

package dev.session.cli;

/// Runs the common commands in one JVM, so that its AOT cache knows what they load. Used only while
/// the program is packaged.
final class Training {
  private Training() {}

  static void main(String[] args) throws Exception {
    var home = args[0];
    Main.run("version", "--home", home);
    Main.run("host", "run");
  }
}

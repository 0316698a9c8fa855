package dev.session.terminal;

import org.jspecify.annotations.Nullable;

/// The termcap and terminfo capabilities that XTGETTCAP tells. They are those of `xterm-256color`,
/// so only what its description and this terminal agree on.
final class Capabilities {
  private Capabilities() {}

  static @Nullable String of(String name) {
    return switch (name) {
      case "TN", "name" -> "xterm-256color";
      case "Co", "colors" -> "256";
      case "RGB" -> "8/8/8";
      case "ku", "kcuu1" -> "\u001bOA";
      case "kd", "kcud1" -> "\u001bOB";
      case "kr", "kcuf1" -> "\u001bOC";
      case "kl", "kcub1" -> "\u001bOD";
      case "kh", "khome" -> "\u001bOH";
      case "@7", "kend" -> "\u001bOF";
      case "kI", "kich1" -> "\u001b[2~";
      case "kD", "kdch1" -> "\u001b[3~";
      case "kP", "kpp" -> "\u001b[5~";
      case "kN", "knp" -> "\u001b[6~";
      case "kb", "kbs" -> "\u007f";
      case "kB", "kcbt" -> "\u001b[Z";
      case "k1", "kf1" -> "\u001bOP";
      case "k2", "kf2" -> "\u001bOQ";
      case "k3", "kf3" -> "\u001bOR";
      case "k4", "kf4" -> "\u001bOS";
      case "k5", "kf5" -> "\u001b[15~";
      case "k6", "kf6" -> "\u001b[17~";
      case "k7", "kf7" -> "\u001b[18~";
      case "k8", "kf8" -> "\u001b[19~";
      case "k9", "kf9" -> "\u001b[20~";
      case "k;", "kf10" -> "\u001b[21~";
      case "F1", "kf11" -> "\u001b[23~";
      case "F2", "kf12" -> "\u001b[24~";
      default -> null;
    };
  }
}

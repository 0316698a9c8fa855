package dev.session.home;

/// What a session's log is made of, beside everything.
///
/// @param input whether input is written down; else only its length
/// @param redactedPatterns how many patterns are taken out of output and input; what they are is
///   not kept, because they may be secrets themselves
/// @param maxLogBytes when the log is larger, its oldest segments are dropped; 0 keeps everything
public record Recording(boolean input, int redactedPatterns, long maxLogBytes) {
  public static final Recording EVERYTHING = new Recording(true, 0, 0);
}

package dev.session.home;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// The rules for a name that a person gives a session, and for any text that refers to one.
public final class SessionName {
  public static final int NAME_MAX_CHARS = 100;

  /// The reference that means the session created last.
  public static final String LAST = "last";

  private SessionName() {}

  /// Refuses a name that could not be used to refer to the session it is given to.
  public static void requireName(String name) {
    var fault = fault(name);
    if (fault == null && name.equals(LAST)) {
      fault = "is the word for the newest session";
    }
    if (fault == null && SessionId.parse(name) != null) {
      fault = "has the form of a session id";
    }
    if (fault != null) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "The name " + quoted(name) + " " + fault + "; choose another one.",
          JsonObject.builder().put("name", shown(name)).build());
    }
  }

  /// Refuses a reference that no session can have, before any file is touched.
  public static void requireReference(String reference) {
    var fault = fault(reference);
    if (fault != null) {
      throw new SessionException(
          ErrorCode.INVALID_SESSION_ID,
          "The session "
              + quoted(reference)
              + " "
              + fault
              + "; give an id, at least "
              + SessionCatalog.PREFIX_MIN_CHARS
              + " characters of one, a name, or '"
              + LAST
              + "'.",
          JsonObject.builder().put("sessionId", shown(reference)).build());
    }
  }

  private static @Nullable String fault(String text) {
    if (text.isBlank()) {
      return "is blank";
    }
    if (text.length() > NAME_MAX_CHARS) {
      return "has more than " + NAME_MAX_CHARS + " characters";
    }
    if (text.equals(".") || text.equals("..")) {
      return "is a directory name";
    }
    if (text.charAt(0) == '-') {
      return "begins with '-'";
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/' || c == '\\') {
        return "contains '" + c + "'";
      }
      if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || c == '\ufffd') {
        return "contains a control character";
      }
    }
    return null;
  }

  // Control characters must reach neither a terminal nor a log by way of an error message.
  private static String shown(String text) {
    var shown = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), NAME_MAX_CHARS); i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) ? '\ufffd' : c);
    }
    return text.length() > NAME_MAX_CHARS ? shown + "…" : shown.toString();
  }

  private static String quoted(String text) {
    return "'" + shown(text) + "'";
  }
}

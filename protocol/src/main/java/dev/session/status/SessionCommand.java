package dev.session.status;

/// Everything that can be asked of one session, as the routing table knows it.
///
/// A command of the CLI may have several entries (`wait` has one per kind of condition), and
/// several commands may share one. `gc` is not here: it asks [SessionStatus#collectable()].
public enum SessionCommand {
  TYPE,
  PASTE,
  SEND_KEYS,
  RUN,
  MOUSE,
  FOCUS,
  HOLD,
  ATTACH,
  BATCH,
  MARK,
  RESIZE,
  SIGNAL,
  TOUCH,
  RENAME,
  KEEP,
  INSPECT,
  SNAPSHOT,
  MODES,
  SCREENSHOT,
  EXPORT,
  LOG,
  POLL,
  WAIT_EXIT,
  WAIT_IDLE,
  WAIT_SCREEN,
  EXPECT,
  WAIT_COMMAND,
  ARCHIVE,
  DESTROY
}

package dev.session.status;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The six statuses of a session: the closed table of what each one allows, and the transitions
/// between them.
///
/// Why a session ended and how a person judged it are fields of the session record, never statuses.
public enum SessionStatus {
  RUNNING(Life.ACTIVE, Source.LIVE_HOST, true, false, false),
  EXITING(Life.ACTIVE, Source.LIVE_HOST, false, false, false),
  EXITED(Life.TERMINAL, Source.OFFLINE_REPLAY, false, true, false),
  FAILED(Life.TERMINAL, Source.OFFLINE_REPLAY, false, true, false),
  DESTROYING(Life.ACTIVE, Source.OFFLINE_REPLAY, false, false, false),
  DESTROYED(Life.TERMINAL, Source.OFFLINE_REPLAY, false, true, true);

  // Two of the invariants need no check: one value cannot be active and terminal, or live and
  // offline, at once.
  private enum Life {
    ACTIVE,
    TERMINAL
  }

  private enum Source {
    LIVE_HOST,
    OFFLINE_REPLAY
  }

  private final Life life;
  private final Source source;
  private final boolean commandable;
  private final boolean collectable;
  private final boolean destroyed;

  SessionStatus(
      Life life, Source source, boolean commandable, boolean collectable, boolean destroyed) {
    require(!collectable || life == Life.TERMINAL, "a collectable status is terminal");
    require(!commandable || life == Life.ACTIVE, "a commandable status is active");
    require(!destroyed || life == Life.TERMINAL, "a destroyed status is terminal");
    this.life = life;
    this.source = source;
    this.commandable = commandable;
    this.collectable = collectable;
    this.destroyed = destroyed;
  }

  private void require(boolean holds, String invariant) {
    if (!holds) {
      throw new AssertionError(name() + " breaks an invariant: " + invariant);
    }
  }

  /// The session's process may still be running.
  public boolean active() {
    return life == Life.ACTIVE;
  }

  /// The session has ended; its log does not grow any more.
  public boolean terminal() {
    return life == Life.TERMINAL;
  }

  /// The session takes input.
  public boolean commandable() {
    return commandable;
  }

  /// Reads are answered by the live host.
  public boolean liveHost() {
    return source == Source.LIVE_HOST;
  }

  /// Reads are answered by replaying the log.
  public boolean offlineReplay() {
    return source == Source.OFFLINE_REPLAY;
  }

  /// `gc` may remove the session.
  public boolean collectable() {
    return collectable;
  }

  /// The session was ended on request and only its files are left.
  public boolean destroyed() {
    return destroyed;
  }

  /// The word used in records, results and messages.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The status with this word, or null.
  public static @Nullable SessionStatus ofWord(String word) {
    for (var status : values()) {
      if (status.word().equals(word)) {
        return status;
      }
    }
    return null;
  }

  /// The status after `event`, or null where the event has no meaning in this status.
  ///
  /// This is the state machine; nothing else decides a status.
  public @Nullable SessionStatus after(LifecycleEvent event) {
    return switch (this) {
      case RUNNING ->
          switch (event) {
            case END_REQUESTED -> EXITING;
            case DESTROY_REQUESTED -> DESTROYING;
            case CHILD_EXITED, EXIT_FOUND -> EXITED;
            case HOST_LOST, FAILED -> FAILED;
          };
      case EXITING ->
          switch (event) {
            case END_REQUESTED -> EXITING;
            case DESTROY_REQUESTED -> DESTROYING;
            case CHILD_EXITED, EXIT_FOUND -> EXITED;
            case HOST_LOST, FAILED -> FAILED;
          };
      case DESTROYING ->
          switch (event) {
            case END_REQUESTED, DESTROY_REQUESTED -> DESTROYING;
            case CHILD_EXITED, EXIT_FOUND, HOST_LOST, FAILED -> DESTROYED;
          };
      case EXITED, FAILED ->
          switch (event) {
            case DESTROY_REQUESTED -> DESTROYED;
            case EXIT_FOUND -> EXITED;
            case END_REQUESTED, CHILD_EXITED, HOST_LOST, FAILED -> null;
          };
      case DESTROYED ->
          switch (event) {
            case EXIT_FOUND -> DESTROYED;
            case END_REQUESTED, DESTROY_REQUESTED, CHILD_EXITED, HOST_LOST, FAILED -> null;
          };
    };
  }
}

package dev.session.cli.dashboard;

import dev.session.home.SessionId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sessions of the home, which of them are listed, and which one is chosen.
///
/// @param all in the order in which they are listed: the active ones first, the newest on top
/// @param unreadable how many more there are whose record cannot be read
/// @param withEnded whether those that have ended are listed too
/// @param filter words that a listed session has; empty for all
/// @param chosen null where none is listed
record SessionList(
    List<SessionEntry> all,
    int unreadable,
    boolean withEnded,
    String filter,
    @Nullable SessionId chosen) {

  SessionList {
    all = List.copyOf(all);
  }

  static SessionList empty(boolean withEnded) {
    return new SessionList(List.of(), 0, withEnded, "", null);
  }

  List<SessionEntry> listed() {
    return listed(all, withEnded, filter);
  }

  private static List<SessionEntry> listed(
      List<SessionEntry> all, boolean withEnded, String filter) {
    var listed = new ArrayList<SessionEntry>();
    for (var entry : all) {
      if ((withEnded || entry.active()) && entry.matches(filter)) {
        listed.add(entry);
      }
    }
    return listed;
  }

  int activeCount() {
    return (int) all.stream().filter(SessionEntry::active).count();
  }

  @Nullable SessionEntry chosenEntry() {
    for (var entry : all) {
      if (entry.id().equals(chosen)) {
        return entry;
      }
    }
    return null;
  }

  /// The first listed session that is not `own`; null where there is no other.
  @Nullable SessionId firstBut(SessionId own) {
    for (var entry : listed()) {
      if (!entry.id().equals(own)) {
        return entry.id();
      }
    }
    return null;
  }

  /// Where the chosen session is among those listed; −1 where none is.
  int chosenIndex() {
    var listed = listed();
    for (int i = 0; i < listed.size(); i++) {
      if (listed.get(i).id().equals(chosen)) {
        return i;
      }
    }
    return -1;
  }

  SessionList choose(@Nullable SessionId id) {
    return new SessionList(all, unreadable, withEnded, filter, id);
  }

  /// Chooses the session so many further down, or the last one on the way.
  SessionList move(int by) {
    var listed = listed();
    if (listed.isEmpty()) {
      return this;
    }
    return choose(listed.get(Math.clamp(chosenIndex() + (long) by, 0, listed.size() - 1)).id());
  }

  /// The list after the home was read anew. A session that has just ended stays in sight while it
  /// is the chosen one, so that nobody misses how.
  SessionList read(List<SessionEntry> now, int unreadableNow) {
    boolean kept = now.stream().anyMatch(entry -> entry.id().equals(chosen));
    var next = new SessionList(now, unreadableNow, withEnded, filter, kept ? chosen : null);
    return kept ? next : next.chooseNear(chosenIndex());
  }

  SessionList withEnded(boolean wanted) {
    return new SessionList(all, unreadable, wanted, filter, chosen).chooseListed();
  }

  SessionList filtered(String words) {
    return new SessionList(all, unreadable, withEnded, words, chosen).chooseListed();
  }

  private SessionList chooseListed() {
    return chosenIndex() < 0 ? chooseNear(0) : this;
  }

  private SessionList chooseNear(int index) {
    var listed = listed();
    return choose(
        listed.isEmpty() ? null : listed.get(Math.clamp(index, 0, listed.size() - 1)).id());
  }
}

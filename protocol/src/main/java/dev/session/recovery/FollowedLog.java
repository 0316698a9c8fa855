package dev.session.recovery;

import dev.session.home.Ending;
import dev.session.home.SessionRecord;
import dev.session.status.FailureOrigin;
import dev.session.status.LifecycleEvent;
import dev.session.status.SessionStatus;
import dev.session.story.LogStory;
import dev.session.story.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Records that follow their logs: where the two disagree, the log is the truth.
public final class FollowedLog {
  private FollowedLog() {}

  /// The record with what the log tells; the same record where they agree. What the log does not
  /// tell stays: that is all but the end for logs of version 0.1, and the end for a log that was
  /// cut off.
  public static SessionRecord of(SessionRecord record, LogStory told) {
    var mark = record.logged();
    // A log may lose its end with the power, or be set aside in part: then the record knows more.
    boolean knowsMore = mark != null && mark.nextSequence() > told.nextSequence();
    var after = knowsMore ? record : called(record, told);
    var ending = told.story().ending();
    if (ending != null && (record.status().active() || !knowsMore)) {
      after = ended(after, told.story(), ending);
    }
    return after.equals(record) || knowsMore ? after : after.withLogged(told.mark());
  }

  private static SessionRecord called(SessionRecord record, LogStory told) {
    var now = Story.instant(told.lastMicros());
    var name = told.story().name();
    var kept = told.story().kept();
    var after = name == null ? record : record.withName(name.isEmpty() ? null : name, now);
    return kept == null ? after : after.withKept(kept, now);
  }

  private static SessionRecord ended(SessionRecord record, Story story, Ending ending) {
    var status = story.complete() ? story.status() : status(record.status(), ending);
    var before = record.ending();
    var how =
        new Ending(
            ending.at(),
            ending.exitCode(),
            ending.exitSignal(),
            story.complete() || before == null ? story.reason() : before.reason(),
            ending.failureOrigin(),
            ending.failureReason());
    return status == record.status() && isSame(before, how)
        ? record
        : record.inStatus(status, how, how.at());
  }

  /// The events of version 0.1 do not tell that a session was destroyed.
  private static SessionStatus status(SessionStatus before, Ending ending) {
    LifecycleEvent event;
    if (ending.failureOrigin() == null) {
      event = LifecycleEvent.EXIT_FOUND;
    } else {
      event =
          ending.failureOrigin() == FailureOrigin.HOST_DEATH
              ? LifecycleEvent.HOST_LOST
              : LifecycleEvent.FAILED;
    }
    return Objects.requireNonNullElse(before.after(event), before);
  }

  /// The moments may differ: version 0.1 took them at different times.
  private static boolean isSame(@Nullable Ending one, Ending other) {
    return one != null
        && new Ending(
                other.at(),
                one.exitCode(),
                one.exitSignal(),
                one.reason(),
                one.failureOrigin(),
                one.failureReason())
            .equals(other);
  }

  /// In what a record and one that follows the log differ, in words.
  public static List<String> differences(SessionRecord record, SessionRecord followed) {
    var all = new ArrayList<String>();
    if (!Objects.equals(record.name(), followed.name())) {
      all.add("the name is " + (followed.name() == null ? "none" : "'" + followed.name() + "'"));
    }
    if (record.kept() != followed.kept()) {
      all.add(followed.kept() ? "the session is kept" : "the session is not kept");
    }
    if (record.status() != followed.status()) {
      all.add("the status is " + followed.status().word());
    }
    var ending = followed.ending();
    if (ending != null && !isSame(record.ending(), ending)) {
      all.add(inWords(ending));
    }
    return all;
  }

  private static String inWords(Ending ending) {
    var reason = ending.reason();
    var why = reason == null ? "" : " (" + reason.word() + ")";
    if (ending.exitSignal() != null) {
      return "it was ended by " + ending.exitSignal() + why;
    }
    return ending.exitCode() == null
        ? "its process's end is not known" + why
        : "the exit code is " + ending.exitCode() + why;
  }
}

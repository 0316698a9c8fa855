package dev.session.host.live;

import dev.session.message.InspectResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The clients attached to one session. Guarded by the session's lock.
final class Attachments {
  /// A terminal's size.
  record Size(int cols, int rows) {}

  private final List<Attachment> attached = new ArrayList<>();

  /// What the session's size was before those attached had a say, and what they made of it. Null
  /// while they have none.
  private @Nullable Fitting fitting;

  private record Fitting(Size before, Size since) {}

  void add(Attachment attachment) {
    attached.add(attachment);
  }

  void remove(Attachment attachment) {
    attached.remove(attachment);
  }

  boolean contains(Attachment attachment) {
    return attached.contains(attachment);
  }

  @Nullable Attachment find(String key) {
    for (var attachment : attached) {
      if (attachment.key().equals(key)) {
        return attachment;
      }
    }
    return null;
  }

  /// The screen shows this now.
  void printed(byte[] bytes, int length) {
    for (var attachment : attached) {
      attachment.printed(bytes, length);
    }
  }

  /// The screen has another size now.
  void resized() {
    attached.forEach(Attachment::needsScreen);
  }

  /// Sends each what it takes; after the end of the session, its end too.
  void send(LiveSession session, boolean over) {
    for (var attachment : List.copyOf(attached)) {
      if (over) {
        attachment.end();
      }
      attachment.send(session);
    }
  }

  /// Who is attached, for people.
  List<InspectResult.Attached> told() {
    var told = new ArrayList<InspectResult.Attached>();
    for (var attachment : attached) {
      var wish = attachment.wish();
      told.add(new InspectResult.Attached(wish.by(), wish.cols(), wish.rows(), wish.readOnly()));
    }
    return told;
  }

  /// The size that the session should have now: what those attached agree on, and what it was
  /// before them when the last has left, unless it was changed otherwise meanwhile.
  Size fitted(Size now) {
    var wanted = size();
    if (wanted != null) {
      return wanted;
    }
    var was = fitting;
    fitting = null;
    return was != null && was.since().equals(now) ? was.before() : now;
  }

  /// The session has been given this size on behalf of those attached.
  void gave(Size before, Size size) {
    if (size() != null) {
      var was = fitting;
      var first = was != null && was.since().equals(before) ? was.before() : before;
      fitting = new Fitting(first, size);
    }
  }

  /// The size that those attached agree on: of the newest that said so, else the smallest of those
  /// that type. Null where nobody has a say; watchers have none.
  private @Nullable Size size() {
    int cols = Integer.MAX_VALUE;
    int rows = Integer.MAX_VALUE;
    for (var attachment : attached.reversed()) {
      var wish = attachment.wish();
      if (wish.rules()) {
        return new Size(wish.cols(), wish.rows());
      }
      if (!wish.readOnly()) {
        cols = Math.min(cols, wish.cols());
        rows = Math.min(rows, wish.rows());
      }
    }
    return cols == Integer.MAX_VALUE ? null : new Size(cols, rows);
  }
}

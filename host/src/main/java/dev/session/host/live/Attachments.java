package dev.session.host.live;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The clients attached to one session. Guarded by the session's lock.
final class Attachments {
  /// A terminal's size.
  record Size(int cols, int rows) {}

  private final List<Attachment> attached = new ArrayList<>();

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

  /// The size that the session should have: of the newest that said so, else the smallest of those
  /// that type. Null where nobody has a say; watchers have none.
  @Nullable Size size() {
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

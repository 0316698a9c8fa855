package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// One line of what an attached client is sent.
///
/// @param type screen, output or end
/// @param seq the last event that it tells of, −1 where there is none
/// @param attachment in a screen: the name of this client in its other requests
/// @param cols in a screen: its size
/// @param rows in a screen: its size
/// @param data bytes for a terminal, in base64: of a screen, bytes that bring a fresh terminal of
///   its size to it; of output, what was printed since the last frame
public record AttachFrame(
    String type,
    long seq,
    @Nullable String attachment,
    @Nullable Integer cols,
    @Nullable Integer rows,
    @Nullable String data)
    implements Message {
  public static final String SCREEN = "screen";
  public static final String OUTPUT = "output";
  public static final String END = "end";

  public static AttachFrame screen(String attachment, long seq, int cols, int rows, String data) {
    return new AttachFrame(SCREEN, seq, attachment, cols, rows, data);
  }

  public static AttachFrame output(long seq, String data) {
    return new AttachFrame(OUTPUT, seq, null, null, null, data);
  }

  public static AttachFrame end(long seq) {
    return new AttachFrame(END, seq, null, null, null, null);
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("type", type)
        .put("seq", seq)
        .put("attachment", attachment)
        .put("cols", cols)
        .put("rows", rows)
        .put("data", data)
        .build();
  }

  public static AttachFrame fromJson(JsonFields fields) {
    return new AttachFrame(
        fields.string("type"),
        fields.longInteger("seq"),
        fields.optionalString("attachment"),
        fields.optionalInteger("cols"),
        fields.optionalInteger("rows"),
        fields.optionalString("data"));
  }
}

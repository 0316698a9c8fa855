package dev.session.message;

import dev.session.error.SessionException;
import dev.session.input.MouseAction;
import dev.session.input.WheelDirection;
import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// Do something with the mouse, at a cell or at a text on the screen.
///
/// @param row where, with `col`; absent where a text is aimed at
/// @param onText where this text stands, at its first cell
/// @param onRegex where this regular expression matches
/// @param nth which of several places, from 1, the default
/// @param toRow where a drag ends, with `toCol`
/// @param toText where a drag ends: at the last cell of this text
/// @param button left, middle, right or a number; left if absent
/// @param direction of scrolling; down if absent
/// @param times how often to click or how far to scroll; 1 if absent
/// @param modifiers what is held meanwhile, as in ctrl+shift
/// @param force also where the application did not ask for it
public record MouseRequest(
    MouseAction action,
    @Nullable Integer row,
    @Nullable Integer col,
    @Nullable String onText,
    @Nullable String onRegex,
    @Nullable Integer nth,
    @Nullable Integer toRow,
    @Nullable Integer toCol,
    @Nullable String toText,
    @Nullable String button,
    @Nullable WheelDirection direction,
    @Nullable Integer times,
    @Nullable String modifiers,
    boolean force)
    implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("action", action.word())
        .put("row", row)
        .put("col", col)
        .put("onText", onText)
        .put("onRegex", onRegex)
        .put("nth", nth)
        .put("toRow", toRow)
        .put("toCol", toCol)
        .put("toText", toText)
        .put("button", button)
        .put("direction", direction == null ? null : direction.word())
        .put("times", times)
        .put("modifiers", modifiers)
        .flag("force", force)
        .build();
  }

  /// The request that these fields make.
  ///
  /// @throws SessionException INVALID_INPUT for words that are no action or direction
  public static MouseRequest fromJson(JsonFields fields) {
    var direction = fields.optionalString("direction");
    return new MouseRequest(
        MouseAction.parse(fields.string("action")),
        fields.optionalInteger("row"),
        fields.optionalInteger("col"),
        fields.optionalString("onText"),
        fields.optionalString("onRegex"),
        fields.optionalInteger("nth"),
        fields.optionalInteger("toRow"),
        fields.optionalInteger("toCol"),
        fields.optionalString("toText"),
        fields.optionalString("button"),
        direction == null ? null : WheelDirection.parse(direction),
        fields.optionalInteger("times"),
        fields.optionalString("modifiers"),
        fields.flag("force"));
  }
}

package dev.session.message;

import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Do something with the mouse, at a cell or at a text on the screen.
///
/// @param action one of [#ACTIONS]
/// @param row where, with `col`; absent where a text is aimed at
/// @param onText where this text stands, at its first cell
/// @param onRegex where this regular expression matches
/// @param nth which of several places, from 1, the default
/// @param toRow where a drag ends, with `toCol`
/// @param toText where a drag ends: at the last cell of this text
/// @param button left, middle, right or a number; left if absent
/// @param direction of scrolling: up, down, left or right; down if absent
/// @param times how often to click or how far to scroll; 1 if absent
/// @param modifiers what is held meanwhile, as in ctrl+shift
/// @param force also where the application did not ask for it
public record MouseRequest(
    String action,
    @Nullable Integer row,
    @Nullable Integer col,
    @Nullable String onText,
    @Nullable String onRegex,
    @Nullable Integer nth,
    @Nullable Integer toRow,
    @Nullable Integer toCol,
    @Nullable String toText,
    @Nullable String button,
    @Nullable String direction,
    @Nullable Integer times,
    @Nullable String modifiers,
    boolean force)
    implements Message {
  /// What can be done with the mouse.
  public static final List<String> ACTIONS =
      List.of("click", "down", "up", "move", "drag", "scroll");

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("action", action)
        .put("row", row)
        .put("col", col)
        .put("onText", onText)
        .put("onRegex", onRegex)
        .put("nth", nth)
        .put("toRow", toRow)
        .put("toCol", toCol)
        .put("toText", toText)
        .put("button", button)
        .put("direction", direction)
        .put("times", times)
        .put("modifiers", modifiers)
        .put("force", force ? Boolean.TRUE : null)
        .build();
  }

  public static MouseRequest fromJson(JsonFields fields) {
    return new MouseRequest(
        fields.string("action"),
        fields.optionalInteger("row"),
        fields.optionalInteger("col"),
        fields.optionalString("onText"),
        fields.optionalString("onRegex"),
        fields.optionalInteger("nth"),
        fields.optionalInteger("toRow"),
        fields.optionalInteger("toCol"),
        fields.optionalString("toText"),
        fields.optionalString("button"),
        fields.optionalString("direction"),
        fields.optionalInteger("times"),
        fields.optionalString("modifiers"),
        fields.flag("force"));
  }
}

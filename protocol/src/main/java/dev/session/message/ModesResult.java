package dev.session.message;

import dev.session.json.JsonArray;
import dev.session.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an application has set in its terminal.
///
/// @param capturedAtSeq the last event that this tells of
/// @param mouse none, presses, buttons, drags or motion: what of the mouse is reported
/// @param mouseMode the mode's number; 0 for none
/// @param mouseEncoding default, utf8, sgr, urxvt or sgr-pixels
/// @param mouseEncodingMode the mode's number; 0 for default
/// @param cursorKeys normal or application
/// @param keypad normal or application
/// @param backspace what Backspace sends: del or bs
/// @param kittyFlags the names of the kitty keyboard protocol's flags in force
/// @param modifyOtherKeys xterm's level, 0 to 3
/// @param formatOtherKeys xterm's format of them: xterm or u
/// @param set every mode that is set, by name
/// @param echo whether the terminal device echoes input; absent where nothing runs
/// @param lineInput whether input reaches the program by lines; absent where nothing runs
public record ModesResult(
    String sessionId,
    long capturedAtSeq,
    String mouse,
    int mouseMode,
    String mouseEncoding,
    int mouseEncodingMode,
    boolean alternateScroll,
    boolean focusReports,
    boolean bracketedPaste,
    String cursorKeys,
    String keypad,
    String backspace,
    boolean newline,
    boolean eightBitControls,
    int modifyOtherKeys,
    String formatOtherKeys,
    List<String> kittyFlags,
    boolean alternateScreen,
    List<String> set,
    @Nullable Boolean echo,
    @Nullable Boolean lineInput)
    implements Message {
  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("sessionId", sessionId)
        .put("capturedAtSeq", capturedAtSeq)
        .put("mouse", mouse)
        .put("mouseMode", mouseMode)
        .put("mouseEncoding", mouseEncoding)
        .put("mouseEncodingMode", mouseEncodingMode)
        .put("alternateScroll", alternateScroll)
        .put("focusReports", focusReports)
        .put("bracketedPaste", bracketedPaste)
        .put("cursorKeys", cursorKeys)
        .put("keypad", keypad)
        .put("backspace", backspace)
        .put("newline", newline)
        .put("eightBitControls", eightBitControls)
        .put("modifyOtherKeys", modifyOtherKeys)
        .put("formatOtherKeys", formatOtherKeys)
        .put("kittyFlags", JsonArray.ofStrings(kittyFlags))
        .put("alternateScreen", alternateScreen)
        .put("set", JsonArray.ofStrings(set))
        .put("echo", echo)
        .put("lineInput", lineInput)
        .build();
  }
}

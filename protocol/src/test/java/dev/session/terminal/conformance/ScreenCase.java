package dev.session.terminal.conformance;

import dev.session.json.Json;
import dev.session.json.JsonNumber;
import dev.session.json.JsonObject;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of the data's `manifest.jsonl`: bytes, and the screen that they leave.
///
/// @param tier `A` real xterm shows it, `B` three engines agree, `C` one engine's own way
/// @param cursor row and column, or null where the engines disagree about it
/// @param xtermScreen the file with what real xterm shows where the suite expects something else
record ScreenCase(
    String id,
    String suite,
    String tier,
    String directory,
    String input,
    int cols,
    int rows,
    @Nullable Cursor cursor,
    @Nullable String xtermScreen) {

  record Cursor(int row, int col) {}

  static List<ScreenCase> all() {
    return ConformanceData.lines("manifest.jsonl").stream().map(ScreenCase::read).toList();
  }

  private static ScreenCase read(String line) {
    var fields = JsonObject.parse(line).fields("");
    Cursor cursor = null;
    if (fields.has("cursor")) {
      List<Json> at = fields.array("cursor").values();
      cursor = new Cursor(integer(at.get(0)), integer(at.get(1)));
    }
    return new ScreenCase(
        fields.string("id"),
        fields.string("suite"),
        fields.string("tier"),
        fields.string("dir"),
        fields.string("input"),
        fields.integer("cols"),
        fields.integer("rows"),
        cursor,
        fields.optionalString("xterm379_screen"));
  }

  static int integer(Json number) {
    return Integer.parseInt(((JsonNumber) number).toString());
  }

  byte[] bytes() {
    return ConformanceData.bytes(directory + "/" + input);
  }

  JsonObject expectation() {
    return JsonObject.parse(ConformanceData.bytes(directory + "/expect.json"));
  }

  /// The expected rows, as many as the screen has: xterm's where it is known to differ.
  List<String> screen() {
    var rowsExpected = new ArrayList<String>();
    String file = xtermScreen == null ? "screen.txt" : xtermScreen;
    for (String line : ConformanceData.text(directory + "/" + file).split("\n", -1)) {
      rowsExpected.add(comparable(line));
    }
    while (rowsExpected.size() < rows) {
      rowsExpected.add("");
    }
    return rowsExpected.subList(0, rows);
  }

  /// A row as the data compares it: composed, and without what a person cannot see at its end.
  static String comparable(String row) {
    String text = Normalizer.normalize(row, Normalizer.Form.NFC);
    return text.replace('\0', ' ').replace('\t', ' ').replaceAll(" +$", "");
  }
}

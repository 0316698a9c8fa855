package dev.session.screen;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.message.SnapshotRequest;

/// What a snapshot shall hold.
///
/// @param scrollback also the lines that have left the screen
/// @param cells also every cell with its look; of the structured format only
public record SnapshotOptions(
    SnapshotFormat format, boolean scrollback, boolean cells, Region region) {

  /// What `request` asks for.
  ///
  /// @throws SessionException INVALID_INPUT for an unknown format or no region
  public static SnapshotOptions of(SnapshotRequest request) {
    var word = request.format() == null ? SnapshotFormat.STRUCTURED.word() : request.format();
    var format = SnapshotFormat.ofWord(word);
    if (format == null) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "There is no snapshot format '" + word + "'; take structured, text or ansi.",
          JsonObject.builder().put("format", word).build());
    }
    return new SnapshotOptions(
        format,
        request.includeScrollback(),
        request.includeCells(),
        request.region() == null ? Region.ALL : Region.parse(request.region()));
  }
}

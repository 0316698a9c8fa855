package dev.session.cli.export;

import dev.session.home.Version;
import dev.session.json.JsonObject;
import dev.session.log.CastExport;
import dev.session.log.LogSummary;
import java.io.IOException;
import java.nio.file.Path;

/// The recording as it is: for players, or the bytes alone.
public enum CastExports implements Export {
  ASCIICAST,
  ASCIICAST_V2,
  RAW;

  private static final long MICROS_PER_SECOND = 1_000_000;

  @Override
  public Written write(Part part, Path file) throws IOException {
    try (var out = Export.open(file)) {
      var result =
          switch (this) {
            case ASCIICAST -> CastExport.asciicastV3(part.log(), part.start(), part.end(), out);
            case ASCIICAST_V2 ->
                CastExport.asciicastV2(part.log(), part.start(), part.end(), Version.text(), out);
            case RAW -> CastExport.raw(part.log(), part.start().sequence(), part.end(), out);
          };
      return written(part, result);
    }
  }

  static Written written(Part part, CastExport.Result result) throws IOException {
    var metadata =
        JsonObject.builder()
            .put("width", part.start().cols())
            .put("height", part.start().rows())
            .put("title", title(part))
            .put("timestamp", Math.floorDiv(result.startMicros(), MICROS_PER_SECOND))
            .put("outputEventCount", result.counts().outputs())
            .put("resizeEventCount", result.counts().resizes())
            .put("markerCount", result.counts().marks())
            .build();
    return new Written(result.durationMicros(), result.lastSequence(), result.damage(), metadata);
  }

  /// What the recording is called.
  static String title(Part part) throws IOException {
    var about = LogSummary.of(part.log()).about();
    var title = about.title();
    return title == null ? about.sessionId() : title;
  }

  @Override
  public String extension() {
    return this == RAW ? ".raw" : ".cast";
  }

  @Override
  public boolean isVideo() {
    return false;
  }
}

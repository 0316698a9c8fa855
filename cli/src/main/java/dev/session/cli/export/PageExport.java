package dev.session.cli.export;

import dev.session.json.JsonObject;
import dev.session.render.Theme;
import dev.session.video.Pacing;
import dev.session.video.PlayerPage;
import java.io.IOException;
import java.nio.file.Path;

/// A page that plays the recording.
public record PageExport(Theme theme, Pacing pacing) implements Export {
  @Override
  public Written write(Part part, Path file) throws IOException {
    try (var out = Export.open(file)) {
      var result =
          PlayerPage.write(
              part.log(), part.start(), part.end(), CastExports.title(part), theme, pacing, out);
      var written = CastExports.written(part, result);
      var metadata =
          JsonObject.builder()
              .putAll(written.metadata())
              .put("profileName", theme.name())
              .put("timingMode", pacing.timing().word())
              .build();
      return new Written(
          written.recordedMicros(), written.lastSequence(), written.damage(), metadata);
    }
  }

  @Override
  public String extension() {
    return ".html";
  }

  @Override
  public boolean isVideo() {
    return false;
  }
}

package dev.session.cli.export;

import dev.session.json.JsonObject;
import dev.session.render.Picture;
import dev.session.render.PictureOptions;
import dev.session.replay.Moment;
import dev.session.replay.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// One screen as a page that stands still.
public record StillExport(PictureOptions look, Moment at) implements Export {
  @Override
  public Written write(Part part, Path file) throws IOException {
    var replay = Replay.at(part.log(), at);
    var terminal = replay.terminal();
    Files.write(file, Picture.of(terminal, look.withTitle(CastExports.title(part))).bytes());
    var metadata =
        JsonObject.builder()
            .put("width", terminal.cols())
            .put("height", terminal.rows())
            .put("title", CastExports.title(part))
            .put("profileName", look.theme().name())
            .build();
    return new Written(0, replay.sequence(), null, metadata);
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

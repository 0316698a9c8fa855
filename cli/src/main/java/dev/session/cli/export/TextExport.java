package dev.session.cli.export;

import dev.session.log.CastExport;
import dev.session.log.LogDamage;
import dev.session.replay.Moment;
import dev.session.replay.Transcript;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The history as people read it, as `session log --text` prints it.
///
/// @param from behind which point it begins; null for the whole history
public record TextExport(@Nullable Moment from) implements Export {
  @Override
  public Written write(Part part, Path file) throws IOException {
    LogDamage damage;
    try (var out =
        new BufferedWriter(new OutputStreamWriter(Export.open(file), StandardCharsets.UTF_8))) {
      var to = part.end() == Long.MAX_VALUE ? Moment.END : new Moment.AtSequence(part.end() - 1);
      damage = Transcript.write(part.log(), from, to, out);
    }
    var facts =
        CastExport.raw(
            part.log(), part.start().sequence(), part.end(), OutputStream.nullOutputStream());
    var written = CastExports.written(part, facts);
    return damage == null
        ? written
        : new Written(written.recordedMicros(), written.lastSequence(), damage, written.metadata());
  }

  @Override
  public String extension() {
    return ".txt";
  }

  @Override
  public boolean isVideo() {
    return false;
  }
}

package dev.session.cli.command;

import dev.session.cli.export.CastExports;
import dev.session.cli.export.Export;
import dev.session.cli.export.Part;
import dev.session.cli.export.Written;
import dev.session.cli.output.Amounts;
import dev.session.cli.output.Appearance;
import dev.session.cli.output.Table;
import dev.session.cli.route.Target;
import dev.session.digest.Sha256;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.ArtifactManifest;
import dev.session.home.ArtifactManifest.Artifact;
import dev.session.home.PrivateFiles;
import dev.session.home.SessionFiles;
import dev.session.home.SessionId;
import dev.session.json.JsonObject;
import dev.session.log.Keyframe;
import dev.session.log.Keyframes;
import dev.session.log.LogDamagedException;
import dev.session.process.BrokenOff;
import dev.session.replay.LogFailures;
import dev.session.replay.Moment;
import dev.session.replay.Replay;
import dev.session.status.SessionCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// `session record export`: the history of a session as a file for other programs, noted among its
/// artifacts. The file gets its name when it is complete.
final class RecordExportCommand {
  private static final long MICROS_PER_MILLI = 1_000;

  private final String format;
  private final Export export;
  private final SessionFiles files;

  /// Where the caller wants the file; null among the artifacts.
  private final @Nullable Path out;

  /// Behind which point the recording begins; null for the whole history.
  private final @Nullable Moment from;

  /// With which point it ends; null for the end.
  private final @Nullable Moment to;

  private RecordExportCommand(
      String format,
      Export export,
      SessionFiles files,
      @Nullable Path out,
      @Nullable Moment from,
      @Nullable Moment to) {
    this.format = format;
    this.export = export;
    this.files = files;
    this.out = out;
    this.from = from;
    this.to = to;
  }

  static Outcome run(Call call) {
    var target = call.target();
    var out = call.arguments().text("out");
    var format = call.arguments().required("format");
    if (out != null && format.equals("webm") && !out.endsWith(".webm")) {
      throw unwritable(out, "the name of a WebM file ends with .webm");
    }
    var export =
        new RecordExportCommand(
            format,
            ExportFlags.export(call),
            target.files(),
            out == null ? null : destination(out),
            call.moment("from"),
            call.moment("to"));
    var result = export.make(call, target);
    return new Outcome.Answer(result, appearance -> text(result, appearance));
  }

  /// Writes the whole recording of a session to `file`.
  static void write(Call call, Target target, Path file) {
    var out = destination(file.toString());
    var export =
        new RecordExportCommand(
            "asciicast", CastExports.ASCIICAST, target.files(), out, null, null);
    var _ = export.make(call, target);
  }

  private static Path destination(String name) {
    return Destination.of(name, reason -> unwritable(name, String.valueOf(reason.getMessage())));
  }

  private static SessionException unwritable(String name, String reason) {
    return new SessionException(
        ErrorCode.EXPORT_ERROR,
        "The recording cannot be written to " + name + ": " + reason + ".",
        JsonObject.builder().put("path", name).put("reason", reason).build());
  }

  private JsonObject make(Call call, Target target) {
    long flushed = History.end(call, target, SessionCommand.EXPORT);
    long end = History.part(files.log(), null, to, flushed).end();
    PrivateFiles.createDirectories(files.artifacts());
    var directory = out == null ? files.artifacts() : directoryOf(out);
    var unfinished =
        directory.resolve("." + SessionId.create(System.currentTimeMillis()) + ".part");
    var brokenOff = new BrokenOff("export-broken-off", () -> discard(unfinished));
    try {
      var start =
          from == null
              ? Keyframes.before(files.log(), 0)
              : Replay.at(files.log(), from).asKeyframe();
      Files.createFile(unfinished, PrivateFiles.fileMode());
      var written = export.write(new Part(files.log(), start, end), unfinished);
      var damage = written.damage();
      if (damage != null) {
        throw new LogDamagedException(damage);
      }
      long sequence = Math.max(0, written.lastSequence());
      var file = out == null ? directory.resolve(filename(start, sequence)) : out;
      var hash = Sha256.ofFile(unfinished);
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      var metadata =
          JsonObject.builder()
              .put("fromSeq", from == null ? null : start.sequence())
              .putAll(written.metadata())
              .build();
      var artifact = artifact(file, sequence, hash, Files.size(file), metadata);
      ArtifactManifest.addOrDiscard(files, artifact);
      return result(artifact, file, written, metadata);
    } catch (LogDamagedException e) {
      throw LogFailures.of(ErrorCode.EXPORT_ERROR, files.log(), e);
    } catch (IOException e) {
      throw unwritable(unfinished.toString(), String.valueOf(e.getMessage()));
    } finally {
      discard(unfinished);
      brokenOff.close();
    }
  }

  private static Path directoryOf(Path file) {
    var directory = file.getParent();
    if (directory == null) {
      throw new IllegalArgumentException("not a file: " + file);
    }
    return directory;
  }

  private String filename(Keyframe start, long sequence) {
    return "recording-"
        + sequence
        + "-"
        + format
        + (from == null ? "" : "-from-" + start.sequence())
        + export.extension();
  }

  private Artifact artifact(
      Path file, long sequence, String sha256, long bytes, JsonObject metadata) {
    var now = Instant.now();
    return new Artifact(
        SessionId.create(now.toEpochMilli()).value(), // any ULID
        export.isVideo() ? ArtifactManifest.Kind.VIDEO : ArtifactManifest.Kind.RECORDING,
        String.valueOf(file.getFileName()),
        out,
        sequence,
        now,
        sha256,
        bytes,
        JsonObject.builder()
            .put("format", format)
            .put("outputPath", file.toString())
            .putAll(metadata)
            .build());
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw unwritable(file.toString(), "what was begun cannot be removed");
    }
  }

  private JsonObject result(Artifact artifact, Path file, Written written, JsonObject metadata) {
    return JsonObject.builder()
        .put("sessionId", files.id().value())
        .put("format", format)
        .put("artifactPath", file.toString())
        .put("bytes", artifact.bytes())
        .put("sha256", artifact.sha256())
        .put("capturedAtSeq", artifact.capturedAtSeq())
        .put("durationMs", written.recordedMicros() / MICROS_PER_MILLI)
        .put("metadata", metadata)
        .build();
  }

  private static String text(JsonObject result, Appearance appearance) {
    var fields = result.fields("");
    return Table.withoutHeader()
        .row("Session:", fields.string("sessionId"))
        .row("Format:", fields.string("format"))
        .row("File:", fields.string("artifactPath"))
        .row("Size:", Amounts.bytes(fields.longInteger("bytes")))
        .row("Duration:", Amounts.duration(fields.longInteger("durationMs")))
        .row("Seq:", Long.toString(fields.longInteger("capturedAtSeq")))
        .row("SHA-256:", fields.string("sha256"))
        .text(appearance);
  }
}

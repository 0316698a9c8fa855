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
import dev.session.json.JsonFields;
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
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// `session record export`: the history of a session as a file for other programs, noted among its
/// artifacts. The file gets its name when it is complete.
final class RecordExportCommand {
  private static final long MICROS_PER_MILLI = 1_000;
  private static final int PRINTED_BYTES = 64 << 10;

  private final String format;
  private final Export export;
  private final SessionFiles files;

  /// Where the caller wants the file; null among the artifacts, and for standard output.
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
    var format = ExportFlags.format(call);
    boolean printed = Destination.isStandardOutput(out);
    if (out != null && !printed && format.equals("webm") && !out.endsWith(".webm")) {
      throw unwritable(out, "the name of a WebM file ends with .webm");
    }
    var form = ExportFlags.export(call, format);
    if (printed) {
      Destination.requirePrintable(call, "the recording", form.isVideo());
    }
    var export =
        new RecordExportCommand(
            format,
            form,
            target.files(),
            out == null || printed ? null : destination(out),
            call.moment("from"),
            call.moment("to"));
    if (printed) {
      export.make(call, target, (file, _, _) -> print(call, file));
      return new Outcome.Printed(0);
    }
    var result = export.kept(call, target);
    return new Outcome.Answer(result, appearance -> text(result, appearance));
  }

  private static Path print(Call call, Path file) throws IOException {
    var buffer = new byte[PRINTED_BYTES];
    try (var input = Files.newInputStream(file)) {
      for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
        call.console().print(Arrays.copyOf(buffer, count));
      }
    }
    return file;
  }

  /// Writes the whole recording of a session to `file`.
  static void write(Call call, Target target, Path file) {
    var out = destination(file.toString());
    var export =
        new RecordExportCommand(
            "asciicast", CastExports.ASCIICAST, target.files(), out, null, null);
    var _ = export.kept(call, target);
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

  /// What becomes of a file that is complete and has no name yet.
  @FunctionalInterface
  private interface Completion<T> {
    T complete(Path unfinished, Keyframe start, Written written) throws IOException;
  }

  private JsonObject kept(Call call, Target target) {
    return make(call, target, this::keep);
  }

  private <T> T make(Call call, Target target, Completion<T> completion) {
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
      if (out == null) {
        Files.createFile(unfinished, PrivateFiles.fileMode());
      } else {
        Files.createFile(unfinished); // with the mode that its user's umask gives
      }
      var written = export.write(new Part(files.log(), start, end), unfinished);
      var damage = written.damage();
      if (damage != null) {
        throw new LogDamagedException(damage);
      }
      return completion.complete(unfinished, start, written);
    } catch (LogDamagedException e) {
      throw LogFailures.of(ErrorCode.EXPORT_ERROR, files.log(), e);
    } catch (IOException e) {
      throw unwritable(unfinished.toString(), String.valueOf(e.getMessage()));
    } finally {
      discard(unfinished);
      brokenOff.close();
    }
  }

  /// Gives the file its name and notes it among the artifacts.
  private JsonObject keep(Path unfinished, Keyframe start, Written written) throws IOException {
    long sequence = Math.max(0, written.lastSequence());
    var file = out == null ? files.artifacts().resolve(filename(start, sequence)) : out;
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

  /// How long the file plays; of one that is shown at another pace also how long it was in life.
  private static String duration(JsonFields result) {
    long recorded = result.longInteger("durationMs");
    var shown = result.fields("metadata").optionalLong("videoDurationMs");
    return shown == null
        ? Amounts.duration(recorded)
        : Amounts.duration(shown) + " (" + Amounts.duration(recorded) + " recorded)";
  }

  private static String text(JsonObject result, Appearance appearance) {
    var fields = result.fields("");
    return Table.withoutHeader()
        .row("Session:", fields.string("sessionId"))
        .row("Format:", fields.string("format"))
        .row("File:", fields.string("artifactPath"))
        .row("Size:", Amounts.bytes(fields.longInteger("bytes")))
        .row("Duration:", duration(fields))
        .row("Seq:", Long.toString(fields.longInteger("capturedAtSeq")))
        .row("SHA-256:", fields.string("sha256"))
        .text(appearance);
  }
}

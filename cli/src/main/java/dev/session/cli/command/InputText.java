package dev.session.cli.command;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonObject;
import dev.session.message.TypeRequest;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The text that an input command takes: from its argument, from a file, or, for the argument `-`,
/// from standard input. Bytes that are not UTF-8 are replaced.
final class InputText {
  private static final String STANDARD_INPUT = "-";

  private InputText() {}

  /// The text of `call`, whose argument is called `name`.
  ///
  /// @throws SessionException INVALID_INPUT unless exactly one source is given and it has a text
  static String read(Call call, String name) {
    var argument = call.arguments().text(name);
    var file = call.arguments().text("file");
    if (argument != null && file != null) {
      throw invalid("A text and --file are mutually exclusive; give one of them.", null);
    }
    if (file != null) {
      return ofFile(file);
    }
    if (argument == null) {
      throw invalid(
          "There is no text: give it as an argument, with --file, or - to read it.", null);
    }
    var text = argument.equals(STANDARD_INPUT) ? ofStandardInput() : argument;
    if (text.isEmpty()) {
      throw invalid("The text is empty; give at least one character.", null);
    }
    return text;
  }

  private static String ofStandardInput() {
    try (var input = new FileInputStream(FileDescriptor.in)) {
      var bytes = atMost(input);
      if (bytes.length > TypeRequest.TEXT_MAX_BYTES) {
        throw invalid(
            "Standard input has more than "
                + TypeRequest.TEXT_MAX_BYTES
                + " bytes, the most one call takes.",
            JsonObject.builder().put("maxSizeBytes", TypeRequest.TEXT_MAX_BYTES).build());
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw invalid("Standard input cannot be read: " + e.getMessage() + ".", null);
    }
  }

  private static String ofFile(String name) {
    var path = Path.of(name);
    var details = JsonObject.builder().put("file", name);
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw invalid("The file " + name + " does not exist.", details.build());
    }
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw invalid(
          name + " is not a regular file; give - and redirect standard input to read it.",
          details.build());
    }
    byte[] bytes;
    try (var input = Files.newInputStream(path)) {
      bytes = atMost(input);
    } catch (IOException e) {
      throw invalid("The file " + name + " cannot be read.", details.build());
    }
    if (bytes.length > TypeRequest.TEXT_MAX_BYTES) {
      throw invalid(
          "The file "
              + name
              + " has more than "
              + TypeRequest.TEXT_MAX_BYTES
              + " bytes, the most one call takes.",
          details
              .put("sizeBytes", path.toFile().length())
              .put("maxSizeBytes", TypeRequest.TEXT_MAX_BYTES)
              .build());
    }
    if (bytes.length == 0) {
      throw invalid("The file " + name + " is empty.", details.put("sizeBytes", 0).build());
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  // One byte more than allowed tells that there is too much.
  private static byte[] atMost(InputStream input) throws IOException {
    return input.readNBytes(TypeRequest.TEXT_MAX_BYTES + 1);
  }

  private static SessionException invalid(String sentence, @Nullable JsonObject details) {
    return new SessionException(
        ErrorCode.INVALID_INPUT, sentence, details == null ? JsonObject.EMPTY : details);
  }
}

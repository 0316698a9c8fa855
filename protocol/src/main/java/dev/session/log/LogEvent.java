package dev.session.log;

import dev.session.json.JsonArray;
import dev.session.json.JsonException;
import dev.session.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// One event of a log: its position, its absolute time in microseconds since 1970, and what
/// happened.
public record LogEvent(long sequence, long timeMicros, Payload payload) {

  /// The type of the event before an exit by a signal.
  public static final String EXIT_TYPE = "exit";

  static final String EXACT_TYPE = "exact";
  static final String TRIMMED_TYPE = "trimmed";

  /// What happened. [#code] is the event's letter in asciicast.
  public sealed interface Payload {
    char code();

    /// What an event with this letter and these bytes says.
    ///
    /// @throws JsonException or NumberFormatException if they do not have the form of the letter
    static Payload of(char code, byte[] data) {
      return switch (code) {
        case 'o' -> new Output(data);
        case 'i' -> new Input(data);
        case 'm' -> new Mark(text(data));
        case 'r' -> Resize.parse(text(data));
        case 'x' -> new Exit(Integer.parseInt(text(data)));
        case 'E' -> new Extension(JsonObject.parse(data));
        default -> new Unknown(code, text(data));
      };
    }

    private static String text(byte[] data) {
      return new String(data, StandardCharsets.UTF_8);
    }
  }

  /// Bytes that the child wrote, exactly.
  @SuppressWarnings("ArrayRecordComponent") // large, never compared, not worth a copy
  public record Output(byte[] bytes) implements Payload {
    @Override
    public char code() {
      return 'o';
    }
  }

  /// Bytes that were sent to the child, exactly.
  @SuppressWarnings("ArrayRecordComponent") // large, never compared, not worth a copy
  public record Input(byte[] bytes) implements Payload {
    @Override
    public char code() {
      return 'i';
    }
  }

  public record Resize(int cols, int rows) implements Payload {

    /// @param size as `80x24`
    /// @throws NumberFormatException if it is not a size
    static Resize parse(String size) {
      int x = size.indexOf('x');
      if (x < 0) {
        throw new NumberFormatException("expected COLSxROWS");
      }
      return new Resize(
          Integer.parseInt(size.substring(0, x)), Integer.parseInt(size.substring(x + 1)));
    }

    @Override
    public char code() {
      return 'r';
    }
  }

  public record Mark(String label) implements Payload {
    @Override
    public char code() {
      return 'm';
    }
  }

  /// The child's end, as the one number that asciicast has for it: the exit code, or 128 + n for
  /// signal n. When a signal ended the child, the event before this one is the extension made by
  /// [Extension#exitBySignal], which tells it from an exit code above 128.
  public record Exit(int status) implements Payload {
    @Override
    public char code() {
      return 'x';
    }
  }

  /// An event of our own: an object whose member `type` says what it is. The types that this
  /// product writes are made by the methods here, in `dev.session.story` and in
  /// `dev.session.shell`; `docs/log-format.md` lists all of them.
  public record Extension(JsonObject object) implements Payload {

    public Extension {
      object.fields("").string("type");
    }

    @Override
    public char code() {
      return 'E';
    }

    public String type() {
      return object.fields("").string("type");
    }

    /// Input that must not be written down: only its length is.
    public static Extension hiddenInput(long bytes) {
      return new Extension(
          JsonObject.builder().put("type", "hidden-input").put("bytes", bytes).build());
    }

    /// The keys whose bytes the input event after this one holds, by name.
    public static Extension keys(List<String> names) {
      return new Extension(
          JsonObject.builder().put("type", "keys").put("keys", JsonArray.ofStrings(names)).build());
    }

    /// The input event after this one is a paste of so many characters; it may hold brackets.
    public static Extension paste(int chars) {
      return new Extension(JsonObject.builder().put("type", "paste").put("chars", chars).build());
    }

    /// A signal that was sent to the child.
    public static Extension signal(String name) {
      return new Extension(JsonObject.builder().put("type", "signal").put("signal", name).build());
    }

    /// Stands before the exit event when a signal ended the child.
    public static Extension exitBySignal(String name, int number) {
      return new Extension(
          JsonObject.builder()
              .put("type", EXIT_TYPE)
              .put("signal", name)
              .put("signalNumber", number)
              .build());
    }

    /// All events up to this one were dropped, since the log's size is limited. Only the log itself
    /// writes this.
    static Extension trimmed(long toSequence) {
      return new Extension(
          JsonObject.builder().put("type", TRIMMED_TYPE).put("toSeq", toSequence).build());
    }

    /// Stands after an output or input event whose bytes are not UTF-8: what its replacement
    /// characters replace, in order. Only the log itself writes this.
    static Extension exactBytes(byte[] replaced) {
      return new Extension(
          JsonObject.builder()
              .put("type", EXACT_TYPE)
              .put("bytes", Base64.getEncoder().encodeToString(replaced))
              .build());
    }
  }

  /// An event with a letter that we do not know, kept as it is.
  public record Unknown(char code, String data) implements Payload {}
}

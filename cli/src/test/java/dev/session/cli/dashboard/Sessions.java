package dev.session.cli.dashboard;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import dev.session.home.Home;
import dev.session.home.SessionFiles;
import dev.session.home.SessionId;
import dev.session.home.SessionRecord;
import dev.session.home.Timestamps;
import dev.session.json.JsonObject;
import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// Sessions that exist only on paper, and states of a dashboard that shows them.
final class Sessions {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Home HOME = new Home(Path.of("/home/me/.session"), true);

  private Sessions() {}

  static SessionId id(int number) {
    return Objects.requireNonNull(SessionId.parse("01JD000000000000000000000" + number));
  }

  /// A session that runs `command` for as many minutes as its number says.
  static SessionEntry running(int number, String name, String command) {
    return entry(number, name, command, "running", "");
  }

  /// One that ended a minute ago with this code.
  static SessionEntry exited(int number, String name, String command, int code) {
    var ended = "\"endedAt\":\"" + Timestamps.iso(NOW.minusSeconds(60)) + "\",";
    return entry(number, name, command, "exited", ended + "\"exitCode\":" + code + ",");
  }

  private static SessionEntry entry(
      int number, String name, String command, String status, String more) {
    var id = id(number);
    var created = Timestamps.iso(NOW.minusSeconds(60L * number));
    var record =
        SessionRecord.fromJson(
            JsonObject.parse(
                """
                {"version":1,"sessionId":"%s","createdAt":"%s","updatedAt":"%s","status":"%s",
                "name":"%s","command":["%s"],%s"cwd":"/","cols":80,"rows":24}
                """
                    .formatted(id, created, created, status, name, command, more)));
    return new SessionEntry(new SessionFiles(id, HOME.sessions().resolve(id.value())), record);
  }

  static State state(int cols, int rows, SessionEntry... entries) {
    var state = State.initial(HOME, false, cols, rows, NOW);
    return after(state, new Event.HomeRead(HOME, List.of(entries), 0, NOW));
  }

  static State after(State state, Event... events) {
    var next = state;
    for (var event : events) {
      next = Update.after(next, event).state();
    }
    return next;
  }

  /// After letters were typed.
  static State typed(State state, String letters) {
    var next = state;
    for (int i = 0; i < letters.length(); i++) {
      next = after(next, key(letters.charAt(i)));
    }
    return next;
  }

  static Event key(char letter) {
    return new Event.Pressed(new KeyStroke(letter, false, false));
  }

  static Event key(KeyType type) {
    return new Event.Pressed(new KeyStroke(type));
  }

  /// The screen after a program wrote this.
  static Picture picture(int cols, int rows, String output) {
    return new PictureTaker().take(terminal(cols, rows, output));
  }

  static Terminal terminal(int cols, int rows, String output) {
    var terminal = new Terminal(cols, rows, TerminalOptions.defaults());
    terminal.feed(output.getBytes(StandardCharsets.UTF_8));
    return terminal;
  }
}

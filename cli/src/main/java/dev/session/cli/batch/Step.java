package dev.session.cli.batch;

import dev.session.json.JsonObject;
import dev.session.message.MouseRequest;
import dev.session.message.WaitScreenRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One step of a batch.
public sealed interface Step {
  /// The verb, as the plan spells it.
  String kind();

  /// What it is about, for people.
  String about();

  /// Whether it gives the session something that may have to be kept secret.
  default boolean isInput() {
    return switch (this) {
      case Type _, Paste _, SendKeys _, Run _ -> true;
      case Mouse _, Wait _, Mark _, Resize _, Signal _, Snapshot _, Screenshot _, Expect _ -> false;
    };
  }

  record Type(String text) implements Step {
    @Override
    public String kind() {
      return "type";
    }

    @Override
    public String about() {
      return text;
    }
  }

  record Paste(String text) implements Step {
    @Override
    public String kind() {
      return "paste";
    }

    @Override
    public String about() {
      return text;
    }
  }

  record SendKeys(List<String> keys) implements Step {
    public SendKeys {
      keys = List.copyOf(keys);
    }

    @Override
    public String kind() {
      return "sendKeys";
    }

    @Override
    public String about() {
      return String.join(" ", keys);
    }
  }

  /// Does something with the mouse.
  record Mouse(MouseRequest request) implements Step {
    @Override
    public String kind() {
      return "mouse";
    }

    @Override
    public String about() {
      return conditions(request.toJson());
    }
  }

  /// Runs a command line in the session's shell.
  ///
  /// @param timeoutMillis 0 for ever
  record Run(String command, boolean noWait, long timeoutMillis) implements Step {
    @Override
    public String kind() {
      return "run";
    }

    @Override
    public String about() {
      return command;
    }
  }

  /// Waits for the screen.
  ///
  /// @param request without the event that it comes after, which the steps before it tell
  record Wait(WaitScreenRequest request) implements Step {
    @Override
    public String kind() {
      return "wait";
    }

    @Override
    public String about() {
      return conditions(request.toJson());
    }
  }

  record Mark(String label) implements Step {
    @Override
    public String kind() {
      return "mark";
    }

    @Override
    public String about() {
      return label;
    }
  }

  record Resize(int cols, int rows) implements Step {
    @Override
    public String kind() {
      return "resize";
    }

    @Override
    public String about() {
      return cols + "x" + rows;
    }
  }

  record Signal(String signal) implements Step {
    @Override
    public String kind() {
      return "signal";
    }

    @Override
    public String about() {
      return signal;
    }
  }

  /// Reads the screen.
  ///
  /// @param out the file to write the snapshot to; null to have it in the result
  record Snapshot(String format, @Nullable String out) implements Step {
    @Override
    public String kind() {
      return "snapshot";
    }

    @Override
    public String about() {
      return out == null ? format : format + " " + out;
    }
  }

  /// Makes a picture of the screen.
  ///
  /// @param out the PNG or SVG file to write; null for one among the session's artifacts
  record Screenshot(@Nullable String out) implements Step {
    @Override
    public String kind() {
      return "screenshot";
    }

    @Override
    public String about() {
      return out == null ? "" : out;
    }
  }

  /// Holds the session against what it should be.
  ///
  /// @param check what is expected
  record Expect(JsonObject check) implements Step {
    @Override
    public String kind() {
      return "expect";
    }

    @Override
    public String about() {
      return conditions(check);
    }
  }

  private static String conditions(JsonObject json) {
    var text = new StringBuilder();
    json.members()
        .forEach(
            (name, value) -> {
              if (!name.equals("timeout") && !name.equals("timeoutMs")) {
                text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(value);
              }
            });
    return text.toString();
  }
}

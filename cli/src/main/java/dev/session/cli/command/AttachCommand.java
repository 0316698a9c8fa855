package dev.session.cli.command;

import dev.session.cli.attach.Abilities;
import dev.session.cli.attach.AttachClient;
import dev.session.cli.attach.AttachClient.End;
import dev.session.cli.attach.AttachClient.Wish;
import dev.session.cli.attach.AttachClient.Witness;
import dev.session.cli.attach.OuterModes;
import dev.session.cli.attach.StepWriter;
import dev.session.cli.route.LiveHost;
import dev.session.cli.route.Target;
import dev.session.cli.tty.RawTerminal;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.home.SessionCatalog;
import dev.session.home.SessionRecord;
import dev.session.home.SessionStore;
import dev.session.json.JsonObject;
import dev.session.status.SessionCommand;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// `session attach` and `session record-steps`: this terminal on a live session.
final class AttachCommand {
  private static final String DETACH_KEYS = "ctrl+\\ d";

  private AttachCommand() {}

  static Outcome run(Call call) {
    var arguments = call.arguments();
    return attach(
        call,
        arguments.has("session") ? call.target() : newest(call),
        new Manner(
            arguments.has("read-only"),
            arguments.has("own-size"),
            arguments.has("hold"),
            detachKeys(call)),
        Witness.NONE);
  }

  /// `session create --attach`.
  static Outcome created(Call call, String id) {
    return attach(call, call.target(id), Manner.USUAL, Witness.NONE);
  }

  private static Target newest(Call call) {
    var home = call.home();
    var newest = SessionCatalog.newestActive(home);
    if (newest == null) {
      throw new SessionException(
          ErrorCode.SESSION_NOT_FOUND,
          "No session runs in the home "
              + home.directory()
              + "; 'session create --attach' starts one.",
          JsonObject.builder().put("home", home.directory().toString()).build());
    }
    return call.target(newest.id().value());
  }

  /// How a client is attached.
  private record Manner(boolean readOnly, boolean ownSize, boolean hold, String detachKeys) {
    static final Manner USUAL = new Manner(false, false, false, DETACH_KEYS);
  }

  private static String detachKeys(Call call) {
    var keys = call.arguments().text("detach-keys");
    return keys == null ? DETACH_KEYS : keys;
  }

  static Outcome recordSteps(Call call) {
    var file = call.arguments().required("file");
    var target = call.target();
    try (var writer = StepWriter.create(Path.of(file))) {
      writer.askWhetherHidden(() -> isHidden(call, target));
      var manner = new Manner(false, false, call.arguments().has("hold"), detachKeys(call));
      var outcome = attach(call, target, manner, writer);
      call.console().tell("[" + writer.write() + " steps in " + file + "]\n");
      return outcome;
    }
  }

  /// Whether what is typed now is a password or the like: read by lines and not echoed.
  private static boolean isHidden(Call call, Target target) {
    try {
      var modes =
          target
              .live(
                  SessionCommand.ATTACH,
                  host -> host.get(target.path("modes"), call.timeoutMillis()))
              .fields("");
      return Boolean.FALSE.equals(modes.optionalBool("echo"))
          && Boolean.TRUE.equals(modes.optionalBool("lineInput"));
    } catch (SessionException nobodyKnows) {
      return true;
    }
  }

  /// Refuses to attach something that is not a terminal.
  static Abilities requireTerminal(Call call) {
    var abilities = Abilities.of(call.environment());
    if (abilities == null || !RawTerminal.isAvailable()) {
      throw new SessionException(
          ErrorCode.INVALID_INPUT,
          "Attaching needs a terminal on standard input and output"
              + (abilities == null ? ", and TERM must name one that can place its cursor" : "")
              + ". Scripts use 'session type', 'session wait' and 'session snapshot'.");
    }
    return abilities;
  }

  private static Outcome attach(Call call, Target target, Manner manner, Witness witness) {
    var abilities = requireTerminal(call);
    var session = name(SessionStore.require(target.files()));
    var wish = new Wish(manner.readOnly(), manner.detachKeys(), session);
    var client = new AttachClient(wish, abilities, witness);
    var ends = new End[1];
    target.live(
        SessionCommand.ATTACH,
        host -> {
          ends[0] = attached(call, target, host, client, query(call, manner), abilities);
          return JsonObject.EMPTY;
        });
    return farewell(call, target, ends[0]);
  }

  private static String query(Call call, Manner manner) {
    var by = URLEncoder.encode(TerminalCommands.caller(call), StandardCharsets.UTF_8);
    return "&readOnly="
        + manner.readOnly()
        + "&ownSize="
        + manner.ownSize()
        + "&hold="
        + manner.hold()
        + "&by="
        + by;
  }

  private static End attached(
      Call call,
      Target target,
      LiveHost host,
      AttachClient client,
      String query,
      Abilities abilities) {
    var size = RawTerminal.currentSize();
    var path = target.path("attach") + "?cols=" + size.cols() + "&rows=" + size.rows() + query;
    var stream = host.stream(path, call.timeoutMillis());
    try (var second = host.another();
        var terminal =
            RawTerminal.open(
                OuterModes.takeOver(abilities.extended()),
                OuterModes.giveBack(abilities.extended()))) {
      return client.run(terminal, stream, second, target.path(""));
    }
  }

  private static Outcome farewell(Call call, Target target, End end) {
    var record = SessionStore.require(target.files());
    var name = name(record);
    switch (end) {
      case DETACHED -> call.console().tell("[left " + name + ", which goes on]\n");
      case ENDED -> call.console().tell("[" + name + " " + ending(record) + "]\n");
      case LOST ->
          throw new SessionException(
              ErrorCode.RPC_ERROR,
              "The host of session "
                  + record.id()
                  + " went away. 'session inspect' tells what became of the session.");
    }
    return new Outcome.Printed(0);
  }

  private static String name(SessionRecord record) {
    return record.name() == null ? record.id().value() : record.name();
  }

  private static String ending(SessionRecord record) {
    var ending = record.ending();
    if (ending == null) {
      return "has ended";
    }
    if (ending.exitSignal() != null) {
      return "was ended by " + ending.exitSignal();
    }
    return "has ended" + (ending.exitCode() == null ? "" : " with exit code " + ending.exitCode());
  }
}

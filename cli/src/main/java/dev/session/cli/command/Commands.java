package dev.session.cli.command;

import dev.session.cli.grammar.Command;
import dev.session.error.ErrorCode;
import dev.session.error.SessionException;

/// Which code carries out which command.
public final class Commands {
  private Commands() {}

  public static Outcome run(Command command, Call call) {
    return switch (command) {
      case TYPE -> InputCommands.type(call);
      case PASTE -> InputCommands.paste(call);
      case SEND_KEYS -> InputCommands.sendKeys(call);
      case RUN -> InputCommands.run(call);
      case SIGNAL -> InputCommands.signal(call);
      case RESIZE -> InputCommands.resize(call);
      case MARK -> InputCommands.mark(call);
      case WAIT -> WaitCommand.run(call);
      case SNAPSHOT -> SnapshotCommand.run(call);
      case COMPLETION -> CompletionCommand.run(call);
      case SCHEMA -> SchemaCommand.run();
      case VERSION -> VersionCommand.run();
      case HELP -> throw new IllegalStateException("the parser answers requests for help");
      case CREATE,
          LIST,
          INSPECT,
          RENAME,
          TOUCH,
          DESTROY,
          GC,
          LOG,
          POLL,
          RECORD_EXPORT,
          RENDER,
          HOST_RUN,
          HOST_STATUS,
          HOST_STOP,
          HOST_RESTART,
          HOME_LIST,
          HOME_FORGET,
          DOCTOR,
          DEMO ->
          throw new SessionException(
              ErrorCode.INTERNAL_ERROR,
              "'session " + command.path() + "' is not part of this build.");
    };
  }
}

package dev.session.cli.command;

import dev.session.cli.grammar.Command;

/// Which code carries out which command.
public final class Commands {
  private Commands() {}

  public static Outcome run(Command command, Call call) {
    return switch (command) {
      case CREATE -> CreateCommand.run(call);
      case LIST -> ListCommand.run(call);
      case INSPECT -> InspectCommand.run(call);
      case RENAME -> RenameCommand.run(call);
      case KEEP -> KeepCommand.run(call);
      case TOUCH -> TouchCommand.run(call);
      case DESTROY -> DestroyCommand.run(call);
      case ARCHIVE -> ArchiveCommands.archive(call);
      case IMPORT -> ArchiveCommands.importFile(call);
      case GC -> GcCommand.run(call);
      case HOST_RUN -> HostCommands.run(call);
      case HOST_STATUS -> HostCommands.status(call);
      case HOST_STOP -> HostCommands.stop(call);
      case HOST_RESTART -> HostCommands.restart(call);
      case HOME_LIST -> HomeCommands.list(call);
      case HOME_FORGET -> HomeCommands.forget(call);
      case TYPE -> InputCommands.type(call);
      case PASTE -> InputCommands.paste(call);
      case SEND_KEYS -> InputCommands.sendKeys(call);
      case MOUSE -> TerminalCommands.mouse(call);
      case FOCUS -> TerminalCommands.focus(call);
      case ATTACH -> AttachCommand.run(call);
      case RECORD_STEPS -> AttachCommand.recordSteps(call);
      case HOLD -> TerminalCommands.hold(call);
      case RELEASE -> TerminalCommands.release(call);
      case MODES -> TerminalCommands.modes(call);
      case RUN -> RunCommand.run(call);
      case BATCH -> BatchCommand.run(call);
      case PIPE -> PipeCommand.run(call);
      case SIGNAL -> InputCommands.signal(call);
      case RESIZE -> InputCommands.resize(call);
      case MARK -> InputCommands.mark(call);
      case WAIT -> WaitCommand.run(call);
      case EXPECT -> ExpectCommand.run(call);
      case SNAPSHOT -> SnapshotCommand.run(call);
      case SCREENSHOT -> ScreenshotCommand.run(call);
      case DASHBOARD -> DashboardCommand.run(call);
      case CONFIG_SHOW -> ConfigCommands.show(call);
      case CONFIG_GET -> ConfigCommands.get(call);
      case CONFIG_SET -> ConfigCommands.set(call);
      case CONFIG_PATH -> ConfigCommands.path(call);
      case SKILLS_LIST -> SkillsCommands.list();
      case SKILLS_GET -> SkillsCommands.get(call);
      case SKILLS_PATH -> SkillsCommands.path(call);
      case DEMO -> DemoCommand.run(call);
      case DOCTOR -> DoctorCommand.run(call);
      case LOG -> LogCommand.run(call);
      case SEARCH -> SearchCommand.run(call);
      case DIFF -> DiffCommand.run(call);
      case ARTIFACT_LIST -> ArtifactCommands.list(call);
      case ARTIFACT_PATH -> ArtifactCommands.path(call);
      case ARTIFACT_VERIFY -> ArtifactCommands.verify(call);
      case POLL -> PollCommand.run(call);
      case RECORD_EXPORT -> RecordExportCommand.run(call);
      case PLAY -> PlayCommand.run(call);
      case RENDER -> RenderCommand.run(call);
      case COMPLETION -> CompletionCommand.run(call);
      case SCHEMA -> SchemaCommand.run();
      case VERSION -> VersionCommand.run();
      case HELP -> throw new IllegalStateException("the parser answers requests for help");
    };
  }
}

package dev.session.message;

import dev.session.error.ErrorCode;
import dev.session.error.SessionException;
import dev.session.json.JsonArray;
import dev.session.json.JsonFields;
import dev.session.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Start a session. What is absent takes the default of the home's settings.
///
/// @param command program and arguments; absent for the shell itself
/// @param shell the shell to run, or to note where a command is given
/// @param cwd the directory the session starts in; absolute
/// @param environment the caller's environment, which the session inherits
/// @param env variables given for this session
/// @param term the value of TERM
/// @param idleTimeoutMs 0 for none
/// @param ttlMs 0 for none
/// @param showEnv whether the result tells the values of `env`
/// @param keep whether `gc` must leave the session
/// @param noIntegration whether a shell is started without telling of its commands
/// @param noTrace whether nothing is kept of a session whose program cannot be started
/// @param recording what the session's log is made of; absent for everything
/// @param umask of the caller, for group and others; absent for the host's
public record CreateRequest(
    @Nullable List<String> command,
    @Nullable String shell,
    String cwd,
    Map<String, String> environment,
    Map<String, String> env,
    @Nullable Integer cols,
    @Nullable Integer rows,
    @Nullable String term,
    @Nullable String name,
    @Nullable Long idleTimeoutMs,
    @Nullable Long ttlMs,
    boolean showEnv,
    boolean keep,
    boolean noIntegration,
    boolean noTrace,
    @Nullable Recording recording,
    @Nullable Integer umask)
    implements Message {
  private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /// What the session's log is made of.
  ///
  /// @param input whether input is written down; else only its length
  /// @param redact regular expressions whose matches are taken out of output and input, together
  ///   with those of the home's settings
  /// @param maxLogBytes beyond that the oldest segments are dropped; 0 for never
  public record Recording(boolean input, List<String> redact, @Nullable Long maxLogBytes) {
    static final Recording DEFAULT = new Recording(true, List.of(), null);

    JsonObject toJson() {
      return JsonObject.builder()
          .put("input", input)
          .put("redact", redact.isEmpty() ? null : JsonArray.ofStrings(redact))
          .put("maxLogBytes", maxLogBytes)
          .build();
    }

    static Recording fromJson(JsonFields fields) {
      var redact = fields.optionalStrings("redact");
      return new Recording(
          !Boolean.FALSE.equals(fields.optionalBool("input")),
          redact == null ? List.of() : redact,
          fields.optionalLong("maxLogBytes"));
    }
  }

  /// Whether a variable of this name can be set by a shell, and so by a caller.
  public static boolean isVariableName(String name) {
    return VARIABLE_NAME.matcher(name).matches();
  }

  /// What the session's log is made of, everything where nothing was said.
  public Recording recordingOrDefault() {
    return recording == null ? Recording.DEFAULT : recording;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("command", command == null ? null : JsonArray.ofStrings(command))
        .put("shell", shell)
        .put("cwd", cwd)
        .put("environment", environment.isEmpty() ? null : JsonObject.ofStrings(environment))
        .put("env", env.isEmpty() ? null : JsonObject.ofStrings(env))
        .put("cols", cols)
        .put("rows", rows)
        .put("term", term)
        .put("name", name)
        .put("idleTimeoutMs", idleTimeoutMs)
        .put("ttlMs", ttlMs)
        .flag("showEnv", showEnv)
        .flag("keep", keep)
        .flag("noIntegration", noIntegration)
        .flag("noTrace", noTrace)
        .put("recording", recording == null ? null : recording.toJson())
        .put("umask", umask)
        .build();
  }

  // What the caller inherited is passed on whatever it is called.
  private static Map<String, String> variables(JsonFields fields) {
    var variables = fields.stringMap("env");
    for (var name : variables.keySet()) {
      if (!isVariableName(name)) {
        throw new SessionException(
            ErrorCode.INVALID_INPUT,
            "'" + name + "' is not the name of a variable: letters, digits and _, no digit first.",
            JsonObject.builder().put("name", name).build());
      }
    }
    return variables;
  }

  public static CreateRequest fromJson(JsonFields fields) {
    return new CreateRequest(
        fields.optionalStrings("command"),
        fields.optionalString("shell"),
        fields.string("cwd"),
        fields.stringMap("environment"),
        variables(fields),
        fields.optionalInteger("cols"),
        fields.optionalInteger("rows"),
        fields.optionalString("term"),
        fields.optionalString("name"),
        fields.optionalLong("idleTimeoutMs"),
        fields.optionalLong("ttlMs"),
        fields.flag("showEnv"),
        fields.flag("keep"),
        fields.flag("noIntegration"),
        fields.flag("noTrace"),
        fields.has("recording") ? Recording.fromJson(fields.fields("recording")) : null,
        fields.optionalInteger("umask"));
  }
}

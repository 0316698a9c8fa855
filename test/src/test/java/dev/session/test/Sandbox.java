package dev.session.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The packaged program in a world of its own, one for each test:
///
/// ```java
/// @RegisterExtension final Sandbox sandbox = new Sandbox();
/// …
/// var created = sandbox.run("create", "--json", "--", "cat").exits(0).success();
/// ```
///
/// The home, the user's directory and the working directory are fresh, the environment is small and
/// known. After the test the host is stopped; a process that then still carries the mark which
/// every call puts in the environment fails the test, and is killed.
///
/// What a test needs, but is not about, it asks of one process:
///
/// ```java
/// sandbox.ask("type", id, "text").exits(0);
/// ```
///
/// Where it makes no difference which host a session runs in, the tests of a class share one:
///
/// ```java
/// @RegisterExtension static final Sandbox sandbox = Sandbox.sharingAHost();
/// ```
///
/// Then the home and the process that answers stay from test to test: all sessions end with the
/// test that created them, and what else the test put there goes too.
final class Sandbox
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private static final String MARK_VARIABLE = "SESSION_TEST_SANDBOX";

  /// By which whoever clears up behind the tests knows their processes.
  private static final String RUN_VARIABLE = "SESSION_TEST_RUN";

  private static final Path PROC = Path.of("/proc");
  private static final Pattern ID = Pattern.compile("[0-9A-Z]{26}");
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final String mark = UUID.randomUUID().toString();
  private final boolean shared;
  private @Nullable Path directory;
  private @Nullable Path home;
  private @Nullable Pipe pipe;

  Sandbox() {
    this(false);
  }

  private Sandbox(boolean shared) {
    this.shared = shared;
  }

  /// One home and host for all tests of a class.
  static Sandbox sharingAHost() {
    return new Sandbox(true);
  }

  /// The packaged program: the directory with `bin` and `lib`.
  static Path installation() {
    var property = System.getProperty("session.test.program");
    var path = Path.of(Objects.requireNonNull(property, "session.test.program")).normalize();
    if (!Files.isExecutable(path.resolve("bin/session"))) {
      throw new AssertionError("no packaged program in " + path + "; run `mvn package` first");
    }
    return path;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    if (shared) {
      home = fresh("h");
      directory = fresh("s");
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    if (!shared) {
      directory = fresh("s");
      home = directory.resolve("home");
    }
    Files.createDirectories(user());
    Files.createDirectories(calls());
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    if (!shared) {
      endPipe();
    }
    if (shared && isHostListening()) {
      endSessions();
      check(processes -> processes.stream().allMatch(process -> process.pid() == listener()));
    } else {
      endHost();
      check(List::isEmpty);
      if (Files.exists(home())) {
        delete(home());
      }
    }
    for (var file : list(directory())) {
      delete(file);
    }
    if (!shared) {
      delete(directory());
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (shared) {
      endPipe();
      Files.createDirectories(calls());
      beWithoutAHome();
      check(List::isEmpty);
      delete(directory());
    }
  }

  private void endPipe() {
    if (pipe != null) {
      pipe.end();
      pipe = null;
    }
  }

  private void endHost() {
    if (isHostListening()) {
      ProcessHandle.of(listener()).filter(this::isMine).ifPresent(ProcessHandle::destroy);
    } else if (!processes().isEmpty()) {
      call().run("host", "stop");
    }
  }

  /// Ends the host and waits until it is gone.
  void stopHost() {
    long host = listener();
    endHost();
    Await.until("the host is gone", () -> !runs(host));
  }

  /// A new directory with a short name, so that a socket's path in it has room.
  ///
  /// Canonical, because the program resolves symbolic links in what it is given.
  private static Path fresh(String kind) throws IOException {
    var parent = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
    return Files.createDirectory(parent.resolve(kind + COUNT.incrementAndGet()));
  }

  private void check(Predicate<List<ProcessHandle>> allowed) {
    var gone = Await.within(STOP_LIMIT, () -> allowed.test(processes()));
    if (!gone) {
      var left = processes();
      left.forEach(ProcessHandle::destroyForcibly);
      fail("left behind by the test: " + left.stream().map(Sandbox::describe).toList());
    }
  }

  /// Takes everything out of the shared home but the host, by the host itself if a session runs.
  private void endSessions() throws IOException {
    if (Files.exists(home().resolve("config.json"))) {
      stopHost(); // It has taken settings that the next test does not know.
    } else {
      try (var api = api()) {
        for (var session : list(home().resolve("sessions"))) {
          api.post("/v1/sessions/" + session.getFileName() + "/destroy", "{\"force\":true}");
        }
      }
    }
    for (var file : list(home())) {
      if (!file.getFileName().toString().startsWith("host.")) {
        delete(file);
      }
    }
  }

  /// Takes the shared home and its host away, for a test of what makes no home.
  void beWithoutAHome() throws IOException {
    stopHost();
    if (Files.exists(home())) {
      delete(home());
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var files = Files.list(directory)) {
      return files.toList();
    }
  }

  private JsonNode hostRecord() {
    var mapper = new ObjectMapper();
    var record = home().resolve("host.json");
    try {
      return Files.exists(record)
          ? mapper.readTree(Files.readString(record))
          : mapper.createObjectNode();
    } catch (NoSuchFileException _) {
      return mapper.createObjectNode(); // It has left at this moment.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long listener() {
    return hostRecord().path("pid").asLong(0);
  }

  private boolean isHostListening() {
    return runs(listener());
  }

  /// The sandbox's directory; calls start in it.
  Path directory() {
    return Objects.requireNonNull(directory, "only within a test");
  }

  /// The home of the sessions, not there until the program makes it.
  Path home() {
    return Objects.requireNonNull(home, "only within a test");
  }

  /// What the user calls `~`: empty.
  Path user() {
    return directory().resolve("user");
  }

  /// Where calls keep their input and output.
  Path calls() {
    return directory().resolve("calls");
  }

  /// A call of the program, to be adjusted and started.
  Call call() {
    return call(installation().resolve("bin/session"));
  }

  /// A call of a program that is somewhere else.
  Call call(Path program) {
    return new Call(this, program, environment());
  }

  /// Runs the program with these arguments to its end.
  Result run(String... arguments) {
    return call().run(arguments);
  }

  /// Does what [#run] does, but not in a process of its own: the sandbox's `session pipe` answers,
  /// as with `--json`.
  Result ask(String... arguments) {
    if (pipe == null || !pipe.isAlive()) {
      var command = List.of(installation().resolve("bin/session").toString(), "pipe");
      var builder = new ProcessBuilder(command).directory(directory().toFile());
      builder.environment().clear();
      builder.environment().putAll(environment());
      pipe = Pipe.start(builder);
    }
    return pipe.ask(List.of(arguments));
  }

  /// Creates a session with these arguments; its id. Without options it is made by the host itself
  /// if one runs: a test that needs a session need not start a process to have it.
  String create(String... arguments) {
    if (arguments.length > 1 && arguments[0].equals("--") && isHostOfDefaults()) {
      return hosted(List.of(arguments).subList(1, arguments.length));
    }
    var words = new ArrayList<String>();
    words.add("create");
    words.addAll(List.of(arguments));
    var created = ask(words.toArray(String[]::new)).exits(0).success();
    return created.path("sessionId").asString();
  }

  /// What `session pipe` answers to these lines.
  List<JsonNode> pipe(List<String> lines) {
    var result = call().reading(String.join("\n", lines)).run("pipe").exits(0);
    assertEquals("", result.err());
    return answers(result);
  }

  /// What `session pipe` has answered.
  static List<JsonNode> answers(Result pipe) {
    var mapper = new ObjectMapper();
    return pipe.out().lines().map(mapper::readTree).toList();
  }

  /// Commands as `session pipe` reads them: whatever is in a word, it is one word.
  static List<String> lines(List<List<String>> commands) {
    var mapper = new ObjectMapper();
    return commands.stream().map(mapper::writeValueAsString).toList();
  }

  private boolean isHostOfDefaults() {
    return isHostListening() && !Files.exists(home().resolve("config.json"));
  }

  private String hosted(List<String> command) {
    var mapper = new ObjectMapper();
    var body = mapper.createObjectNode();
    var words = body.putArray("command");
    command.forEach(words::add);
    body.put("cwd", directory().toString());
    var variables = body.putObject("environment");
    environment().forEach(variables::put);
    return fromHost("POST", "/v1/sessions", mapper.writeValueAsString(body))
        .path("sessionId")
        .asString();
  }

  /// What the host answers, which must be what was asked for.
  private JsonNode fromHost(String method, String target, String body) {
    try (var api = api()) {
      var answer = api.exchange(method, target, "", body);
      assertEquals(200, answer.status(), answer::text);
      return answer.json();
    }
  }

  /// Waits until the screen of a session shows this.
  void awaitText(String id, String text) {
    var mapper = new ObjectMapper();
    var body = mapper.createObjectNode().put("text", text).put("timeoutMs", Await.LIMIT.toMillis());
    var result =
        fromHost("POST", "/v1/sessions/" + id + "/wait-screen", mapper.writeValueAsString(body));
    assertTrue(result.path("matched").asBoolean(), () -> text + " not in " + result);
  }

  /// The text on the screen of a session, each row with a line feed.
  String screen(String reference) {
    var snapshot = ask("snapshot", reference, "--format", "text").exits(0).success();
    return snapshot.path("text").asString() + "\n";
  }

  private boolean isHosted(String reference) {
    return ID.matcher(reference).matches() && isHostListening();
  }

  /// The record of a session, as `inspect` tells it.
  JsonNode session(String reference) {
    if (isHosted(reference)) {
      return fromHost("GET", "/v1/sessions/" + reference, "").path("session");
    }
    return ask("inspect", reference).exits(0).success().path("session");
  }

  /// Waits until a session is no longer active; its record.
  JsonNode ended(String reference) {
    if (isHosted(reference)) {
      var limit = "{\"timeoutMs\":" + Await.LIMIT.toMillis() + "}";
      var result = fromHost("POST", "/v1/sessions/" + reference + "/wait", limit);
      assertFalse(result.path("timedOut").asBoolean(), () -> reference + " does not end");
    } else {
      ask("wait", reference, "--exit").exits(0);
    }
    return session(reference);
  }

  /// The directory with the session's files.
  Path files(String id) {
    return home().resolve("sessions").resolve(id);
  }

  /// The live processes that were started from this sandbox, at any distance: hosts, sessions. The
  /// process that answers to [#ask] is none of them.
  List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses().filter(this::isMine).toList();
  }

  /// The number of the host's process.
  long hostPid() {
    assertTrue(isHostListening(), "no host runs");
    return listener();
  }

  /// A connection to the API of the host, which must run.
  Api api() {
    return Api.open(Path.of(hostRecord().path("socket").asString()));
  }

  /// Sends a process a signal, by its name without `SIG`.
  void signal(String name, long pid) {
    call().of("kill", "-" + name, Long.toString(pid)).run().exits(0);
  }

  /// Whether a process runs. One that has ended, but whose parent has not asked how, does not. One
  /// that is about to end does: its program is gone before its descriptors are.
  static boolean runs(long pid) {
    if (!Files.isDirectory(PROC)) {
      return ProcessHandle.of(pid).flatMap(process -> process.info().command()).isPresent();
    }
    try {
      // The name in parentheses may hold anything; the state follows.
      var stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return state != 'Z' && state != 'X';
    } catch (IOException _) {
      return false;
    }
  }

  /// What every call has for an environment, unless it is told otherwise.
  Map<String, String> environment() {
    var environment = new HashMap<String, String>();
    environment.put("PATH", Objects.requireNonNull(System.getenv("PATH"), "PATH"));
    environment.put("HOME", user().toString());
    environment.put("SESSION_HOME", home().toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("SHELL", "/bin/sh");
    environment.put("TERM", "xterm-256color");
    // Where fish, tmux, mc and our own long socket paths would take /tmp.
    environment.put("XDG_RUNTIME_DIR", user().toString());
    environment.put("TMUX_TMPDIR", user().toString());
    environment.put("TMPDIR", user().toString());
    environment.put(MARK_VARIABLE, mark);
    var run = System.getenv(RUN_VARIABLE);
    if (run != null) {
      environment.put(RUN_VARIABLE, run);
    }
    return environment;
  }

  private boolean isMine(ProcessHandle process) {
    if (pipe != null && process.pid() == pipe.pid()) {
      return false; // It is the test's own.
    }
    var files = PROC.resolve(Long.toString(process.pid()));
    if (!Files.isDirectory(files)) {
      return describe(process).contains(directory().toString());
    }
    try {
      // Latin-1, because an environment may hold any bytes.
      return Files.readString(files.resolve("environ"), StandardCharsets.ISO_8859_1)
          .contains(MARK_VARIABLE + "=" + mark);
    } catch (IOException _) {
      return false; // It ended meanwhile, or is another user's.
    }
  }

  private static String describe(ProcessHandle process) {
    return process.pid() + " " + process.info().commandLine().orElse("?");
  }

  private static void delete(Path directory) {
    try (var paths = Files.walk(directory)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// How fast the packaged program is as a whole, beside yardsticks of the same run: an empty Java
/// program, a pseudo terminal that is only drained, tmux and asciinema where they are installed.
///
/// Run by `./session-bench`; one source file that needs no build. Every yardstick is measured in
/// turn with what it is beside, because the machine's other work comes and goes. Nothing here can
/// fail for being slow. Arguments: the program, where to write JSON, `all` or `compare`.
final class ProgramBenchmark {
  private static final int CALLS = 15;
  private static final int STARTS = 3;
  private static final int FLOODS = 3;
  private static final int ROUNDS = 100;
  private static final int REQUESTS = 500;
  private static final int FLOOD_BYTES = 40_000_000;
  private static final double BYTES_PER_MB = 1e6;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double KIB_PER_MIB = 1024;

  /// One line of the table.
  ///
  /// @param values what was measured, by who did it; `session` first
  /// @param others higher percentiles and the like
  private record Figure(String what, String unit, Map<String, Double> values, String others) {}

  private final List<Figure> figures = new ArrayList<>();
  private final Path program;
  private final Path directory;
  private final Path home;
  private final boolean tmux = isInstalled("tmux");
  private final boolean asciinema = isInstalled("asciinema");
  private final Path drain;

  private ProgramBenchmark(Path program, Path directory) throws Exception {
    this.program = program;
    this.directory = directory;
    home = directory.resolve("home");
    drain = directory.resolve("drain");
    if (isInstalled("cc")) {
      command("cc", "-O2", "-o", drain.toString(), source("drain.c"), "-lutil");
    }
  }

  private static String source(String name) {
    return Path.of(System.getProperty("benchmark.sources")).resolve(name).toString();
  }

  public static void main(String[] args) throws Exception {
    var directory = Files.createTempDirectory("session-bench-");
    var benchmark = new ProgramBenchmark(Path.of(args[0]), directory);
    var before = load();
    try {
      benchmark.measure();
    } finally {
      benchmark.command("tmux", "-L", "session-bench", "kill-server");
      benchmark.session("host", "stop");
      delete(directory);
    }
    var machine =
        Runtime.getRuntime().availableProcessors()
            + " processors, Java "
            + Runtime.version()
            + ", load "
            + before
            + " before and "
            + load()
            + " after";
    System.out.println(benchmark.table(machine, args[2].equals("compare")));
    Files.writeString(Path.of(args[1]), benchmark.json(machine));
    System.out.println("Written to " + args[1]);
  }

  private void measure() throws Exception {
    starts();
    calls();
    var plain = directory.resolve("plain");
    var dense = directory.resolve("dense");
    Files.write(plain, plainText());
    Files.write(dense, denseEscapes());
    flood("40 MB of plain text", plain);
    flood("40 MB of dense escapes", dense);
    offline();
    open(plain);
  }

  // ---- what is measured

  private void starts() throws Exception {
    double[] first = new double[STARTS];
    double[] tmuxFirst = new double[STARTS];
    for (int i = 0; i < STARTS; i++) {
      first[i] = millis(sessionWords("create", "--", "cat"));
      if (i == STARTS - 1) {
        session("destroy", "last", "--force");
        add("resident memory of an empty host", "MiB", Map.of("session", hostMemory()), "");
      }
      session("host", "stop");
      if (tmux) {
        tmuxFirst[i] = millis(tmuxWords("new-session", "-d", "cat"));
        tmuxCall("kill-server");
      }
    }
    add("create that starts the host", "ms", beside(median(first), "tmux", tmuxFirst), "");
  }

  private void calls() throws Exception {
    Files.writeString(
        directory.resolve("Hello.java"),
        "class Hello { public static void main(String[] args) { System.out.println(\"\"); } }");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    command(java.replaceAll("java$", "javac"), "-d", "" + directory, directory + "/Hello.java");
    var hello =
        List.of(
            java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", "" + directory, "Hello");
    session("create", "--name", "pad", "--", "cat");
    session("type", "pad", "ready", "--append-newline");
    session("wait", "pad", "--text", "ready");
    tmuxCall("new-session", "-d", "-s", "pad", "-x", "80", "-y", "24", "cat");
    call("version", hello, sessionWords("version"), tmuxWords("-V"));
    call("list", hello, sessionWords("list"), tmuxWords("list-sessions"));
    call("type", hello, sessionWords("type", "pad", "x"), tmuxWords("send-keys", "-t", "pad", "x"));
    call(
        "snapshot",
        hello,
        sessionWords("snapshot", "pad", "--format", "text"),
        tmuxWords("capture-pane", "-p", "-t", "pad"));
    call("wait that is true already", hello, sessionWords("wait", "pad", "--text", "ready"), null);
    call(
        "create, the host running",
        hello,
        sessionWords("create", "--", "true"),
        tmuxWords("new-session", "-d", "true"));
  }

  private void call(String what, List<String> hello, List<String> session, List<String> other)
      throws Exception {
    double[] java = new double[CALLS];
    double[] ours = new double[CALLS];
    double[] theirs = new double[CALLS];
    millis(session);
    for (int i = 0; i < CALLS; i++) {
      java[i] = millis(hello);
      ours[i] = millis(session);
      if (tmux && other != null) {
        theirs[i] = millis(other);
      }
    }
    var values = new LinkedHashMap<String, Double>();
    values.put("session", median(ours));
    values.put("java Hello", median(java));
    if (tmux && other != null) {
      values.put("tmux", median(theirs));
    }
    add(what, "ms", values, String.format(Locale.ROOT, "fastest %.0f", ours[0]));
  }

  private void flood(String what, Path file) throws Exception {
    double[] ours = new double[FLOODS];
    double[] bare = new double[FLOODS];
    double[] tmuxes = new double[FLOODS];
    double[] recorded = new double[FLOODS];
    try (var pipe = new Pipe()) {
      for (int i = 0; i < FLOODS; i++) {
        var cat = "cat " + file;
        if (Files.exists(drain)) {
          bare[i] = Double.parseDouble(output(drain.toString(), "cat", file.toString()).strip());
        }
        long begun = System.nanoTime();
        pipe.ask("create --name flood" + i + " -- " + cat);
        pipe.ask("wait last --exit --timeout 120000");
        ours[i] = (System.nanoTime() - begun) / 1e9;
        if (tmux) {
          var all = "tmux -L session-bench ";
          tmuxes[i] =
              millis(
                      List.of(
                          "sh",
                          "-c",
                          all
                              + "new-session -d -x 80 -y 24 '"
                              + cat
                              + "; "
                              + all
                              + "wait-for -S done'; "
                              + all
                              + "wait-for done"))
                  / 1000;
        }
        if (asciinema) {
          var cast = directory.resolve("flood" + i + ".cast").toString();
          recorded[i] = millis(List.of("asciinema", "rec", "-q", "-c", cat, cast)) / 1000;
        }
      }
    }
    double size = Files.size(file) / BYTES_PER_MB;
    var values = new LinkedHashMap<String, Double>();
    values.put("session", size / median(ours));
    putSpeed(values, "bare drain", size, bare);
    putSpeed(values, "tmux", size, tmuxes);
    putSpeed(values, "asciinema", size, recorded);
    add(what, "MB/s", values, "");
  }

  private static void putSpeed(
      Map<String, Double> values, String who, double size, double[] seconds) {
    if (seconds[0] > 0) {
      values.put(who, size / median(seconds));
    }
  }

  private void offline() throws Exception {
    session("create", "--name", "small", "--", "sh", "-c", "echo hello; ls -l /");
    session("wait", "small", "--exit");
    var picture = directory.resolve("screen.png").toString();
    call("snapshot offline, small log", hello(), sessionWords("snapshot", "small"), null);
    call("snapshot offline, log of 40 MB", hello(), sessionWords("snapshot", "flood0"), null);
    call(
        "screenshot offline, 80 x 24, PNG",
        hello(),
        sessionWords("screenshot", "small", "--out", picture),
        null);
  }

  private List<String> hello() {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(
        java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", "" + directory, "Hello");
  }

  private void open(Path flood) throws Exception {
    var request = new double[REQUESTS];
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(home.resolve("host.sock")));
      for (int i = -REQUESTS; i < REQUESTS; i++) {
        long begun = System.nanoTime();
        exchange(channel, "/v1/sessions/pad");
        request[Math.max(i, 0)] = (System.nanoTime() - begun) / NANOS_PER_MILLI;
      }
    }
    add("request on an open connection", "ms", Map.of("session", median(request)), tail(request));
    try (var pipe = new Pipe()) {
      var rounds = new double[REQUESTS];
      for (int i = -REQUESTS; i < REQUESTS; i++) {
        long begun = System.nanoTime();
        pipe.ask("inspect pad");
        rounds[Math.max(i, 0)] = (System.nanoTime() - begun) / NANOS_PER_MILLI;
      }
      add("inspect by session pipe", "ms", Map.of("session", median(rounds)), tail(rounds));
      typeAndWait(pipe, "type, then wait for its echo, by session pipe");
      pipe.ask("create --name endless -- sh -c 'while cat " + flood + "; do :; done'");
      typeAndWait(pipe, "the same while another session floods");
      pipe.ask("destroy endless --force");
    }
  }

  private void typeAndWait(Pipe pipe, String what) throws IOException {
    var rounds = new double[ROUNDS];
    for (int i = -ROUNDS; i < ROUNDS; i++) {
      var text = "round" + System.nanoTime() + ";";
      long begun = System.nanoTime();
      pipe.ask("type pad " + text + " --append-newline");
      pipe.ask("wait pad --text " + text);
      rounds[Math.max(i, 0)] = (System.nanoTime() - begun) / NANOS_PER_MILLI;
    }
    add(what, "ms", Map.of("session", median(rounds)), tail(rounds));
  }

  // ---- what is written to the terminals

  private static byte[] plainText() {
    var random = new Random(7);
    var text = new StringBuilder(FLOOD_BYTES + 100);
    while (text.length() < FLOOD_BYTES) {
      int words = 4 + random.nextInt(10);
      for (int i = 0; i < words; i++) {
        int letters = 2 + random.nextInt(8);
        for (int j = 0; j < letters; j++) {
          text.append((char) ('a' + random.nextInt(26)));
        }
        text.append(' ');
      }
      text.append('\n');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] denseEscapes() {
    var random = new Random(7);
    var text = new StringBuilder(FLOOD_BYTES + 100);
    while (text.length() < FLOOD_BYTES) {
      text.append("\u001b[").append(1 + random.nextInt(24)).append(';');
      text.append(1 + random.nextInt(80)).append("H\u001b[38;2;").append(random.nextInt(256));
      text.append(';').append(random.nextInt(256)).append(';').append(random.nextInt(256));
      text.append('m').append((char) ('a' + random.nextInt(26)));
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  // ---- processes

  /// A `session pipe`, as a program would drive it.
  private final class Pipe implements AutoCloseable {
    private final Process process;
    private final OutputStream input;
    private final BufferedReader answers;

    Pipe() throws IOException {
      process = start(sessionWords("pipe")).redirectOutput(ProcessBuilder.Redirect.PIPE).start();
      input = process.getOutputStream();
      answers = process.inputReader(StandardCharsets.UTF_8);
    }

    void ask(String line) throws IOException {
      input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
      var answer = answers.readLine();
      if (answer == null || !answer.startsWith("{\"ok\":true")) {
        throw new IOException(line + ": " + answer);
      }
    }

    @Override
    public void close() throws IOException {
      input.close();
      process.onExit().join();
    }
  }

  private static void exchange(SocketChannel channel, String target) throws IOException {
    var request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nSession-Protocol: 1\r\n\r\n";
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    var bytes = ByteBuffer.allocate(1 << 16);
    do {
      if (channel.read(bytes) < 0) {
        throw new IOException("the host closed the connection");
      }
    } while (!isWhole(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)));
  }

  private static boolean isWhole(String answer) {
    int head = answer.indexOf("\r\n\r\n");
    if (head < 0) {
      return false;
    }
    var lower = answer.substring(0, head).toLowerCase(Locale.ROOT);
    int at = lower.indexOf("content-length: ");
    if (at < 0) {
      return answer.endsWith("0\r\n\r\n");
    }
    int length = Integer.parseInt(lower.substring(at + 16).split("\r", 2)[0].strip());
    return answer.substring(head + 4).getBytes(StandardCharsets.UTF_8).length >= length;
  }

  private List<String> sessionWords(String... words) {
    var all = new ArrayList<String>(List.of(program.toString()));
    all.addAll(List.of(words));
    return all;
  }

  private List<String> tmuxWords(String... words) {
    var all = new ArrayList<String>(List.of("tmux", "-L", "session-bench", "-f", "/dev/null"));
    all.addAll(List.of(words));
    return all;
  }

  private void tmuxCall(String... words) throws Exception {
    if (tmux) {
      millis(tmuxWords(words));
    }
  }

  private void session(String... words) throws Exception {
    millis(sessionWords(words));
  }

  private void command(String... words) throws Exception {
    if (isInstalled(words[0])) {
      millis(List.of(words));
    }
  }

  private ProcessBuilder start(List<String> words) {
    var builder =
        new ProcessBuilder(words)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("SESSION_HOME", home.toString());
    builder.environment().remove("TMUX");
    builder.environment().put("TERM", "xterm-256color");
    return builder;
  }

  private double millis(List<String> words) throws Exception {
    var builder = start(words).redirectInput(Path.of("/dev/null").toFile());
    long begun = System.nanoTime();
    builder.start().waitFor();
    return (System.nanoTime() - begun) / NANOS_PER_MILLI;
  }

  private String output(String... words) throws Exception {
    var process = start(List.of(words)).redirectOutput(ProcessBuilder.Redirect.PIPE).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private double hostMemory() throws Exception {
    var words = sessionWords("host", "status", "--json").toArray(String[]::new);
    var pid = output(words).replaceAll("(?s).*\"pid\": (\\d+).*", "$1");
    for (var line : Files.readAllLines(Path.of("/proc", pid, "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Double.parseDouble(line.replaceAll("\\D", "")) / KIB_PER_MIB;
      }
    }
    return 0;
  }

  private static boolean isInstalled(String name) {
    for (var place : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(place, name))) {
        return true;
      }
    }
    return name.startsWith("/") && Files.isExecutable(Path.of(name));
  }

  private static String load() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
  }

  private static void delete(Path directory) throws IOException {
    try (var paths = Files.walk(directory)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  // ---- figures

  private void add(String what, String unit, Map<String, Double> values, String others) {
    figures.add(new Figure(what, unit, values, others));
    System.err.println("measured: " + what);
  }

  private static Map<String, Double> beside(double ours, String who, double[] theirs) {
    var values = new LinkedHashMap<String, Double>();
    values.put("session", ours);
    if (theirs[0] > 0) {
      values.put(who, median(theirs));
    }
    return values;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  // Of sorted values.
  private static String tail(double[] values) {
    return String.format(Locale.ROOT, "90 %% within %.2f", values[values.length * 9 / 10]);
  }

  private static final List<String> WHO =
      List.of("session", "java Hello", "bare drain", "tmux", "asciinema");

  private String table(String machine, boolean compare) {
    var text = new StringBuilder(machine + ". Medians.\n\n");
    var who = compare ? List.of("session", "tmux", "asciinema") : WHO;
    text.append("| what | unit | ").append(String.join(" | ", who)).append(" | |\n|---|---|");
    text.append("---:|".repeat(who.size())).append("---|\n");
    for (var figure : figures) {
      boolean compared =
          figure.values.containsKey("tmux") || figure.values.containsKey("asciinema");
      if (compare && !compared) {
        continue;
      }
      text.append("| ").append(figure.what).append(" | ").append(figure.unit).append(" |");
      for (var one : who) {
        var value = figure.values.get(one);
        text.append(value == null ? " |" : " " + number(value) + " |");
      }
      text.append(' ').append(figure.others).append(" |\n");
    }
    if (!tmux) {
      text.append("\ntmux is not installed.\n");
    }
    if (!asciinema) {
      text.append("\nasciinema is not installed.\n");
    }
    return text.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
  }

  private String json(String machine) {
    var text = new StringBuilder("{\n  \"machine\": \"" + machine + "\",\n  \"figures\": [");
    for (int i = 0; i < figures.size(); i++) {
      var figure = figures.get(i);
      text.append(i == 0 ? "" : ",");
      text.append("\n    {\"what\": \"" + figure.what + "\", \"unit\": \"" + figure.unit + "\"");
      for (var who : WHO) {
        var value = figure.values.get(who);
        if (value != null) {
          text.append(String.format(Locale.ROOT, ", \"%s\": %.3f", who, value));
        }
      }
      text.append("}");
    }
    return text.append("\n  ]\n}\n").toString();
  }
}

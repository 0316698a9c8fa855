package dev.session.benchmark;

import dev.session.terminal.Terminal;
import dev.session.terminal.TerminalOptions;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// The terminal engine alone, on one core: bytes per second and allocation per megabyte for each
/// corpus, beside the speed at which the same bytes are only looked at, and at which a pseudo
/// terminal and tmux take them (`Yardsticks`).
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class TerminalBenchmark {
  /// What a PTY gives in one read, at most.
  private static final int CHUNK_BYTES = 1 << 16;

  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final double BYTES_PER_MB = 1e6;

  @Param("plain_text")
  public String corpus = "plain_text";

  private byte[] bytes = {};
  private Terminal terminal = terminal();

  /// Benchmarks and prints one table; arguments name the corpora, none means all.
  public static void main(String[] args) throws IOException, RunnerException {
    Map<String, byte[]> corpora = TerminalCorpus.all();
    if (args.length > 0) {
      corpora.keySet().retainAll(List.of(args));
    }
    var options =
        new OptionsBuilder()
            .include(TerminalBenchmark.class.getName() + "\\.")
            .param("corpus", corpora.keySet().toArray(String[]::new))
            .addProfiler(GCProfiler.class)
            .build();
    Collection<RunResult> results = new Runner(options).run();
    System.out.printf(
        "%n%-40s %12s %14s %14s%n", "corpus", "engine MB/s", "allocated B/MB", "byte loop MB/s");
    for (String corpus : corpora.keySet()) {
      int size = Objects.requireNonNull(corpora.get(corpus)).length;
      RunResult engine = find(results, "feed", corpus);
      RunResult loop = find(results, "byteLoop", corpus);
      Result<?> allocated = Objects.requireNonNull(engine.getSecondaryResults().get(ALLOCATED));
      System.out.printf(
          Locale.ROOT,
          "%-40s %12.0f %14.0f %14.0f%n",
          corpus,
          megabytesPerSecond(size, engine),
          allocated.getScore() / size * BYTES_PER_MB,
          megabytesPerSecond(size, loop));
    }
    Yardsticks.print(corpora.values().iterator().next());
  }

  private static RunResult find(Collection<RunResult> results, String method, String corpus) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
        .filter(result -> result.getParams().getParam("corpus").equals(corpus))
        .findFirst()
        .orElseThrow();
  }

  private static double megabytesPerSecond(int size, RunResult result) {
    double nanos = result.getPrimaryResult().getScore();
    return size / BYTES_PER_MB / (nanos / TimeUnit.SECONDS.toNanos(1));
  }

  private static Terminal terminal() {
    return new Terminal(TerminalCorpus.COLS, TerminalCorpus.ROWS, TerminalOptions.defaults());
  }

  @Setup
  public void generate() throws IOException {
    bytes = Objects.requireNonNull(TerminalCorpus.all().get(corpus), corpus);
    terminal = terminal();
  }

  @Benchmark
  public Terminal feed() {
    for (int from = 0; from < bytes.length; from += CHUNK_BYTES) {
      terminal.feed(bytes, from, Math.min(CHUNK_BYTES, bytes.length - from));
    }
    return terminal;
  }

  /// The least that any parser does: look at each byte and decide something.
  @Benchmark
  public int byteLoop() {
    int controls = 0;
    for (byte b : bytes) {
      if (b < ' ') {
        controls++;
      }
    }
    return controls;
  }
}

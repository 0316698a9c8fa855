package dev.session.benchmark;

import dev.session.cli.host.HostConnection;
import dev.session.home.Home;
import dev.session.home.HostRecord;
import dev.session.json.JsonObject;
import dev.session.message.TypeRequest;
import dev.session.message.WaitScreenRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How soon a wait on an open connection is answered, counted from the moment at which the text it
/// waits for is sent on another one: so the input's way into the session and the echo's way out are
/// in it. Beside it the yardstick, a request that is answered at once.
///
/// Arguments: a home whose host runs, and a session there that runs `cat`.
public final class WaitBenchmark {
  private static final int ROUNDS = 1000;
  private static final int WARM_UP = 300;
  private static final int CROWD = 100;
  private static final int CROWD_ROUNDS = 50;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final long TIMEOUT_MILLIS = 60_000;

  private final Path socket;
  private final String session;
  private int number;

  private WaitBenchmark(Path socket, String session) {
    this.socket = socket;
    this.session = session;
  }

  public static void main(String[] args) throws Exception {
    var record = HostRecord.read(new Home(Path.of(args[0]), true));
    if (record == null) {
      throw new IOException("no host runs in " + args[0]);
    }
    var benchmark = new WaitBenchmark(record.socket(), "/v1/sessions/" + args[1]);
    benchmark.rounds(1, WARM_UP);
    print("a request", benchmark.requests());
    print("one wait", benchmark.rounds(1, ROUNDS));
    print("the last of 100 waits", benchmark.rounds(CROWD, CROWD_ROUNDS));
  }

  private static void print(String what, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%-22s median %6.2f ms, 90 %% within %6.2f ms%n",
        what,
        nanos[nanos.length / 2] / NANOS_PER_MILLI,
        nanos[nanos.length * 9 / 10] / NANOS_PER_MILLI);
  }

  private long[] requests() {
    try (var connection = HostConnection.open(socket)) {
      long[] nanos = new long[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        long begun = System.nanoTime();
        connection.exchange("GET", session, null, TIMEOUT_MILLIS);
        nanos[i] = System.nanoTime() - begun;
      }
      return nanos;
    }
  }

  private long[] rounds(int waits, int rounds) throws InterruptedException, ExecutionException {
    var connections = new ArrayList<HostConnection>();
    try (var input = HostConnection.open(socket);
        var threads = Executors.newFixedThreadPool(waits)) {
      for (int i = 0; i < waits; i++) {
        connections.add(HostConnection.open(socket));
      }
      long[] nanos = new long[rounds];
      for (int i = 0; i < rounds; i++) {
        var text = "round-" + number++ + ";";
        var wait = WaitScreenRequest.forText(text, TIMEOUT_MILLIS).toJson();
        var answers = new ArrayList<Future<Long>>();
        for (var connection : connections) {
          answers.add(threads.submit(() -> answered(connection, wait)));
        }
        awaitWatches(waits);
        long begun = System.nanoTime();
        input.exchange(
            "POST", session + "/type", new TypeRequest(text + "\r").toJson(), TIMEOUT_MILLIS);
        nanos[i] = last(answers) - begun;
      }
      return nanos;
    } finally {
      connections.forEach(HostConnection::close);
    }
  }

  private long answered(HostConnection connection, JsonObject wait) {
    var answer = connection.exchange("POST", session + "/wait-screen", wait, TIMEOUT_MILLIS);
    long now = System.nanoTime();
    if (!answer.ok() || !answer.body().contains("\"matched\":true")) {
      throw new IllegalStateException(answer.body());
    }
    return now;
  }

  // A pause is enough: a wait that comes late only makes the figure worse.
  private static void awaitWatches(int waits) throws InterruptedException {
    Thread.sleep(2 + waits / 10);
  }

  private static long last(List<Future<Long>> answers)
      throws InterruptedException, ExecutionException {
    long last = 0;
    for (var answer : answers) {
      last = Math.max(last, answer.get());
    }
    return last;
  }
}

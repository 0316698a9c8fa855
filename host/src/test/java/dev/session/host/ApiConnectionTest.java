package dev.session.host;

import static dev.session.host.Patience.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.host.live.BusySession;
import dev.session.host.pty.OpenFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Many connections, long ones, slow ones, large ones, and those that break off.
@Timeout(60)
class ApiConnectionTest {
  private TestHost host;

  @BeforeEach
  void start(@TempDir Path home) throws IOException {
    host = new TestHost(home);
  }

  @AfterEach
  void stop() throws IOException {
    host.close();
  }

  @Test
  void aConnectionServesManyRequests() throws IOException {
    try (var client = host.connect()) {
      for (int i = 0; i < 1000; i++) {
        assertEquals(200, client.get("/v1/host").status());
      }
    }
  }

  @Test
  void requestsSentAheadAreAnsweredInOrder() throws IOException {
    try (var client = host.connect()) {
      for (int i = 0; i < 20; i++) {
        client.send(
            "GET /health HTTP/1.1\r\nHost: x\r\n\r\nGET /no" + i + " HTTP/1.1\r\nHost: x\r\n\r\n");
      }
      for (int i = 0; i < 20; i++) {
        assertEquals(200, client.read().status());
        assertTrue(client.read().body().contains("\"/no" + i + "\""));
      }
    }
  }

  @Test
  void slowAndHalfRequestsHoldUpNobody() throws IOException {
    var half = new ArrayList<ApiClient>();
    for (var begun :
        new String[] {
          "",
          "G",
          "GET /health HTTP/1.1\r\n",
          "POST /v1/sessions HTTP/1.1\r\nHost: x\r\n",
          "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"cwd\""
        }) {
      var client = host.connect();
      client.send(begun);
      half.add(client);
    }
    try (var client = host.connect()) {
      assertEquals(200, client.get("/health").status());
    }
    // The slow one is served when it is whole.
    half.get(1).send("ET /health HTTP/1.1\r\nHost: x\r\n\r\n");
    assertEquals(200, half.get(1).read().status());
    for (var client : half) {
      client.close();
    }
    try (var client = host.connect()) {
      assertEquals(200, client.get("/health").status());
    }
  }

  @Test
  void aThousandConnectionsAreServedAndGivenBack() throws Exception {
    int before = OpenFiles.count();
    var clients = new ArrayList<ApiClient>();
    for (int i = 0; i < 1000; i++) {
      clients.add(host.connect());
    }
    for (var client : clients) {
      client.request("GET", "/v1/host", Map.of(), null);
    }
    for (var client : clients) {
      assertEquals(200, client.read().status());
    }
    for (var client : clients) {
      client.close();
    }
    eventually("the connections to be closed", () -> OpenFiles.count() <= before + 4);
  }

  @Test
  void aClientThatGoesWhileItsSessionIsBusyHoldsUpNobody() throws Exception {
    var session = host.sh("sleep 1000");
    var waits = new ArrayList<ApiClient>();
    for (var body : new String[] {"{}", "{\"idleMs\":1000000}"}) {
      var client = host.connect();
      client.request("POST", "/v1/sessions/" + session + "/wait", Map.of(), body);
      waits.add(client);
    }
    eventually("the waits", () -> host.host.sessions().waitCount() == 2);
    try (var _ = new BusySession(host.host.sessions(), session)) {
      for (var client : waits) {
        client.close();
      }
      for (int i = 0; i < 10; i++) {
        try (var client = host.connect()) {
          assertEquals(200, client.get("/health").status());
        }
      }
    }
    eventually("the waits to be forgotten", () -> host.host.sessions().waitCount() == 0);
  }

  @Test
  void aWaitWhoseClientGoesAwayIsForgotten() throws IOException {
    var session = host.sh("read x");
    var waits = new ArrayList<ApiClient>();
    for (var body : new String[] {"{}", "{\"idleMs\":1000000}", "{\"timeoutMs\":1000000}"}) {
      var client = host.connect();
      client.request("POST", "/v1/sessions/" + session + "/wait", Map.of(), body);
      waits.add(client);
    }
    eventually("the waits", () -> host.host.sessions().waitCount() == 3);
    for (var client : waits) {
      client.close();
    }
    eventually("the waits to be forgotten", () -> host.host.sessions().waitCount() == 0);
  }

  @Test
  void sixtyFourMebibytesCanBeTyped() throws IOException {
    int bytes = 64 << 20;
    var session = host.sh("stty raw -echo; echo go; head -c " + bytes + " | wc -c; sleep 1000");
    try (var client = host.connect()) {
      awaitText(client, session, "go");
      var text = "0123456789abcde\\n".repeat(bytes / 16);
      var answer = client.post("/v1/sessions/" + session + "/type", "{\"text\":\"" + text + "\"}");
      assertEquals(200, answer.status(), answer::body);
      awaitText(client, session, Integer.toString(bytes));
    }
  }

  @Test
  void aLargeUploadThatStandsStillHoldsUpNoOther() throws IOException {
    var session = host.sh("stty raw -echo; echo go; exec cat >/dev/null");
    var path = "/v1/sessions/" + session + "/type";
    int bytes = 9 << 20;
    try (var stalled = host.connect();
        var client = host.connect()) {
      stalled.send(
          "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + bytes + "\r\n\r\n{");
      awaitText(client, session, "go");
      var answer = client.post(path, "{\"text\":\"" + "x".repeat(bytes) + "\"}");
      assertEquals(200, answer.status(), answer::body);
    }
  }

  @Test
  void largeAnswersThatNobodyReadsAreFewAndTheNextComesWhenOneIsGone() throws IOException {
    var session =
        host.sh(
            "read x; x=$(printf '\\033[31ma\\033[32mb');"
                + " yes \"$x\" | head -n 100000 | tr -d '\\n'; echo; echo go; sleep 1000");
    var path = "/v1/sessions/" + session + "/snapshot";
    var body = "{\"includeCells\":true}";
    int length;
    try (var client = host.connect()) {
      client.post("/v1/sessions/" + session + "/resize", "{\"cols\":500,\"rows\":300}");
      client.post("/v1/sessions/" + session + "/type", "{\"text\":\"\\n\"}");
      awaitText(client, session, "go");
      length = client.post(path, body).body().length();
    }
    int room = 64 / (length / (1 << 20) + 1);
    var unread = new ArrayList<ApiClient>();
    for (int i = 0; i < room; i++) {
      var client = host.connect();
      client.request("POST", path, Map.of(), body);
      eventually("an answer", client::hasAnswer);
      unread.add(client);
    }
    try (var late = host.connect();
        var other = host.connect()) {
      late.request("POST", path, Map.of(), body);
      for (int i = 0; i < 20; i++) {
        assertEquals(200, other.post(path, "{\"format\":\"text\"}").status());
      }
      assertFalse(late.hasAnswer(), room + " answers of " + length + " bytes are unread");
      unread.getFirst().close();
      var answer = late.read();
      assertEquals(200, answer.status(), answer::body);
      assertEquals(length, answer.body().length());
    }
    for (var client : unread) {
      client.close();
    }
  }

  @Test
  void whatIsTooLargeIsRefusedAndHasNoEffect() throws IOException {
    var session = host.sh("stty raw -echo; echo go; exec cat");
    var path = "/v1/sessions/" + session;
    try (var client = host.connect()) {
      awaitText(client, session, "go");
      var text = "{\"text\":\"" + "x".repeat((64 << 20) + 1) + "\"}";
      assertRefused(400, "INVALID_INPUT", client.post(path + "/type", text));
      assertRefused(400, "INVALID_INPUT", client.post(path + "/paste", text));
      var label = "{\"label\":\"" + "x".repeat((8 << 20) + 1) + "\"}";
      assertRefused(400, "INVALID_INPUT", client.post(path + "/mark", label));
      var screen = client.post(path + "/snapshot", "{\"format\":\"text\"}");
      assertEquals("go", screen.json().fields("").string("text").strip());
    }
    try (var client = host.connect()) { // before its body is sent
      client.send(
          "POST " + path + "/type HTTP/1.1\r\nHost: x\r\nContent-Length: 209715200\r\n\r\n");
      assertEquals(413, client.read().status());
    }
    try (var client = host.connect()) {
      client.send(
          "POST " + path + "/type HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("900001\r\n" + "x".repeat(0x900001) + "\r\n0\r\n\r\n");
      assertRefused(400, "INVALID_INPUT", client.read());
    }
  }

  private static void assertRefused(int status, String code, ApiClient.Answer answer) {
    assertEquals(status, answer.status(), answer::body);
    assertTrue(answer.body().contains("\"" + code + "\""), answer::body);
  }

  @Test
  void aSessionIsDrivenByHttpAlone() throws IOException {
    var session = host.sh("read x; echo said $x; exit 9");
    var path = "/v1/sessions/" + session;
    try (var client = host.connect();
        var other = host.connect()) {
      other.request("POST", path + "/wait", Map.of(), "{}");
      assertEquals(200, client.post(path + "/type", "{\"text\":\"hi\\n\"}").status());
      var wait = other.read();
      assertEquals("{\"timedOut\":false,\"exitCode\":9}", wait.body());
      var again = client.post(path + "/wait", "");
      assertEquals(200, again.status(), again::body);
    }
  }

  private static void awaitText(ApiClient client, String session, String text) throws IOException {
    var answer =
        client.post(
            "/v1/sessions/" + session + "/wait-screen",
            "{\"text\":\"" + text + "\",\"timeoutMs\":60000}");
    assertTrue(answer.body().contains("\"matched\":true"), answer::body);
  }
}

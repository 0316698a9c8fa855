package dev.session.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.session.error.ErrorCode;
import dev.session.json.Json;
import dev.session.json.JsonArray;
import dev.session.json.JsonBoolean;
import dev.session.json.JsonException;
import dev.session.json.JsonFields;
import dev.session.json.JsonNumber;
import dev.session.json.JsonObject;
import dev.session.json.JsonString;
import dev.session.message.Message;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The OpenAPI document is written by hand; here it is compared with what the host really does.
@Timeout(60)
class OpenApiTest {
  /// Results whose JSON has other members than the record has components: only answers can tell.
  private static final Set<String> SHAPED_BY_THEIR_JSON =
      Set.of(
          "InspectResult",
          "WaitResult",
          "WaitScreenResult",
          "WaitCommandResult",
          "RunResult",
          "ErrorResult");

  @TempDir private static Path home;
  private static TestHost host;
  private static JsonSchema schema;

  @BeforeAll
  static void start() throws IOException {
    host = new TestHost(home);
    try (var client = host.connect()) {
      var answer = client.get("/openapi.json");
      assertEquals("application/json", answer.header("content-type"));
      schema = new JsonSchema(answer.json());
    }
  }

  @AfterAll
  static void stop() throws IOException {
    host.close();
  }

  @Test
  void everyRouteIsDescribedAndNoOther() {
    var routes =
        host.context()
            .getBean(Router.class)
            .uriRoutes()
            .filter(route -> !route.getHttpMethodName().equals("HEAD"))
            .map(
                route ->
                    route.getHttpMethodName()
                        + " "
                        + route.getUriMatchTemplate().toPathString().replaceAll("\\{\\?.*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(routes, operations());
  }

  @Test
  void everyMessageIsDescribedAndNoOther() throws Exception {
    var described =
        schema.at("#/components/schemas").members().keySet().stream()
            .filter(OpenApiTest::isMessage)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(messages(), described);
    assertTrue(described.size() > 20, () -> "too few: " + described);
  }

  @Test
  void theMembersOfAMessageAreTheComponentsOfItsRecord() throws Exception {
    for (var name : messages()) {
      if (SHAPED_BY_THEIR_JSON.contains(name)) {
        continue;
      }
      var record = schema.named(name);
      var properties = (JsonObject) JsonSchema.member(record, "properties");
      var required =
          record.get("required") == null
              ? List.of()
              : JsonSchema.strings(JsonSchema.member(record, "required"));
      var components = messageClass(name).getRecordComponents();
      assertEquals(
          Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.toSet()),
          properties.members().keySet(),
          name);
      for (var component : components) {
        var property = (JsonObject) JsonSchema.member(properties, component.getName());
        var where = name + "." + component.getName();
        assertEquals(typeOf(component), typeOf(property), where);
        assertEquals(!mayBeAbsent(name, component), required.contains(component.getName()), where);
      }
    }
  }

  @Test
  void whatARequestRequiresIsWhatTheHostRequires() throws Exception {
    for (var name : messages()) {
      if (!name.endsWith("Request")) {
        continue;
      }
      var whole = example(schema.named(name));
      read(name, whole);
      for (var member : whole.members().keySet()) {
        var less = JsonObject.builder();
        whole.members().forEach((key, value) -> less.put(key, key.equals(member) ? null : value));
        var required = schema.named(name).get("required");
        if (required != null && JsonSchema.strings(required).contains(member)) {
          assertThrows(JsonException.class, () -> read(name, less.build()), name + "." + member);
        } else {
          read(name, less.build());
        }
      }
    }
  }

  @Test
  void theErrorCodesAreAll() {
    var error = (JsonObject) JsonSchema.member(schema.named("ErrorResult"), "properties");
    var properties =
        (JsonObject)
            JsonSchema.member((JsonObject) JsonSchema.member(error, "error"), "properties");
    var codes = JsonSchema.member((JsonObject) JsonSchema.member(properties, "code"), "enum");
    assertEquals(
        Arrays.stream(ErrorCode.values()).map(Enum::name).toList(), JsonSchema.strings(codes));
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    references(schema.document()).forEach(schema::at);
  }

  @Test
  void theAnswersOfARealHostAreAsDescribed() throws IOException {
    var called = new TreeSet<String>();
    var session =
        host.sh("printf '\\033[1;31mred\\033]8;;http://x\\007link\\033]8;;\\007'; exec cat");
    var path = "/v1/sessions/" + session;
    call(called, "GET", "/health", null);
    call(called, "GET", "/openapi.json", null);
    call(called, "GET", "/v1/host", null);
    call(called, "POST", "/v1/sessions", "{\"cwd\":\"/\",\"env\":{\"A\":\"b\"},\"name\":\"n\"}");
    call(called, "POST", path + "/wait-screen", "{\"text\":\"link\",\"timeoutMs\":30000}");
    call(called, "POST", path + "/wait-screen", "{\"text\":\"never\",\"timeoutMs\":1}");
    call(called, "POST", path + "/type", "{\"text\":\"x\\n\"}");
    call(called, "POST", path + "/paste", "{\"text\":\"x\\n\",\"forceBracketed\":true}");
    call(called, "POST", path + "/send-keys", "{\"keys\":[\"a\",\"Up\"]}");
    call(
        called,
        "POST",
        path + "/mouse",
        "{\"action\":\"click\",\"onText\":\"link\",\"force\":true}");
    call(called, "POST", path + "/focus", "{\"focused\":true,\"force\":true}");
    call(called, "GET", path + "/modes", null);
    call(called, "POST", path + "/hold", "{\"forMs\":60000,\"by\":\"x\"}");
    call(called, "POST", path + "/type", "{\"text\":\"refused\"}");
    call(called, "POST", path + "/release", "{\"force\":true}");
    // Streams and what belongs to them: AttachTest.
    call(called, "GET", path + "/attach?cols=0&rows=1", null);
    call(called, "POST", path + "/attach-input", "{\"attachment\":\"x\",\"data\":\"eA==\"}");
    call(called, "POST", path + "/attach-size", "{\"attachment\":\"x\",\"cols\":1,\"rows\":1}");
    call(called, "POST", path + "/run", "{\"command\":\"x\",\"noWait\":true}");
    call(called, "POST", path + "/run", "{\"command\":\"x\"}");
    call(called, "POST", path + "/wait-command", "{\"timeoutMs\":1}");
    call(called, "POST", path + "/mark", "{\"label\":\"x\"}");
    call(called, "POST", path + "/resize", "{\"cols\":100,\"rows\":30}");
    call(called, "POST", path + "/signal", "{\"signal\":\"CONT\"}");
    call(called, "POST", path + "/touch", null);
    call(called, "POST", path + "/rename", "{\"name\":\"other\"}");
    call(called, "POST", path + "/keep", "{\"off\":true}");
    call(called, "POST", path + "/flush", null);
    call(called, "POST", path + "/wait", "{\"timeoutMs\":1}");
    call(called, "POST", path + "/wait", "{\"idleMs\":1}");
    call(called, "GET", path + "/changes?after=-1", null);
    for (var format : List.of("structured", "text", "ansi")) {
      call(
          called,
          "POST",
          path + "/snapshot",
          "{\"format\":\"%s\",\"includeCells\":true,\"includeScrollback\":true}".formatted(format));
    }
    call(called, "POST", path + "/snapshot", "{\"region\":\"0,0,1,5\"}");
    call(called, "GET", path + "?showEnv=true", null);
    call(called, "POST", path + "/destroy", "{\"graceMs\":1000}");
    call(called, "GET", path, null);
    // Refused before it has an effect, yet it is the answer of an operation like any other.
    call(called, "POST", "/v1/host/stop", "{\"graceMs\":-1}");
    assertEquals(operations(), called);
  }

  private static void call(Set<String> called, String method, String target, @Nullable String body)
      throws IOException {
    var operation = operation(method, target);
    called.add(operation);
    try (var client = host.connect()) {
      var answer = client.exchange(method, target, Map.of("Session-Protocol", "1"), body);
      var described = described(operation, answer.status());
      var complaints = schema.complaints(answer.json(), described);
      assertEquals(List.of(), complaints, () -> operation + " answered " + answer.body());
    }
  }

  private static JsonObject described(String operation, int status) {
    int blank = operation.indexOf(' ');
    var method = operation.substring(0, blank).toLowerCase(Locale.ROOT);
    var template = operation.substring(blank + 1).replace("/", "~1");
    var responses = schema.at("#/paths/" + template + "/" + method + "/responses");
    var response =
        status == 200
            ? (JsonObject) JsonSchema.member(responses, "200")
            : schema.at("#/components/responses/Error");
    var content = (JsonObject) JsonSchema.member(response, "content");
    var json = (JsonObject) JsonSchema.member(content, "application/json");
    return (JsonObject) JsonSchema.member(json, "schema");
  }

  private static String operation(String method, String target) {
    var template =
        target.replaceAll("\\?.*", "").replaceAll("/v1/sessions/[^/]+", "/v1/sessions/{session}");
    return method + " " + template;
  }

  private static Set<String> operations() {
    var operations = new TreeSet<String>();
    schema
        .at("#/paths")
        .members()
        .forEach(
            (path, item) ->
                ((JsonObject) item)
                    .members().keySet().stream()
                        .filter(key -> !key.equals("parameters"))
                        .forEach(
                            method ->
                                operations.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    return operations;
  }

  private static Set<String> messages() throws Exception {
    var names = new TreeSet<String>();
    var location = Message.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    var classes = Path.of(location);
    if (Files.isDirectory(classes)) {
      names.addAll(namesIn(classes.resolve("dev/session/message")));
    } else {
      try (var jar = FileSystems.newFileSystem(classes)) {
        names.addAll(namesIn(jar.getPath("dev/session/message")));
      }
    }
    return names;
  }

  private static List<String> namesIn(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".class"))
          .map(file -> file.substring(0, file.length() - ".class".length()))
          .filter(OpenApiTest::isMessage)
          .toList();
    }
  }

  private static boolean isMessage(String name) {
    try {
      var found = messageClass(name);
      return found.isRecord() && Message.class.isAssignableFrom(found);
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static Class<?> messageClass(String name) throws ClassNotFoundException {
    return Class.forName(Message.class.getPackageName() + "." + name);
  }

  private static void read(String name, JsonObject json) throws Exception {
    try {
      messageClass(name).getMethod("fromJson", JsonFields.class).invoke(null, json.fields(""));
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static JsonObject example(JsonObject schema) {
    var example = JsonObject.builder();
    ((JsonObject) JsonSchema.member(schema, "properties"))
        .members()
        .forEach((name, property) -> example.put(name, exampleOf((JsonObject) property)));
    return example.build();
  }

  private static Json exampleOf(JsonObject property) {
    return switch (typeOf(property)) {
      case "integer" -> JsonNumber.of(1);
      case "boolean" -> JsonBoolean.TRUE;
      case "array" -> JsonArray.of(new JsonString("x"));
      case "object" -> JsonObject.builder().put("NAME", "value").build();
      default ->
          property.get("enum") instanceof JsonArray(var words)
              ? words.getFirst()
              : new JsonString("x");
    };
  }

  private static String typeOf(JsonObject property) {
    return property.get("type") instanceof JsonString(String type) ? type : "object";
  }

  private static String typeOf(RecordComponent component) {
    var type = component.getType();
    if (type == String.class || type.isEnum()) {
      return "string";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "boolean";
    }
    if (List.class.isAssignableFrom(type)) {
      return "array";
    }
    return type.isPrimitive() || Number.class.isAssignableFrom(type) ? "integer" : "object";
  }

  // A flag that is absent means no: of requests all, of results this one.
  private static boolean mayBeAbsent(String message, RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
        || Map.class.isAssignableFrom(component.getType())
        || component.getType() == boolean.class
            && (message.endsWith("Request") || component.getName().equals("hidden"));
  }

  private static Set<String> references(Json json) {
    var found = new TreeSet<String>();
    switch (json) {
      case JsonObject object -> {
        if (object.get("$ref") instanceof JsonString(String reference)) {
          found.add(reference);
        }
        object.members().values().forEach(member -> found.addAll(references(member)));
      }
      case JsonArray(var values) -> values.forEach(value -> found.addAll(references(value)));
      default -> {}
    }
    return found;
  }
}

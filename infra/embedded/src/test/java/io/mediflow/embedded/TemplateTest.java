package io.mediflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.testkit.PublishedApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** template.yaml is the map of the deployed system: what the code has is in it, and what is in it the code has. */
class TemplateTest {

  /** The practice's page, and the keys that EHRs fetch. */
  private static final Set<Object> OF_BROWSERS = Set.of("/", "/link/{token}", "/page/status", "/.well-known/jwks.json");

  private static final Path ROOT = Path.of(System.getProperty("mediflow.root"));
  private static final TemplateReader TEMPLATE = TemplateReader.ofThisProject();
  private static final Map<String, Map<String, Object>> FUNCTIONS = TEMPLATE.ofType("AWS::Serverless::Function");
  private static final Pattern KEY = Pattern.compile("mediflow\\.(tables|queues)\\.([a-z-]+)");

  @Test
  void everyRoomIsAFunctionAndEveryFunctionARoom() {
    assertEquals(rooms().stream().map(TemplateTest::stem).collect(Collectors.toCollection(TreeSet::new)),
        new TreeSet<>(FUNCTIONS.keySet()));
    rooms().forEach(room -> assertEquals(
        "functions/" + room + "/target/function.zip", FUNCTIONS.get(stem(room)).get("CodeUri")));
  }

  @Test
  void queueRoomsReportPartialFailuresAndHaveADeadLetterQueue() {
    Map<String, Map<String, Object>> queues = TEMPLATE.ofType("AWS::SQS::Queue");
    Set<String> fed = new TreeSet<>();
    FUNCTIONS.forEach((name, function) -> events(function).values().stream()
        .map(TemplateTest::map)
        .filter(event -> "SQS".equals(event.get("Type")))
        .map(event -> map(event.get("Properties")))
        .forEach(source -> {
          assertEquals(name + "Queue", TemplateReader.target(source.get("Queue")));
          assertEquals(List.of("ReportBatchItemFailures"), source.get("FunctionResponseTypes"));
          fed.add(name + "Queue");
          Map<String, Object> redrive = map(queues.get(name + "Queue").get("RedrivePolicy"));
          assertEquals(name + "DeadLetterQueue", TemplateReader.target(redrive.get("deadLetterTargetArn")));
          int visibility = ((Number) queues.get(name + "Queue").get("VisibilityTimeout")).intValue();
          int timeout = ((Number) function.get("Timeout")).intValue();
          assertTrue(visibility >= 6 * timeout, () -> name + "Queue hides messages for less than six time-outs");
        }));
    Set<String> declared = new TreeSet<>(queues.keySet());
    declared.removeIf(name -> name.endsWith("DeadLetterQueue"));
    assertEquals(declared, fed, "a queue without a room, or a room without its queue");
  }

  @Test
  void tablesQueuesAndVariablesAreTheOnesThatTheCodeNames() {
    Set<String> used = new TreeSet<>();
    for (Path file : sources()) {
      Matcher key = KEY.matcher(read(file));
      while (key.find()) {
        used.add("MEDIFLOW_" + (key.group(1) + "_" + key.group(2)).replace('-', '_').toUpperCase(Locale.ROOT));
      }
    }
    Set<String> declared = new TreeSet<>();
    Matcher variable = Pattern.compile("MEDIFLOW_(TABLES|QUEUES)_[A-Z_]+(?=:)").matcher(read(ROOT.resolve("template.yaml")));
    while (variable.find()) {
      declared.add(variable.group());
    }
    assertEquals(used, declared, "a variable that only the code or only the template knows");
    assertEquals(TEMPLATE.ofType("AWS::DynamoDB::Table").size(),
        declared.stream().filter(one -> one.startsWith("MEDIFLOW_TABLES")).count(), "a table without a variable");
  }

  @Test
  void everyRouteOfApplicationsIsPublishedAndNoOther() {
    Set<String> routes = new TreeSet<>();
    FUNCTIONS.values().forEach(function -> events(function).forEach((name, event) -> {
      Map<String, Object> properties = map(map(event).get("Properties"));
      if ("HttpApi".equals(map(event).get("Type")) && !OF_BROWSERS.contains(properties.get("Path"))) {
        routes.add(properties.get("Method") + " " + properties.get("Path"));
      }
    }));
    assertEquals(PublishedApi.routes(), routes);
  }

  @Test
  void everyOtherVariableIsReadBySomeConfiguration() {
    List<String> code = sources().stream().map(TemplateTest::read).toList();
    Matcher variable = Pattern.compile("MEDIFLOW_(?!TABLES|QUEUES)([A-Z]+)_([A-Z_]+)(?=:)").matcher(read(ROOT.resolve("template.yaml")));
    int seen = 0;
    while (variable.find()) {
      String group = "mediflow." + variable.group(1).toLowerCase(Locale.ROOT);
      String rest = variable.group(2).toLowerCase(Locale.ROOT);
      String member = rest.charAt(0) + stem(rest.replace('_', '-')).substring(1) + "()";
      assertTrue(code.stream().anyMatch(text -> text.contains("\"" + group + "." + rest.replace('_', '-') + "\"")
          || text.contains("prefix = \"" + group + "\"") && text.contains(member)), variable::group);
      seen++;
    }
    assertTrue(seen > 0);
  }

  @Test
  void tablesAreEncryptedAndCanBeRestored() {
    TEMPLATE.ofType("AWS::DynamoDB::Table").forEach((name, table) -> {
      assertEquals("KMS", map(table.get("SSESpecification")).get("SSEType"), name);
      assertEquals(true, map(table.get("PointInTimeRecoverySpecification")).get("PointInTimeRecoveryEnabled"), name);
    });
  }

  @Test
  void everyFunctionKeepsItsLogsForAStatedTime() {
    Map<String, Map<String, Object>> logs = TEMPLATE.ofType("AWS::Logs::LogGroup");
    FUNCTIONS.forEach((name, function) -> {
      String group = TemplateReader.target(map(function.get("LoggingConfig")).get("LogGroup"));
      assertNotNull(logs.get(group).get("RetentionInDays"), name);
    });
  }

  private static Map<String, Object> events(Map<String, Object> function) {
    return function.get("Events") == null ? Map.of() : map(function.get("Events"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private static List<String> rooms() {
    try (Stream<Path> folders = Files.list(ROOT.resolve("functions"))) {
      return folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).map(folder -> folder.getFileName().toString()).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<Path> sources() {
    try (Stream<Path> files = Stream.of("functions", "shared").map(ROOT::resolve).flatMap(TemplateTest::walk)) {
      return files.filter(file -> file.toString().contains("/src/main/")
          && (file.toString().endsWith(".java") || file.toString().endsWith(".properties"))).toList();
    }
  }

  private static Stream<Path> walk(Path folder) {
    try {
      return Files.walk(folder);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String stem(String room) {
    return Stream.of(room.split("-")).map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1)).collect(Collectors.joining());
  }
}

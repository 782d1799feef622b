package io.mediflow.local;

import io.mediflow.embedded.TemplateReader;
import io.mediflow.local.http.Route;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the template says of routes, event sources and schedules: what calls which room. */
record Wiring(List<HttpRoute> routes, List<QueueSource> sources, List<Tick> ticks) {

  /** @param key as API Gateway has it, or {@code $default} for a function URL */
  record HttpRoute(String key, String room, Route.Guard guard) {}

  /**
   * An event source mapping.
   *
   * @param queue     as the configuration names it, for example {@code change-mapping}
   * @param batch     messages per invocation
   * @param atOnce    invocations at a time; 0 when the template does not say
   */
  record QueueSource(String queue, String room, int batch, int atOnce) {}

  /** A schedule onto a queue. */
  record Tick(String queue, Duration interval) {}

  private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");

  static Wiring of(TemplateReader template) {
    List<HttpRoute> routes = new ArrayList<>();
    List<QueueSource> sources = new ArrayList<>();
    template.ofType("AWS::Serverless::Function").forEach((name, function) -> {
      String room = kebab(name);
      if (function.containsKey("FunctionUrlConfig")) {
        routes.add(new HttpRoute("$default", room, Route.Guard.OPEN));
      }
      map(function.get("Events")).values().forEach(value -> {
        Map<String, Object> event = map(value);
        Map<String, Object> properties = map(event.get("Properties"));
        switch (String.valueOf(event.get("Type"))) {
          case "HttpApi" -> routes.add(route(room, properties));
          case "SQS" -> sources.add(source(room, properties));
          case String other -> throw new IllegalArgumentException(
              "The template's function " + name + " has an event of type " + other + ", which infra/local cannot play.");
        }
      });
    });
    List<Tick> ticks = new ArrayList<>();
    template.ofType("AWS::Scheduler::Schedule").forEach((name, schedule) -> ticks.add(
        new Tick(queue(map(schedule.get("Target")).get("Arn")), interval(name, String.valueOf(schedule.get("ScheduleExpression"))))));
    return new Wiring(List.copyOf(routes), List.copyOf(sources), List.copyOf(ticks));
  }

  private static HttpRoute route(String room, Map<String, Object> properties) {
    boolean open = "NONE".equals(map(properties.get("Auth")).get("Authorizer"));
    String method = String.valueOf(properties.get("Method")).toUpperCase(Locale.ROOT);
    return new HttpRoute(method + " " + properties.get("Path"), room, open ? Route.Guard.OPEN : Route.Guard.TOKEN);
  }

  private static QueueSource source(String room, Map<String, Object> properties) {
    Object atOnce = map(properties.get("ScalingConfig")).get("MaximumConcurrency");
    return new QueueSource(queue(properties.get("Queue")), room, (Integer) properties.getOrDefault("BatchSize", 10),
        atOnce instanceof Integer many ? many : 0);
  }

  private static Duration interval(String schedule, String expression) {
    Matcher rate = RATE.matcher(expression);
    if (!rate.matches()) {
      throw new IllegalArgumentException(
          "The template's schedule " + schedule + " says " + expression + "; infra/local plays rate(N minutes), hours and days.");
    }
    ChronoUnit unit = switch (rate.group(2)) {
      case "minute" -> ChronoUnit.MINUTES;
      case "hour" -> ChronoUnit.HOURS;
      case String day -> ChronoUnit.DAYS;
    };
    return Duration.of(Long.parseLong(rate.group(1)), unit);
  }

  /** {@code ChangeMappingQueue.Arn} is {@code change-mapping}. */
  private static String queue(Object reference) {
    String id = String.valueOf(map(reference).get("Fn::GetAtt")).replaceAll("[\\[\\] ]", "").split("[.,]")[0];
    return kebab(id.replaceAll("Queue$", ""));
  }

  private static String kebab(String logicalId) {
    return logicalId.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
  }
}

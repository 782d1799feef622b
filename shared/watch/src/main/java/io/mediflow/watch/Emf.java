package io.mediflow.watch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * CloudWatch's embedded metric format, one JSON line each
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 * Sums only: the mean latency of any set of functions is {@code millis / calls}, which means of means are not.
 */
final class Emf {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String namespace;

  Emf(String namespace) {
    this.namespace = namespace;
  }

  List<String> lines(String function, Instant now, Meters.Drained drained) {
    List<String> lines = new ArrayList<>();
    for (Meters.Calls one : drained.calls()) {
      ObjectNode line = line(now, List.of("function", "operationClass"),
          Map.of("calls", "Count", "failures", "Count", "refusals", "Count", "millis", "Milliseconds"));
      line.put("function", function).put("operationClass", operationClass(one.operation()));
      line.put("connection", one.connection()).put("operation", one.operation());
      line.put("calls", one.calls()).put("failures", one.failures()).put("refusals", one.refusals());
      lines.add(line.put("millis", one.totalMillis()).toString());
    }
    for (Meters.BreachSample one : drained.breaches()) {
      ObjectNode line = line(now, List.of("kind"), Map.of("breach", "Count"));
      line.put("kind", one.kind()).put("connection", one.connection()).put("function", function);
      lines.add(line.put("breach", one.inBreach() ? 1 : 0).toString());
    }
    for (Meters.CountSample one : drained.counts()) {
      ObjectNode line = line(now, List.of("function", "reason"), Map.of(one.metric(), "Count"));
      line.put("function", function).put("reason", one.reason());
      lines.add(line.put(one.metric(), one.count()).toString());
    }
    return lines;
  }

  /** {@code patient.read} is of class {@code read}: a dimension of few values, whatever records there will be. */
  private static String operationClass(String operation) {
    return operation.substring(operation.lastIndexOf('.') + 1);
  }

  private ObjectNode line(Instant now, List<String> dimensions, Map<String, String> metrics) {
    ObjectNode line = JSON.objectNode();
    ObjectNode aws = line.putObject("_aws");
    aws.put("Timestamp", now.toEpochMilli());
    ObjectNode directive = aws.putArray("CloudWatchMetrics").addObject();
    directive.put("Namespace", namespace);
    ArrayNode names = directive.putArray("Dimensions").addArray();
    dimensions.forEach(names::add);
    ArrayNode list = directive.putArray("Metrics");
    metrics.entrySet().stream().sorted(Map.Entry.comparingByKey())
        .forEach(metric -> list.addObject().put("Name", metric.getKey()).put("Unit", metric.getValue()));
    return line;
  }
}

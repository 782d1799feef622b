package io.mediflow.webhookintake;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Notification bundles as senders write them, by R4's form and by R4B's. */
record Notices(boolean r4, String kind, String since, List<String> events, List<String> entries, String topic) {

  static final String SUBSCRIPTION = "https://ehr.example/fhir/Subscription/s1";

  /** As its events are counted. */
  static final String COUNTED = "Subscription/s1";

  static Notices r4(String kind) {
    return new Notices(true, kind, null, List.of(), List.of(), "urn:lantern:topic:people");
  }

  static Notices r4b(String kind) {
    return new Notices(false, kind, null, List.of(), List.of(), "urn:lantern:topic:people");
  }

  Notices since(long number) {
    return new Notices(r4, kind, "" + number, events, entries, topic);
  }

  Notices topic(String other) {
    return new Notices(r4, kind, since, events, entries, other);
  }

  /** @param focus a JSON Reference, or empty for none */
  Notices event(long number, String focus) {
    List<String> all = new ArrayList<>(events);
    all.add(r4
        ? """
          {"name":"notification-event","part":[{"name":"event-number","valueString":"%d"},
           {"name":"timestamp","valueInstant":"2026-03-02T11:59:59Z"}%s]}""".formatted(number,
            focus.isEmpty() ? "" : ",{\"name\":\"focus\",\"valueReference\":" + focus + "}")
        : """
          {"eventNumber":"%d","timestamp":"2026-03-02T11:59:59Z"%s}""".formatted(number,
            focus.isEmpty() ? "" : ",\"focus\":" + focus + ",\"additionalContext\":[{\"reference\":\"Organization/o1\"}]"));
    return new Notices(r4, kind, since, all, entries, topic);
  }

  Notices about(long number, String reference) {
    return event(number, "{\"reference\":\"" + reference + "\"}");
  }

  Notices entry(String resource) {
    List<String> all = new ArrayList<>(entries);
    all.add("{\"fullUrl\":\"urn:uuid:1\",\"resource\":" + resource + ",\"request\":{\"method\":\"PUT\",\"url\":\"x\"}}");
    return new Notices(r4, kind, since, events, all, topic);
  }

  static String patient(String id, String lastUpdated) {
    return "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\",\"meta\":{\"lastUpdated\":\"" + lastUpdated + "\"},\"active\":true}";
  }

  static Notices many(boolean r4, int count) {
    Notices all = r4 ? r4("event-notification") : r4b("event-notification");
    return new Notices(r4, all.kind, null,
        IntStream.rangeClosed(1, count).mapToObj(one -> all.about(one, "Patient/p" + one).events.getFirst()).toList(), List.of(), all.topic);
  }

  @Override
  public String toString() {
    String status = r4
        ? """
          {"resourceType":"Parameters","meta":{"profile":["http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-subscription-status-r4"]},
           "parameter":[{"name":"subscription","valueReference":{"reference":"%s"}},{"name":"topic","valueCanonical":"%s"},
           {"name":"status","valueCode":"active"},{"name":"type","valueCode":"%s"}%s%s]}""".formatted(SUBSCRIPTION, topic, kind,
            since == null ? "" : ",{\"name\":\"events-since-subscription-start\",\"valueString\":\"" + since + "\"}", listed())
        : """
          {"resourceType":"SubscriptionStatus","status":"active","type":"%s","eventsInNotification":%d,
           "subscription":{"reference":"%s"},"topic":"%s"%s%s}""".formatted(kind, events.size(), SUBSCRIPTION, topic,
            since == null ? "" : ",\"eventsSinceSubscriptionStart\":\"" + since + "\"",
            events.isEmpty() ? "" : ",\"notificationEvent\":[" + String.join(",", events) + "]");
    return """
        {"resourceType":"Bundle","id":"b1","type":"history","timestamp":"2026-03-02T12:00:00Z","entry":[
        {"fullUrl":"urn:uuid:0","resource":%s,"request":{"method":"GET","url":"Subscription/s1/$status"},"response":{"status":"200"}}%s]}"""
        .formatted(status, entries.stream().map(one -> "," + one).collect(Collectors.joining()));
  }

  private String listed() {
    return events.stream().map(one -> "," + one).collect(Collectors.joining());
  }
}

package io.mediflow.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.cli.run.Api;
import io.mediflow.cli.run.Http;
import io.mediflow.cli.run.LocalSystem;
import io.mediflow.cli.run.Pause;
import io.mediflow.cli.run.Stores;
import io.mediflow.cli.sample.SamplePractice;
import io.mediflow.cli.sample.SandboxEhr;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordType;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Both sides of the story: the running system as its applications and its operator see it, and the EHR as its front desk does.
 */
final class World implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper();

  /** Who uses the application in the story. */
  static final String PERSON = "Dana Reyes";

  private static final Duration LOOK = Duration.ofMillis(50);

  final LocalSystem system;
  final Api api;
  final SandboxEhr ehr;
  final Stores stores;
  private final RecordIds ids;
  private final double scale;

  World(LocalSystem system, SandboxEhr ehr) {
    this.system = system;
    this.ehr = ehr;
    this.api = Api.of(system.data(), system.run(), SamplePractice.APPLICATION);
    this.stores = Stores.of(system.run());
    this.ids = stores.recordIds();
    this.scale = system.run().timeScale();
  }

  /** A duration of the rules as it is in this story. */
  Duration scaled(Duration real) {
    return Duration.ofNanos((long) (real.toNanos() / scale));
  }

  /** The record that the EHR's resource became or will become. */
  String recordId(RecordType type, String sourceId) {
    return ids.recordId(SamplePractice.CONNECTION, "fhir", type, sourceId);
  }

  JsonNode record(String id) {
    return api.record(id).orElseThrow(() -> new Check.Broken("there is no record " + id));
  }

  /** Waits until {@code look} finds something; how long that took is told, more than {@code patience} breaks the check. */
  <T> T within(Duration patience, String what, Supplier<Optional<T>> look) {
    long start = System.nanoTime();
    while (true) {
      Optional<T> found = look.get();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      if (found.isPresent() && took.compareTo(patience) <= 0) {
        return found.get();
      }
      if (took.compareTo(patience) > 0) {
        throw new Check.Broken((found.isPresent() ? "only after " + Story.seconds(took) : "not within " + Story.seconds(patience))
            + ": " + what);
      }
      Pause.of(LOOK);
    }
  }

  /** As {@link #within}, for a field of a record; says how long it took. */
  String fieldWithin(Duration patience, String recordId, String field, String value) {
    long start = System.nanoTime();
    within(patience, "the record's " + field + " is as in the EHR", () -> api.record(recordId)
        .filter(record -> same(record.path("fields").path(field).asText(), value)));
    return Story.seconds(Duration.ofNanos(System.nanoTime() - start));
  }

  /** Equal as texts, or as points in time. */
  static boolean same(String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    try {
      return instant(one).equals(instant(other));
    } catch (DateTimeParseException noTimes) {
      return false;
    }
  }

  static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  /** A request for a write, with a key of its own. */
  ObjectNode request(String operation) {
    return JSON.createObjectNode()
        .put("connection", SamplePractice.CONNECTION).put("operation", operation)
        .put("person", PERSON).put("reason", "asked for at the front desk").put("idempotencyKey", UUID.randomUUID().toString());
  }

  /** Asks for a write; the answer must be that it was taken. */
  JsonNode ask(ObjectNode request) {
    Http.Answer answer = api.http().post("/writes", request);
    Check.that(answer.status() == 202 || answer.status() == 200, "the write was refused with " + answer.status() + ": "
        + answer.json().path("error").asText() + answer.json().path("problems"));
    return answer.json();
  }

  /** Waits until a write is settled. */
  JsonNode settled(JsonNode write, Duration patience) {
    return within(patience, "the write is settled", () -> Optional.of(api.write(write.path("id").asText()))
        .filter(one -> !one.path("inFlight").asBoolean()));
  }

  /** Waits until a write is settled, in the state that the story tells. */
  JsonNode settled(JsonNode write, String state, Duration patience) {
    JsonNode settled = settled(write, patience);
    Check.equal(state, settled.path("state").asText(),
        "the write's state (" + settled.at("/outcome/sentence").asText("no outcome told") + ")");
    return settled;
  }

  /** The page of the practice as its people see it: a one-time link, a cookie, then the page. */
  String page() {
    Http.Answer page = Api.seen(system.run(), stores.link(SamplePractice.CONNECTION), "/");
    Check.equal(200, page.status(), "the page's status");
    return page.body();
  }

  @Override
  public void close() {
    stores.close();
  }
}

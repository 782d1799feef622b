package io.mediflow.changemapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.change.Change;
import io.mediflow.model.change.PendingFetch;
import io.mediflow.model.change.PendingFetchStore;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Quarantined;
import io.mediflow.model.record.QuarantineStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.watch.TimeScale;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where changes wait that cannot become a record now: pending fetches and quarantine. */
@ApplicationScoped
public class Aside {

  private final PendingFetchStore pending;
  private final QuarantineStore quarantine;
  private final ObjectMapper json;
  private final ChangeMappingConfig config;
  private final TimeScale scale;
  private final Clock clock;

  public Aside(
      PendingFetchStore pending, QuarantineStore quarantine, ObjectMapper json, ChangeMappingConfig config,
      TimeScale scale, Clock clock) {
    this.pending = pending;
    this.quarantine = quarantine;
    this.json = json;
    this.config = config;
    this.scale = scale;
    this.clock = clock;
  }

  /**
   * @param recordId of the record that waits
   * @param wish     when the EHR wants to be asked again
   */
  void later(Change change, String recordId, RecordType type, Optional<Instant> wish) {
    Duration longest = scale.scaled(config.longestRetry());
    Duration wait = scale.scaled(config.retry().multipliedBy(1L << Math.min(change.attempts(), 20)));
    Instant now = clock.instant();
    Instant next = now.plus(wait.compareTo(longest) < 0 ? wait : longest);
    Change hint = new Change(change.id(), change.origin(), change.connection(), change.interfaceName(),
        change.resourceType(), change.sourceId(), null, null, change.fetchStart(), change.attempts() + 1);
    pending.put(new PendingFetch(
        change.connection(), recordId, type, hint, now, wish.filter(next::isBefore).orElse(next)));
  }

  /** @param fetchStart when the fetch began that answered; what was asked for since then still waits */
  void notLater(Change change, String recordId, Instant fetchStart) {
    pending.remove(change.connection(), recordId, fetchStart);
  }

  /** @param fetched the resource that was fetched; empty to keep what came along */
  void quarantine(Change change, List<Problem> reasons, Optional<byte[]> fetched) {
    Change kept = fetched
        .map(body -> new Change(change.id(), change.origin(), change.connection(), change.interfaceName(),
            change.resourceType(), change.sourceId(), new String(body, StandardCharsets.UTF_8), null,
            change.fetchStart(), change.attempts()))
        .orElse(change);
    try {
      quarantine.put(new Quarantined(
          change.connection(), change.id(), clock.instant(), json.writeValueAsString(kept), reasons));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a change could not be written as JSON"); // its message may quote the resource
    }
  }

  /** What lies in quarantine, to be tried again; empty when somebody dismissed it. */
  Optional<Change> again(String connection, String id) {
    return again(connection, id, 0);
  }

  /** @param attempts how often it had to wait for the EHR */
  Optional<Change> again(String connection, String id, int attempts) {
    return quarantine.find(connection, id).map(one -> {
      try {
        Change kept = json.readValue(one.change(), Change.class);
        return new Change(id, Change.Origin.REPLAY, connection, kept.interfaceName(), kept.resourceType(), kept.sourceId(), kept.body(),
            kept.bodyRef(), kept.fetchStart(), attempts);
      } catch (JsonProcessingException impossible) {
        throw new IllegalStateException("a change in quarantine is no JSON"); // its message may quote the resource
      }
    });
  }

  boolean holds(Change change) {
    return quarantine.find(change.connection(), change.id()).isPresent();
  }

  void release(Change change) {
    quarantine.remove(change.connection(), change.id());
  }
}

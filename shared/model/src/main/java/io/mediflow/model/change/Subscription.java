package io.mediflow.model.change;

import io.mediflow.model.record.RecordType;
import java.time.Instant;
import java.util.Optional;

/**
 * A subscription of ours at an EHR, as we know it.
 *
 * @param type     what it tells of
 * @param criteria a topic's canonical address, or a FHIR search
 * @param id       the EHR's
 * @param status   as the EHR said last ({@code requested}, {@code active}, {@code error}, {@code off})
 * @param end      when the EHR ends it; empty for never
 * @param channel  a hash of where it tells and with which secret, so that a change of either shows
 * @param tried    when the EHR was last asked for it
 * @param attempts how often in a row it was switched on again, and was not active since
 * @param active   when the EHR last said that it is, our clock
 * @param counts   whether the EHR also said then how many events there were, so that a look finds a gap
 */
public record Subscription(
    RecordType type, String criteria, String id, String status, Optional<Instant> end, String channel, Instant tried,
    int attempts, Optional<Instant> active, boolean counts) {

  /** As its notifications name it, from the interface's base on. */
  public String reference() {
    return "Subscription/" + id;
  }
}

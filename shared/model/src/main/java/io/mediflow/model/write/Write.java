package io.mediflow.model.write;

import io.mediflow.model.record.RecordType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One write as the ledger keeps it. {@code request}, {@code target} and {@code outcome.current} hold PHI.
 *
 * @param id            {@link WriteIds}: starts with the order key, sorts by time of receipt within it
 * @param orderKey      what its order is kept by: the record that it changes, or its own for a create
 * @param recordId      the record that it changes; of a create empty until CONFIRMED
 * @param request       what was asked for
 * @param externalId    the id that we leave with the EHR
 * @param nextAttemptAt when the sweep must look at it again; empty when it is settled
 * @param attempts      how often it was claimed
 * @param sending       what we know of the sending under way or in doubt; empty before the first
 * @param outcome       why it stands where it stands, for people; empty while it is under way
 * @param version       for optimistic locking; 1 when accepted
 */
public record Write(
    String connection,
    String id,
    String orderKey,
    Optional<String> recordId,
    Request request,
    String externalId,
    WriteState state,
    Instant receivedAt,
    Optional<Instant> nextAttemptAt,
    int attempts,
    Optional<Sending> sending,
    Optional<Outcome> outcome,
    long version) {

  /**
   * What the caller asked for.
   *
   * @param operation      for example {@code appointment.create}
   * @param interfaceName  the interface that the package writes it through
   * @param base           the changed fields with the values that the caller saw; empty for a create
   * @param fields         the fields with the values that the caller wants
   * @param idempotencyKey the caller's; the same key with another {@code hash} is a conflict
   * @param hash           SHA-256 of the canonical request, hex
   */
  public record Request(
      String operation,
      RecordType type,
      String interfaceName,
      Map<String, Object> base,
      Map<String, Object> fields,
      Actor actor,
      String idempotencyKey,
      String hash,
      Optional<Instant> deadline) {

    public Request {
      base = Map.copyOf(base);
      fields = Map.copyOf(fields);
    }
  }

  /**
   * Who asked, and why.
   *
   * @param application from the token
   * @param person      from the body, the application's name for its user; may be empty
   * @param reason      from the body; may be empty
   */
  public record Actor(String application, String person, String reason) {}

  /**
   * A sending, recorded before its first byte leaves.
   *
   * @param sendBy      nothing leaves after this
   * @param basedOn     the EHR's version tag of the resource that an update was made from; empty for a create
   * @param target      the EHR's id of the resource as its answer named it; while there is one, the EHR has said that it is done
   * @param rebased     how often the EHR answered that the resource had moved (409, 412)
   * @param absences    read-backs that did not find it
   */
  public record Sending(
      Instant sendBy, Optional<String> basedOn, Optional<String> target, int rebased, int absences) {}

  /**
   * Why a write stands where it stands.
   *
   * @param category FHIR issue type, for example {@code conflict}
   * @param sentence what happened, in plain words, without PHI
   * @param owner    who can do something: caller, practice, ehr-vendor, mediflow
   * @param nextStep what to do
   * @param current  the values that the EHR holds now, of the fields in conflict
   */
  public record Outcome(
      String category, String sentence, String owner, String nextStep, Map<String, Object> current) {

    public Outcome {
      current = Map.copyOf(current);
    }
  }
}

package io.mediflow.packages;

import io.mediflow.model.record.RecordType;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One write that the EHR takes.
 *
 * @param interfaceName  by which it is written; the record's first one when the package names none
 * @param required       fields that the request must have
 * @param allowed        fields that it may have besides
 * @param fixed          fields that the operation itself sets, for example {@code status: cancelled}
 * @param externalId     where our own id goes so that the resource can be found again; empty when the EHR has no such place
 * @param absenceProves  whether two read-backs without it, after {@code settle}, prove that it was not written
 * @param settle         how long the EHR may take until a write can be read back
 * @param changedByEhr   fields that the EHR itself changes on a write; a difference there is no difference
 */
public record OperationSpec(
    String name,
    RecordType type,
    String interfaceName,
    Verb verb,
    Set<String> required,
    Set<String> allowed,
    Map<String, Object> fixed,
    Optional<ExternalId> externalId,
    boolean absenceProves,
    Duration settle,
    Set<String> changedByEhr) {

  public enum Verb {
    CREATE,
    UPDATE
  }

  /**
   * Our id in the EHR's resource: the record field {@code externalId} carries it.
   *
   * @param search search parameter that finds it, for example {@code identifier}
   * @param system identifier system under which it is written
   */
  public record ExternalId(String search, String system) {}
}

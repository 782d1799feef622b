package io.mediflow.model.ehr;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a call to an EHR failed.
 *
 * @param status     HTTP status, 0 when there was no answer
 * @param issues     the OperationOutcome's issues: type and vendor code only; its texts may hold PHI and are dropped
 * @param retryAfter the EHR's wish, as a time
 */
public record EhrFailure(Kind kind, int status, List<Issue> issues, Optional<Instant> retryAfter) {

  /** One issue: FHIR issue type ({@code invalid}), vendor's code ({@code 4102} or empty) and the element it names or empty. */
  public record Issue(String type, String code, String expression) {}

  public enum Kind {
    /** Nothing was delivered: name, connection or TLS failed. */
    UNREACHABLE,
    /** Bytes may have been delivered, and no whole answer came. */
    BROKEN,
    /** The EHR failed (5xx); it may have done the work. */
    SERVER_ERROR,
    /** 429, or what this EHR says instead; nothing was done. */
    THROTTLED,
    /** No token, or the EHR does not take it; nothing was done. */
    UNAUTHENTICATED,
    /** 403; nothing was done. */
    FORBIDDEN,
    NOT_FOUND,
    GONE,
    /** 409: what we sent conflicts with what is there; nothing was done. */
    CONFLICT,
    /** 412 or 423: the resource has moved on, or is locked; nothing was done. */
    PRECONDITION,
    /** Any other 4xx; nothing was done. */
    REFUSED,
    /** An answer that is not what it should be (not JSON, another resource, a link to elsewhere). */
    MALFORMED,
    /** {@code sendBy} had passed; nothing left. */
    TOO_LATE;

    /** Whether the EHR (or the way there) is away, so that the same call may do later. */
    public boolean ehrAway() {
      return switch (this) {
        case UNREACHABLE, BROKEN, SERVER_ERROR, THROTTLED, UNAUTHENTICATED -> true;
        case FORBIDDEN, NOT_FOUND, GONE, CONFLICT, PRECONDITION, REFUSED, MALFORMED, TOO_LATE -> false;
      };
    }

    /** Whether a write that failed so may have been done all the same. */
    public boolean inDoubt() {
      return switch (this) {
        case BROKEN, SERVER_ERROR, MALFORMED -> true;
        case UNREACHABLE, THROTTLED, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, GONE, CONFLICT, PRECONDITION, REFUSED, TOO_LATE ->
            false;
      };
    }
  }

  public EhrFailure {
    issues = List.copyOf(issues);
  }

  public static EhrFailure of(Kind kind) {
    return new EhrFailure(kind, 0, List.of(), Optional.empty());
  }
}

package io.mediflow.ehr;

import io.mediflow.model.ehr.EhrFailure;

/** What a failed call says of the EHR as a whole. */
enum Sign {
  /** It was not asked, or what refused us is not it. */
  NONE,
  /** It is there. */
  ANSWERED,
  /** It takes no calls for now. */
  THROTTLED,
  /** It answered as it answers who calls too often, and maybe others. */
  MAYBE_THROTTLED,
  /** It is away, and said for how long. */
  ASKED_TO_WAIT,
  /** It did not answer, or something before it said that it does not. */
  AWAY;

  /**
   * A 500 is about what was asked: if it held up everything, one poisoned resource would. Failures of a token are kept with the
   * tokens.
   */
  static Sign of(EhrFailure failure) {
    return switch (failure.kind()) {
      case THROTTLED -> failure.status() == 0 ? NONE
          : failure.status() == 429 || saysSo(failure) ? THROTTLED : MAYBE_THROTTLED;
      case UNREACHABLE, BROKEN -> AWAY;
      case SERVER_ERROR -> switch (failure.status()) {
        case 408, 502, 504 -> AWAY;
        case 503 -> failure.retryAfter().isPresent() ? ASKED_TO_WAIT : AWAY;
        default -> NONE;
      };
      case UNAUTHENTICATED, TOO_LATE -> NONE;
      case FORBIDDEN, NOT_FOUND, GONE, CONFLICT, PRECONDITION, REFUSED, MALFORMED -> ANSWERED;
    };
  }

  private static boolean saysSo(EhrFailure failure) {
    return failure.retryAfter().isPresent() || failure.issues().stream().anyMatch(issue -> issue.type().equals("throttled"));
  }
}

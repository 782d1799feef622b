package io.mediflow.model.write;

/** The states of a write (design §5). */
public enum WriteState {
  RECEIVED,
  CLAIMED,
  SENT,
  UNKNOWN,
  WAITING,
  ACCEPTED,
  PENDING_REVIEW,
  CONFIRMED,
  REJECTED,
  CONFLICT,
  EXPIRED,
  NEEDS_HUMAN;

  /** Whether a write in this state holds up later ones of its order key. */
  public boolean holdsUp() {
    return switch (this) {
      case RECEIVED, CLAIMED, SENT, UNKNOWN -> true;
      case WAITING, ACCEPTED, PENDING_REVIEW, CONFIRMED, REJECTED, CONFLICT, EXPIRED, NEEDS_HUMAN -> false;
    };
  }

  /** Whether the caller must still wait for an outcome. */
  public boolean inFlight() {
    return holdsUp() || this == WAITING;
  }
}

package io.mediflow.model.ehr;

/** How urgent a call is, and so how much of a limit it may use up. What is less urgent leaves room for what is more so. */
public enum Lane {
  /** Whether the EHR is there. It goes through an open circuit too, since it is what learns that the EHR is back. */
  PROBE,
  /** What somebody waits for: writes and their read-back, look-ups, fetches that a notification asks for. */
  URGENT,
  /** Looking for the changes that matter today. */
  SOON,
  /** What may take hours: the rest of the roster, bulk, reconciliation. It is spread over the window. */
  LATER;

  /** The part of a limit that looking for changes may take; plans are held against it, too. */
  public static final double QUIET_SHARE = 0.8;

  /**
   * How many calls of a window may have been made when one of this lane is made as the last of them.
   *
   * @param calls   that the limit allows
   * @param elapsed how much of the window is over, 0 to 1
   */
  public int most(int calls, double elapsed) {
    double share = switch (this) {
      case PROBE, URGENT -> 1;
      case SOON -> QUIET_SHARE;
      case LATER -> QUIET_SHARE * elapsed;
    };
    return Math.max(1, (int) (calls * share));
  }
}

package io.mediflow.model.change;

import java.time.Instant;
import java.util.Optional;

/**
 * What the last nightly comparison of one record type and interface with its EHR found. Counts only, no PHI.
 *
 * @param flow   of scope RECONCILE
 * @param began  our clock
 * @param ended  empty while it goes on
 * @param pages  of the listing that are counted
 * @param held   pages of what we hold that are counted, once the listing is at its end
 * @param found  what they showed
 * @param gap    what it could not compare, or why it could not go on; empty where it compared all
 * @param repaired what came of it: what the EHR answered when it was asked for each by its id
 */
public record Reconciliation(
    FlowId flow, Instant began, Optional<Instant> ended, int pages, int held, Found found, Optional<Gap> gap, Repaired repaired) {

  /**
   * What a listing and our records show side by side.
   *
   * @param equal     listed, and held as new or newer
   * @param missing   listed, and not held as live
   * @param stale     listed, and held in an older version
   * @param byContent listed without a version or time, and handed on whole, so that mapping compares it
   * @param unlisted  held as live, and lacking in the complete listing: read by its id before anything is said of it
   * @param merged    listed, and held as merged into another record: not compared, since what is said of it is not said of that one
   */
  public record Found(int equal, int missing, int stale, int byContent, int unlisted, int merged) {

    public static final Found NOTHING = new Found(0, 0, 0, 0, 0);

    /** With nothing that was merged. */
    public Found(int equal, int missing, int stale, int byContent, int unlisted) {
      this(equal, missing, stale, byContent, unlisted, 0);
    }

    public Found plus(Found more) {
      return new Found(equal + more.equal, missing + more.missing, stale + more.stale, byContent + more.byContent,
          unlisted + more.unlisted, merged + more.merged);
    }

    public Found withMerged(int more) {
      return new Found(equal, missing, stale, byContent, unlisted, merged + more);
    }

    public int compared() {
      return equal + missing + stale + byContent + unlisted;
    }
  }

  /** How a record came out of its repair. */
  public enum Repair {
    ADDED,
    UPDATED,
    ENDED,
    /** The EHR does not let us read it. */
    REFUSED
  }

  /** How many records came out so. */
  public record Repaired(int added, int updated, int ended, int refused) {

    public static final Repaired NONE = new Repaired(0, 0, 0, 0);

    /** Those that differ now. */
    public int records() {
      return added + updated + ended;
    }
  }

  /** Why something was not compared. */
  public enum Gap {
    ONLY_PUSHED("The EHR only sends these to us, and cannot be asked for all of them.", false),
    NO_COMPLETE_SEARCH("The EHR has no search that lists all of these.", false),
    ROSTER_ONLY("The EHR lists these only for a patient, practitioner or location that we name: of those that are followed they are listed"
        + " anew each night, others cannot be.",
        false),
    START_DEPTH("What is older than the start depth, or has no date, is not listed and so not looked for when it is missing.", true),
    SEARCH_FAILED("The EHR did not answer the search to its end, so nothing is concluded from what it did not list.", true),
    OUT_OF_TIME("There are more of these than could be compared in one night, so that not all of them were looked for.", true);

    private final String sentence;
    private final boolean listed;

    Gap(String sentence, boolean listed) {
      this.sentence = sentence;
      this.listed = listed;
    }

    /** For people. */
    public String sentence() {
      return sentence;
    }

    /** Whether a comparison ended before its end. */
    public boolean cutOff() {
      return this == SEARCH_FAILED || this == OUT_OF_TIME;
    }

    /** Whether a part is compared all the same. */
    public boolean listed() {
      return listed;
    }
  }

  /** How many records were asked for by their id. */
  public int asked() {
    return found.missing() + found.stale() + found.unlisted();
  }

  /** How many of them have not differed, so far: the EHR's answer is on its way, or was what we hold. */
  public int open() {
    return Math.max(0, asked() - repaired.records() - repaired.refused());
  }

  /** What was found and what came of it, for people. */
  public String sentence() {
    int count = found.compared();
    String compared = count + (count == 1 ? " record" : " records") + (ended.isEmpty() ? "" : count == 1 ? " was" : " were")
        + " compared with the EHR" + (ended.isEmpty() ? " so far" : "");
    return compared + "; " + repairs()
        + (repaired.refused() == 0 ? "" : "; the EHR did not let us read " + repaired.refused())
        + (found.merged() == 0 ? "." : "; " + found.merged() + " that it still lists went on in others, and " + (found.merged() == 1 ? "was" : "were")
            + " not compared.");
  }

  /** What an EHR lists without a version is compared by its content, and not read again. */
  private String repairs() {
    int count = repaired.records();
    if (asked() == 0 && count == 0) {
      return "nothing had to be read again";
    }
    return count + (count > asked() ? " that differed " : " of " + asked() + " that looked different or missing ")
        + (count == 1 ? "was" : "were") + " repaired";
  }

  /** One that begins. */
  public static Reconciliation begun(FlowId flow, Instant at) {
    return new Reconciliation(flow, at, Optional.empty(), 0, 0, Found.NOTHING, Optional.empty(), Repaired.NONE);
  }

  /** With one more page of the listing. */
  public Reconciliation withPage(Found more) {
    return new Reconciliation(flow, began, ended, pages + 1, held, found.plus(more), gap, repaired);
  }

  /** With one more page of what we hold. */
  public Reconciliation withHeld(Found more) {
    return new Reconciliation(flow, began, ended, pages, held + 1, found.plus(more), gap, repaired);
  }

  public Reconciliation ended(Instant at, Optional<Gap> why) {
    return new Reconciliation(flow, began, Optional.of(at), pages, held, found, why, repaired);
  }
}

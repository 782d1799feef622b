package io.mediflow.model.change;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a flow stands, on the EHR's clock.
 *
 * @param watermark every change up to here is durably queued; empty before the first whole window, and where windows list anew
 * @param started   when the window under way began, our clock; empty when none is; without a watermark, when its first attempt began
 * @param next      the next page of the window under way; empty when none is
 * @param highest   the answer Date of the window's first page, else the largest {@code lastUpdated} that the window under way has seen
 * @param pages     pages of the window under way: the bound of its chain of messages
 * @param queued    resources that the window under way has queued
 * @param walk      where a window stands that lists one subject after the other
 * @param export    the job and the place in its files of a window that the EHR exports; empty while none is under way
 */
public record Checkpoint(
    Optional<Instant> watermark,
    Optional<Instant> started,
    Optional<String> next,
    Optional<Instant> highest,
    int pages,
    int queued,
    Walk walk,
    Optional<Export> export) {

  public static final Checkpoint START = idle(Optional.empty());

  /**
   * The way through the subjects, ascending by id.
   *
   * @param after   the last one that is done
   * @param subject the one under way; with {@code next} at that page, without at its first
   * @param failed  how often the one under way has failed
   * @param skipped how many the window has passed over since the EHR refuses them; of the last one while none is under way; of a
   *                changed feed how often it went on without what it had given
   */
  public record Walk(Optional<String> after, Optional<String> subject, int failed, int skipped) {

    public static final Walk START = new Walk(Optional.empty(), Optional.empty(), 0, 0);
  }

  /**
   * An export that the EHR makes for us.
   *
   * @param job     where its state is asked for, and nothing else is known of it
   * @param begun   when it was asked for, our clock: what it holds is as new at least
   * @param percent how far the EHR says it is; empty where it does not, or is done
   * @param file    how many of its files are taken
   * @param bytes   how much of the file under way is taken, up to the end of a line
   * @param ranged  whether the file can be asked for from there on
   * @param lines   that are taken, of all files
   * @param total   lines of all files; empty where the EHR does not count them
   * @param failed  how often the file under way has failed
   */
  public record Export(
      String job, Instant begun, Optional<Integer> percent, int file, long bytes, boolean ranged, long lines,
      Optional<Long> total, int failed) {

    /** One that was just asked for. */
    public static Export begun(String job, Instant at) {
      return new Export(job, at, Optional.empty(), 0, 0, false, 0, Optional.empty(), 0);
    }
  }

  /** Of a window that nobody exports. */
  public Checkpoint(
      Optional<Instant> watermark, Optional<Instant> started, Optional<String> next, Optional<Instant> highest, int pages,
      int queued, Walk walk) {
    this(watermark, started, next, highest, pages, queued, walk, Optional.empty());
  }

  /** Of a window that goes through no subjects. */
  public Checkpoint(
      Optional<Instant> watermark, Optional<Instant> started, Optional<String> next, Optional<Instant> highest, int pages,
      int queued) {
    this(watermark, started, next, highest, pages, queued, Walk.START);
  }

  /** No window is under way. */
  public static Checkpoint idle(Optional<Instant> watermark) {
    return new Checkpoint(watermark, Optional.empty(), Optional.empty(), Optional.empty(), 0, 0);
  }
}

package io.mediflow.model.change;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a flow stands, on the EHR's clock.
 *
 * @param watermark every change up to here is durably queued; empty before the first whole window
 * @param started   when the window under way began, our clock; empty when none is; without a watermark, when its first attempt began
 * @param next      the next page of the window under way; empty when none is
 * @param highest   the answer Date of the window's first page, else the largest {@code lastUpdated} that the window under way has seen
 * @param pages     pages of the window under way: the bound of its chain of messages
 * @param queued    resources that the window under way has queued
 */
public record Checkpoint(
    Optional<Instant> watermark,
    Optional<Instant> started,
    Optional<String> next,
    Optional<Instant> highest,
    int pages,
    int queued) {

  public static final Checkpoint START = idle(Optional.empty());

  /** No window is under way. */
  public static Checkpoint idle(Optional<Instant> watermark) {
    return new Checkpoint(watermark, Optional.empty(), Optional.empty(), Optional.empty(), 0, 0);
  }
}

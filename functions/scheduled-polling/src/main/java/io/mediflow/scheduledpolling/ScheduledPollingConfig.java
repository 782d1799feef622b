package io.mediflow.scheduledpolling;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How windows run. */
@ConfigMapping(prefix = "mediflow.scheduled-polling")
public interface ScheduledPollingConfig {

  /** Flows, or pending fetches, per page of what is due. */
  @WithDefault("100")
  int duePageSize();

  /** Pages of what is due that one tick takes; the rest is still due at the next. */
  @WithDefault("20")
  int mostDuePages();

  /** Pages of a window that one message runs. */
  @WithDefault("10")
  int pagesPerRun();

  /** After this no page is begun; with the longest call it must stay under the function's timeout. */
  @WithDefault("PT25S")
  Duration runTime();

  /** The bound of a window's chain of messages, in pages; the next tick after an interval goes on. */
  @WithDefault("500")
  int pagesPerChain();

  /** Listings that one message runs of a window that lists anew; most of them are one call and nothing else. */
  @WithDefault("100")
  int listingsPerRun();

  /** How often an EHR may fail to list one subject, or refuse to tell what its feed gave, before the window goes on without it. */
  @WithDefault("3")
  int attemptsPerSubject();

  /**
   * How long a flow is left to who runs it, renewed with each page: longer than the longest call and its queueing.
   * Not scaled.
   */
  @WithDefault("PT45S")
  Duration lease();

  /** How much earlier than an interval after its start a flow is due: what a tick may be late by; scaled. */
  @WithDefault("PT15S")
  Duration early();

  /** When a failed window is tried again, if its interval is not shorter; scaled. */
  @WithDefault("PT30S")
  Duration retry();

  /** The longest that we wait because an EHR asks for it. */
  @WithDefault("PT1H")
  Duration longestWait();

  /** When a flow is looked at again whose connection is paused or whose package is gone; scaled. */
  @WithDefault("PT5M")
  Duration idle();

  /** When a running export is looked at again whose EHR does not say when; scaled. */
  @WithDefault("PT30S")
  Duration exportLook();

  /** When another export is asked for after one that failed; scaled. */
  @WithDefault("PT10M")
  Duration exportAnew();

  /** After this an export that is not ready is given up. */
  @WithDefault("PT24H")
  Duration longestExport();

  /** Lines of an export that are handed over, and their place stored, together. */
  @WithDefault("100")
  int exportLines();

  /** When a subscription that stays broken is switched on the second time; then it doubles; scaled. */
  @WithDefault("PT5M")
  Duration switchOn();

  /** How long an enqueued pending fetch is left to change-mapping; scaled. */
  @WithDefault("PT5M")
  Duration pendingClaim();
}

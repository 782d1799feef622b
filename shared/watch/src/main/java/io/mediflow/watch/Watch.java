package io.mediflow.watch;

import io.mediflow.model.ehr.CallMeter;
import io.mediflow.model.watch.Rollup;
import io.mediflow.model.watch.Rollups;
import io.mediflow.model.watch.TimeScale;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** Counts what an invocation does, and hands it on once at the invocation's end. */
@ApplicationScoped
public class Watch implements CallMeter {

  private static final Logger LOG = Logger.getLogger(Watch.class);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Meters meters = new Meters();
  private final Backlog backlog = new Backlog();
  private final Rollups rollups;
  private final WatchConfig config;
  private final Clock clock;
  private final Duration minute;
  private final PrintStream out;

  @Inject
  public Watch(Rollups rollups, WatchConfig config, Clock clock, TimeScale scale) {
    this(rollups, config, clock, scale, System.out);
  }

  Watch(Rollups rollups, WatchConfig config, Clock clock, TimeScale scale, PrintStream out) {
    this.rollups = rollups;
    this.config = config;
    this.clock = clock;
    this.minute = scale.scaled(MINUTE);
    this.out = out;
  }

  @Override
  public void called(String connection, String operation, Outcome outcome, Duration took) {
    meters.called(connection, operation, outcome, took);
  }

  /** Whether the connection is in breach of this kind; zeros are told too, so that silence is no good news. */
  public void breach(String connection, String kind, boolean inBreach) {
    meters.breach(connection, kind, inBreach);
  }

  /**
   * Counts something that is no call to an EHR.
   *
   * @param metric its name in CloudWatch, for example {@code notificationsRefused}
   * @param reason one of few, and never a value of somebody's input: it is a dimension
   */
  public void counted(String metric, String reason) {
    meters.counted(metric, reason);
  }

  /**
   * Hands on what was counted since the last call, to the roll-ups and, where it is on, to CloudWatch. Never throws: a room does
   * not fail because it could not be watched. What the roll-ups did not take goes with the next call.
   *
   * @param function the room's name, for example {@code write-back}
   */
  public void drain(String function) {
    Meters.Drained drained = meters.drain();
    if (config.emf()) {
      new Emf(config.namespace()).lines(function, clock.instant(), drained).forEach(out::println);
    }
    List<Rollup> deltas = backlog.with(drained.rollups(bucket()));
    for (int next = 0; next < deltas.size(); next++) { // one by one: what was taken must not be handed on again
      try {
        rollups.add(deltas.subList(next, next + 1));
      } catch (RuntimeException notTaken) {
        backlog.keep(deltas.subList(next, deltas.size()));
        LOG.warnf("the roll-ups did not take %d counts (%s); they go with the next drain",
            deltas.size() - next, notTaken.getClass().getSimpleName());
        return;
      }
    }
  }

  /** The start of the current minute; a scaled one where time is scaled, so that windows over it stay as fine as they are. */
  private Instant bucket() {
    long now = clock.millis();
    return Instant.ofEpochMilli(now - Math.floorMod(now, Math.max(1, minute.toMillis())));
  }
}

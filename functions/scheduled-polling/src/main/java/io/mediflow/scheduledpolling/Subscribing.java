package io.mediflow.scheduledpolling;

import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.Subscription;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.SubscriptionEhr.Wanted;
import io.mediflow.model.store.Secrets;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.SubscribeSpec;
import io.mediflow.scheduledpolling.SubscriptionSteps.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The window of a flow that the EHR tells by itself: looks after its subscriptions, one after the other. */
@ApplicationScoped
public class Subscribing {

  private static final Logger LOG = Logger.getLogger(Subscribing.class);

  private final SubscriptionSteps steps;
  private final Secrets secrets;
  private final FlowLease lease;
  private final ScheduledPollingConfig config;
  private final TimeScale scale;
  private final Clock clock;

  public Subscribing(
      SubscriptionSteps steps, Secrets secrets, FlowLease lease, ScheduledPollingConfig config, TimeScale scale, Clock clock) {
    this.steps = steps;
    this.secrets = secrets;
    this.lease = lease;
    this.config = config;
    this.scale = scale;
    this.clock = clock;
  }

  /** Whole when each subscription works and all that it told has come: that is its sign of life. */
  void run(Flow leased, Told told, Duration interval) {
    Optional<Flow> flow = Optional.of(leased);
    for (Subscription one : steps.known(told).stream().filter(known -> !told.criteria().contains(known.criteria())).toList()) {
      Optional<EhrFailure> failure = steps.end(told, one);
      if (failure.isPresent()) {
        failed(flow.get(), failure.get(), interval);
        return;
      }
      flow = lease.keep(flow.get(), flow.get().checkpoint());
      if (flow.isEmpty()) {
        return; // the lease ended, and another one looks after them
      }
    }
    Flow own = flow.get();
    Instant due = ScheduledPolling.due(clock.instant(), interval, scale.scaled(config.early()));
    if (told.criteria().isEmpty()) {
      lease.complete(own, Checkpoint.START, clock.instant(), due); // there is nothing that could be silent
      return;
    }
    secret(told).ifPresentOrElse(secret -> lookAfter(own, told, secret, interval, due),
        () -> lease.rest(own, own.checkpoint(), due, Optional.of("NOT_SUPPORTED")));
  }

  private void lookAfter(Flow leased, Told told, String secret, Duration interval, Instant due) {
    SubscribeSpec made = told.made().orElseThrow();
    Optional<Flow> flow = Optional.of(leased);
    boolean works = true;
    for (String criteria : told.criteria()) {
      flow = flow.flatMap(one -> lease.keep(one, one.checkpoint()));
      if (flow.isEmpty()) {
        return; // the lease ended, and another one looks after them
      }
      Wanted wanted = wanted(told, made, criteria, secret);
      Outcome outcome = steps.next(told, made, wanted, Fingerprint.of(wanted.endpoint() + " " + wanted.header()));
      if (outcome instanceof Outcome.Failed(var failure)) {
        failed(flow.get(), failure, interval);
        return;
      }
      works &= outcome instanceof Outcome.Works;
    }
    if (works) {
      lease.complete(flow.orElseThrow(), Checkpoint.START, clock.instant(), due);
    } else {
      Instant soon = clock.instant().plus(shorter(scale.scaled(config.retry()), interval));
      lease.rest(flow.orElseThrow(), flow.orElseThrow().checkpoint(), soon, Optional.empty());
    }
  }

  private Optional<String> secret(Told told) {
    Optional<byte[]> newest;
    try {
      newest = secrets.read(told.own().hookSecret()).stream().findFirst();
    } catch (IllegalStateException missing) {
      newest = Optional.empty();
    }
    if (newest.isEmpty()) {
      LOG.errorf("nothing is subscribed to for %s/%s since there is no secret %s: make it, or take it from the connection",
          told.connection().id(), told.flow().label(), told.own().hookSecret());
    }
    return newest.map(one -> new String(one, StandardCharsets.UTF_8));
  }

  private Wanted wanted(Told told, SubscribeSpec made, String criteria, String secret) {
    return new Wanted(criteria, told.endpoint().orElseThrow(), made.header() + ": " + secret, made.content(), made.heartbeat(),
        clock.instant().plus(scale.scaled(made.life())));
  }

  private void failed(Flow flow, EhrFailure failure, Duration interval) {
    LOG.warnf("subscriptions of %s/%s are not looked after: %s", flow.id().connection(), flow.id().label(), failure.kind());
    Instant now = clock.instant();
    Instant retry = now.plus(failure.kind().ehrAway() ? shorter(scale.scaled(config.retry()), interval) : interval);
    Instant latest = now.plus(config.longestWait());
    Instant due = failure.retryAfter().filter(retry::isBefore).map(at -> at.isBefore(latest) ? at : latest).orElse(retry);
    lease.rest(flow, flow.checkpoint(), due, Optional.of(failure.kind().name()));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}

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
    for (Subscription one : steps.known(told)) {
      Optional<EhrFailure> failure = told.criteria().contains(one.criteria()) ? Optional.empty() : steps.end(told, one);
      if (failure.isPresent()) {
        failed(leased, failure.get(), interval);
        return;
      }
    }
    Instant due = ScheduledPolling.due(clock.instant(), interval, scale.scaled(config.early()));
    if (told.criteria().isEmpty()) {
      lease.complete(leased, Checkpoint.START, clock.instant(), due); // there is nothing that could be silent
      return;
    }
    secret(told).ifPresentOrElse(secret -> lookAfter(leased, told, secret, interval, due),
        () -> lease.rest(leased, leased.checkpoint(), due, Optional.of("NOT_SUPPORTED")));
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
    try {
      return Optional.of(new String(secrets.read(told.own().hookSecret()).getFirst(), StandardCharsets.UTF_8));
    } catch (IllegalStateException missing) {
      LOG.errorf("nothing is subscribed to for %s/%s since there is no secret %s: make it, or take it from the connection",
          told.connection().id(), told.flow().label(), told.own().hookSecret());
      return Optional.empty();
    }
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

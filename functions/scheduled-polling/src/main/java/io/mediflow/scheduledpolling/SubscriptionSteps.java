package io.mediflow.scheduledpolling;

import io.mediflow.model.change.Subscription;
import io.mediflow.model.change.SubscriptionStore;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.SubscriptionEhr;
import io.mediflow.model.ehr.SubscriptionEhr.Held;
import io.mediflow.model.ehr.SubscriptionEhr.State;
import io.mediflow.model.ehr.SubscriptionEhr.Wanted;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.SubscribeSpec;
import io.mediflow.watch.Watch;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Takes the next step with one subscription, of three calls at most. */
@ApplicationScoped
public class SubscriptionSteps {

  /** Subscriptions that we switched on again, since the EHR said that they did not work. */
  static final String BROKEN = "subscriptionsBroken";

  private static final Logger LOG = Logger.getLogger(SubscriptionSteps.class);

  private final SubscriptionStore store;
  private final SubscriptionEhr ehr;
  private final MissingEvents missing;
  private final Watch watch;
  private final ScheduledPollingConfig config;
  private final TimeScale scale;
  private final Clock clock;

  public SubscriptionSteps(
      SubscriptionStore store, SubscriptionEhr ehr, MissingEvents missing, Watch watch, ScheduledPollingConfig config,
      TimeScale scale, Clock clock) {
    this.store = store;
    this.ehr = ehr;
    this.missing = missing;
    this.watch = watch;
    this.config = config;
    this.scale = scale;
    this.clock = clock;
  }

  /** What a step came to. */
  sealed interface Outcome {

    record Works() implements Outcome {}

    /** It works not yet, or not again. */
    record Silent() implements Outcome {}

    record Failed(EhrFailure failure) implements Outcome {}
  }

  List<Subscription> known(Told told) {
    return store.of(told.connection().id(), told.own().name()).stream()
        .filter(one -> one.type() == told.flow().type()).toList();
  }

  /** It is planned no more. */
  Optional<EhrFailure> end(Told told, Subscription one) {
    if (ehr.delete(told.access(), one.id()) instanceof EhrResult.Failed<Boolean>(var failure)) {
      if (failure.kind() != Kind.FORBIDDEN) {
        return Optional.of(failure);
      }
      LOG.errorf("a subscription of %s/%s that is planned no more may not be deleted by us: delete it at the EHR",
          told.connection().id(), told.flow().label());
    }
    forget(told, one);
    return Optional.empty();
  }

  /** @param channel as {@link Subscription#channel} has it */
  Outcome next(Told told, SubscribeSpec made, Wanted wanted, String channel) {
    Optional<Subscription> known = known(told).stream().filter(one -> one.criteria().equals(wanted.criteria())).findFirst();
    return switch (SubscriptionCare.before(known, channel, scale.scaled(made.renew()), clock.instant())) {
      case SubscriptionDecision.Make() -> make(told, wanted, channel);
      case SubscriptionDecision.Renew() -> ask(told, known.orElseThrow(), wanted, channel, known.orElseThrow().attempts());
      case SubscriptionDecision.Look() -> look(told, known.orElseThrow(), wanted);
    };
  }

  private Outcome make(Told told, Wanted wanted, String channel) {
    return switch (ehr.search(told.access(), wanted.endpoint())) {
      case EhrResult.Failed<List<Held>>(var failure) -> new Outcome.Failed(failure);
      case EhrResult.Done<List<Held>>(var held) -> {
        List<Held> same = SubscriptionCare.same(held, wanted.criteria(), wanted.endpoint());
        if (same.size() > 1) { // one double less with each look, before any is kept
          yield ehr.delete(told.access(), same.getLast().id()) instanceof EhrResult.Failed<Boolean>(var failure)
              ? new Outcome.Failed(failure) : new Outcome.Silent();
        }
        yield kept(told, channel, 0, same.isEmpty()
            ? ehr.create(told.access(), wanted, sendBy(told))
            : ehr.update(told.access(), same.getFirst().id(), wanted, sendBy(told)), told.flow().type(), wanted.criteria());
      }
    };
  }

  /** Asks for one that we know in its place; one that is gone is made anew with the next look. */
  private Outcome ask(Told told, Subscription known, Wanted wanted, String channel, int attempts) {
    EhrResult<Held> answer = ehr.update(told.access(), known.id(), wanted, sendBy(told));
    return isGone(answer) ? forget(told, known) : kept(told, channel, attempts, answer, known.type(), known.criteria());
  }

  private Outcome look(Told told, Subscription known, Wanted wanted) {
    EhrResult<State> answer = state(told, known);
    if (isGone(answer)) {
      return forget(told, known);
    }
    return switch (answer) {
      case EhrResult.Failed<State>(var failure) -> new Outcome.Failed(failure);
      case EhrResult.Done<State>(var state) -> found(told, known, state, wanted);
    };
  }

  /** That there is nothing may be said of the operation alone: then it is read as it stands. */
  private EhrResult<State> state(Told told, Subscription known) {
    boolean offered = told.offers(SubscribeSpec.Operation.STATUS);
    EhrResult<State> answer = ehr.state(told.access(), known.id(), offered);
    return offered && isGone(answer) ? ehr.state(told.access(), known.id(), false) : answer;
  }

  private Outcome found(Told told, Subscription known, State state, Wanted wanted) {
    Instant now = clock.instant();
    return switch (SubscriptionCare.after(known, state, missing.last(told, known), scale.scaled(config.switchOn()), now)) {
      case SubscriptionDecision.Well() -> works(told, known, state);
      case SubscriptionDecision.Gap gap -> missing.close(told, known, gap).<Outcome>map(Outcome.Failed::new)
          .orElseGet(() -> works(told, known, state));
      case SubscriptionDecision.Wait() ->
          put(told, known, state, known.attempts(), known.active(), new Outcome.Silent());
      case SubscriptionDecision.SwitchOn() -> {
        watch.counted(BROKEN, "switched-on");
        LOG.warnf("a subscription of %s/%s does not work: switched on again, attempt %d",
            told.connection().id(), told.flow().label(), known.attempts() + 1);
        yield ask(told, known, wanted, known.channel(), known.attempts() + 1);
      }
    };
  }

  private Outcome works(Told told, Subscription known, State state) {
    return put(told, known, state, 0, Optional.of(clock.instant()), new Outcome.Works());
  }

  private Outcome put(Told told, Subscription one, State state, int attempts, Optional<Instant> active, Outcome outcome) {
    store.put(told.connection().id(), told.own().name(), new Subscription(
        one.type(), one.criteria(), one.id(), state.status(), one.end(), one.channel(), one.tried(), attempts, active,
        state.events().isPresent()));
    return outcome;
  }

  private Outcome kept(
      Told told, String channel, int attempts, EhrResult<Held> answer, RecordType type, String criteria) {
    return switch (answer) {
      case EhrResult.Failed<Held>(var failure) -> new Outcome.Failed(failure);
      case EhrResult.Done<Held>(var held) -> {
        store.put(told.connection().id(), told.own().name(), new Subscription(
            type, criteria, held.id(), held.status(), held.end(), channel, clock.instant(), attempts, Optional.empty(),
            false));
        yield new Outcome.Silent();
      }
    };
  }

  private Outcome forget(Told told, Subscription one) {
    store.remove(told.connection().id(), told.own().name(), one);
    return new Outcome.Silent();
  }

  private static boolean isGone(EhrResult<?> answer) {
    return answer instanceof EhrResult.Failed<?>(var failure)
        && (failure.kind() == Kind.NOT_FOUND || failure.kind() == Kind.GONE);
  }

  private Instant sendBy(Told told) {
    return clock.instant().plus(told.access().timeout());
  }
}

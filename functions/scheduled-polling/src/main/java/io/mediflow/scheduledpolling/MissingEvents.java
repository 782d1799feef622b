package io.mediflow.scheduledpolling;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeIds;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.EventNumbers;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.Subscription;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.SubscriptionEhr;
import io.mediflow.model.ehr.SubscriptionEhr.Event;
import io.mediflow.packages.SubscribeSpec.Operation;
import io.mediflow.scheduledpolling.SubscriptionDecision.Gap;
import io.mediflow.watch.NotificationGaps;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Events that a subscription counts and that did not come: asked for where the EHR tells them again, else listed. */
@ApplicationScoped
public class MissingEvents {

  private static final Pattern REFERENCE = Pattern.compile("([A-Z][A-Za-z]{2,63})/([A-Za-z0-9.-]{1,256})(?:/_history/.*)?");

  private final EventNumbers numbers;
  private final SubscriptionEhr ehr;
  private final ChangeQueue changes;
  private final NotificationGaps gaps;
  private final Clock clock;

  public MissingEvents(EventNumbers numbers, SubscriptionEhr ehr, ChangeQueue changes, NotificationGaps gaps, Clock clock) {
    this.numbers = numbers;
    this.ehr = ehr;
    this.changes = changes;
    this.gaps = gaps;
    this.clock = clock;
  }

  /** The highest number that came. */
  OptionalLong last(Told told, Subscription one) {
    return numbers.last(told.connection().id(), told.own().name(), one.reference());
  }

  /**
   * The count moves last, and not while a window is under way that may have passed what is missing: then the next look finds
   * the gap again.
   *
   * @return why the EHR could not be asked; empty when what is missing is queued, or will be listed
   */
  Optional<EhrFailure> close(Told told, Subscription one, Gap gap) {
    boolean all = false;
    if (told.offers(Operation.EVENTS) && SubscriptionCare.asksFor(gap)) {
      switch (ehr.events(told.access(), one.id(), gap.since(), gap.until())) {
        case EhrResult.Failed<List<Event>>(var failure) when failure.kind().ehrAway() -> {
          return Optional.of(failure);
        }
        case EhrResult.Failed<List<Event>> refused -> {} // listed below
        case EhrResult.Done<List<Event>>(var events) -> {
          List<Change> hints = events.stream().flatMap(event -> event.focus().stream())
              .flatMap(focus -> hint(told, focus)).toList();
          if (!hints.isEmpty()) {
            changes.send(hints);
          }
          all = SubscriptionCare.closes(gap,
              events.stream().filter(event -> event.focus().filter(focus -> reference(told, focus).matches()).isPresent()).toList());
        }
      }
    }
    if (all) {
      gaps.told();
    }
    FlowId id = told.flow();
    FlowId listed = new FlowId(id.connection(), id.interfaceName(), id.type(), FlowId.Scope.WHOLE);
    if (all || gaps.relist(id.connection(), Set.of(listed), clock.instant())) {
      numbers.reached(id.connection(), id.interfaceName(), one.reference(), gap.until());
    }
    return Optional.empty();
  }

  /** Of a focus that lies somewhere else nothing can be fetched: it is listed, as a notification of it would be. */
  private static Matcher reference(Told told, String focus) {
    String base = told.own().base() + "/";
    return REFERENCE.matcher(focus.startsWith(base) ? focus.substring(base.length()) : focus);
  }

  /** As a notification of that event would be taken in: only a hint, which is fetched. */
  private Stream<Change> hint(Told told, String focus) {
    Matcher reference = reference(told, focus);
    if (!reference.matches() || told.ehr().recordFrom(told.own().name(), reference.group(1)).isEmpty()) {
      return Stream.empty();
    }
    String type = reference.group(1);
    String id = reference.group(2);
    return Stream.of(new Change(ChangeIds.of(told.connection().id(), told.own().name(), type, id, new byte[0]),
        Change.Origin.NOTIFICATION, told.connection().id(), told.own().name(), type, id, null, null, clock.millis(), 0));
  }
}

package io.mediflow.changemapping;

import io.mediflow.mapping.Mapper;
import io.mediflow.mapping.ReadResult;
import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeIds;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.ehr.Ehr;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.Lane;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.JoinSpec;
import io.mediflow.packages.RecordSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Asks the EHR by its number for a patient of whom only a feed has told; who is found is fetched as any other change. */
@ApplicationScoped
public class Lookup {

  private final Ehr ehr;
  private final Mapper mapper;
  private final RecordIds ids;
  private final ChangeQueue queue;
  private final Aside aside;
  private final Clock clock;

  public Lookup(Ehr ehr, Mapper mapper, RecordIds ids, ChangeQueue queue, Aside aside, Clock clock) {
    this.ehr = ehr;
    this.mapper = mapper;
    this.ids = ids;
    this.queue = queue;
    this.aside = aside;
    this.clock = clock;
  }

  /**
   * @param message that waits, in quarantine: it comes again by itself when the EHR could not be asked
   * @param number  the identifier by which the interfaces' records are joined
   * @return why nobody comes of it; empty when somebody does, or when the package states no such search
   */
  Optional<Problem> find(Practice practice, Change message, Round round, RecordType type, String number) {
    JoinSpec join = practice.ehr().facts().joins().get(type);
    Optional<Practice> asked = join.find().keySet().stream().sorted()
        .map(practice::through).flatMap(Optional::stream).findFirst();
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    Practice other = asked.get();
    RecordSpec spec = other.ehr().record(type, other.interfaceName()).orElseThrow();
    Change waiting = waiting(message, practice.recordId(ids, type, number));
    if (other.connection().paused()) {
      return Optional.of(later(waiting, type, Optional.empty()));
    }
    String query = join.search(other.interfaceName(), number);
    Instant began = clock.instant();
    return switch (round.search(other, Lane.SOON, () -> ehr.search(other.access().in(Lane.SOON), spec.table().resource(), query))) {
      case EhrResult.Failed<EhrPage>(var failure) when failure.kind().ehrAway() || failure.kind() == EhrFailure.Kind.TOO_LATE ->
          Optional.of(later(waiting, type, failure.retryAfter()));
      case EhrResult.Failed<EhrPage> refused -> {
        aside.notLater(waiting, waiting.sourceId(), began);
        yield Optional.of(notAsked(type));
      }
      case EhrResult.Done<EhrPage>(var page) -> {
        aside.notLater(waiting, waiting.sourceId(), began);
        List<Change> found = page.resources().stream()
            .filter(one -> one.isPlaced() && one.type().equals(spec.table().resource()))
            .filter(one -> has(other, one.body(), join.by().get(other.interfaceName()), number))
            .map(one -> hint(other, one)).toList();
        if (found.isEmpty()) {
          yield Optional.of(new Problem(Problem.Category.NOT_FOUND, type.label(), "The EHR was asked once for the "
              + type.label() + " by this number and showed none; see there whether the number is right, and whether"
              + " we may see it."));
        }
        queue.send(found);
        yield Optional.empty();
      }
    };
  }

  /** The EHR may be there again: the message that waits comes again, unless somebody dismissed it. */
  void again(Change waiting) {
    aside.again(waiting.connection(), waiting.id(), waiting.attempts()).ifPresentOrElse(one -> queue.send(List.of(one)),
        () -> aside.notLater(waiting, waiting.sourceId(), clock.instant()));
  }

  /** Nobody has to be looked for any more under this record id. */
  void needless(Change message, String recordId) {
    aside.notLater(waiting(message, recordId), recordId, clock.instant());
  }

  /** As a pending fetch of the record that is looked for, whose id stands where a source id would. */
  private static Change waiting(Change message, String recordId) {
    return new Change(message.id(), message.origin(), message.connection(), message.interfaceName(), null, recordId, null, null,
        message.fetchStart(), message.attempts());
  }

  private Problem later(Change waiting, RecordType type, Optional<Instant> wish) {
    aside.later(waiting, waiting.sourceId(), type, wish);
    return new Problem(Problem.Category.PROCESSING, type.label(),
        "The EHR could not be asked for the " + type.label() + " by this number when this came; it is asked again by itself until it answers.");
  }

  /** An EHR may pass over the parameter, or know another one's number of the same text. */
  private boolean has(Practice other, byte[] body, String field, String number) {
    return mapper.read(other.ehr(), other.overlay(), other.interfaceName(), body, other.context(ids, patient -> {}))
        instanceof ReadResult.Mapped mapped && number.equals(mapped.fields().get(field));
  }

  private Change hint(Practice other, EhrPage.Entry one) {
    String connection = other.connection().id();
    String id = ChangeIds.of(connection, other.interfaceName(), one.type(), one.id(), new byte[0]);
    return new Change(
        id, Change.Origin.POLL, connection, other.interfaceName(), one.type(), one.id(), null, null, clock.millis(), 0);
  }

  private static Problem notAsked(RecordType type) {
    return new Problem(Problem.Category.PROCESSING, type.label(),
        "The EHR does not let us look for the " + type.label() + " by this number; replay this once it does.");
  }
}

package io.mediflow.changemapping;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.store.Bodies;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Makes the records of a batch of changes, then tells of them. */
@ApplicationScoped
public class ChangeMappingAct {

  private static final Logger LOG = Logger.getLogger(ChangeMappingAct.class);

  private final RecordStore records;
  private final ConnectionStore connections;
  private final FlowStore flows;
  private final Bodies bodies;
  private final Telling telling;
  private final Packages packages;
  private final Resources resources;
  private final Feed feed;
  private final Joining joining;
  private final Merging merging;
  private final Rekeying rekeying;
  private final Aside aside;
  private final Following following;
  private final Repairs repairs;
  private final ChangeMappingConfig config;
  private final Clock clock;

  public ChangeMappingAct(
      RecordStore records, ConnectionStore connections, FlowStore flows, Bodies bodies, Telling telling,
      Packages packages, Resources resources, Feed feed, Joining joining, Merging merging, Rekeying rekeying, Aside aside,
      Following following, Repairs repairs, ChangeMappingConfig config, Clock clock) {
    this.records = records;
    this.connections = connections;
    this.flows = flows;
    this.bodies = bodies;
    this.telling = telling;
    this.packages = packages;
    this.resources = resources;
    this.feed = feed;
    this.joining = joining;
    this.merging = merging;
    this.rekeying = rekeying;
    this.aside = aside;
    this.following = following;
    this.repairs = repairs;
    this.config = config;
    this.clock = clock;
  }

  /**
   * @param changes by message id
   * @return the messages that must come again
   */
  Set<String> take(Map<String, Change> changes) {
    Round round = new Round(connections, packages, resources, clock, clock.instant().plus(config.fetchTime()));
    Map<String, List<StoredRecord>> untold = new LinkedHashMap<>();
    Set<String> again = new LinkedHashSet<>();
    readAhead(changes.values(), round);
    changes.forEach((message, change) -> {
      try {
        List<StoredRecord> records = take(change, round);
        if (!records.isEmpty()) {
          untold.put(message, records);
        }
      } catch (RuntimeException failed) {
        LOG.errorf("message %s was not done and comes again: %s", message, failed.getClass().getName());
        again.add(message);
      }
    });
    try {
      telling.tell(untold.values().stream().flatMap(List::stream).toList());
    } catch (RuntimeException failed) {
      LOG.errorf("the events of %d messages were not published, they come again: %s", untold.size(), failed.getClass().getName());
      again.addAll(untold.keySet());
    }
    return again;
  }

  /** Saves calls and nothing else: what fails here fails again at the change that it belongs to. */
  private void readAhead(Collection<Change> changes, Round round) {
    try {
      round.readAhead(changes, records);
    } catch (RuntimeException failed) {
      LOG.warnf("the batch was not read ahead: %s", failed.getClass().getName());
    }
  }

  /** @return the records that are still to be told of */
  private List<StoredRecord> take(Change change, Round round) {
    if (change.origin() == Change.Origin.MARKER) {
      flows.markerSeen(Instant.ofEpochMilli(change.fetchStart()));
      return List.of();
    }
    Practice practice = round.practice(change);
    if (change.origin() == Change.Origin.REKEY) {
      rekeying.page(practice, change.sourceId(), change.body());
      return List.of();
    }
    return practice.isFeed()
        ? feed.take(change, practice, round, body(change).orElseGet(() -> new byte[0]))
        : take(change, practice, round).stream().toList();
  }

  private Optional<StoredRecord> take(Change change, Practice practice, Round round) {
    Optional<RecordSpec> spec = practice.spec(change).filter(one -> change.sourceId() != null);
    if (spec.isEmpty()) {
      aside.quarantine(change, unplaced(practice, change), Optional.empty());
      return Optional.empty();
    }
    Optional<Reading> inline = body(change).map(one -> resources.inline(practice, spec.get(), change, one));
    Work work = new Work(change, practice, spec.get(), inline, round);
    if (practice.leftOut(spec.get().type())) {
      done(work, Optional.of(clock.instant()), true);
      return Optional.empty();
    }
    Set<RecordType> apart = practice.apart(spec.get());
    if (!apart.isEmpty()) {
      aside.quarantine(change, List.of(Feed.unjoined(spec.get().type(), apart)), Optional.empty());
      done(work, Optional.of(clock.instant()), false);
      return Optional.empty();
    }
    if (practice.connection().paused()) {
      putOff(work, Optional.empty());
      return Optional.empty();
    }
    return inline.map(one -> settle(work, one, Optional.empty(), config.attempts()))
        .orElseGet(() -> fetchAndSettle(work, config.attempts()));
  }

  private Optional<StoredRecord> fetchAndSettle(Work work, int left) {
    Instant began = clock.instant();
    return settle(work, work.fetch(), Optional.of(began), left);
  }

  /**
   * Reads and decides until a decision is carried out.
   *
   * @param fetched when the fetch began that brought the reading; empty for what came along
   * @param left attempts; each lost race and each fetch is one
   * @return the record that is still to be told of
   */
  private Optional<StoredRecord> settle(Work work, Reading reading, Optional<Instant> fetched, int left) {
    if (left == 0) {
      throw new IllegalStateException("other writers came first each time");
    }
    return switch (reading) {
      case Reading.Away(var failure) -> {
        putOff(work, failure.retryAfter());
        yield Optional.empty();
      }
      case Reading.Unfit unfit when fetched.isEmpty() && mayBeOutdone(work.change()) -> fetchAndSettle(work, left - 1);
      case Reading.Unfit(var reasons, var resource) -> {
        repairs.unfit(work.change(), work.spec().type(), reasons);
        aside.quarantine(work.change(), resource.isPresent() ? reasons : Reading.withInline(reasons, work.inline()), resource);
        done(work, fetched, false);
        yield Optional.empty();
      }
      case Reading.Unseen(var gone, var reason) -> {
        Optional<Candidate> placed = place(work, gone);
        Optional<StoredRecord> current = placed.flatMap(one -> current(work, one));
        boolean unfit = work.inline().filter(Reading.Unfit.class::isInstance).isPresent();
        if (placed.isEmpty() || current.isPresent() && !unfit) {
          yield store(work, reading, placed, current, fetched, left);
        }
        aside.quarantine(work.change(), Reading.withInline(List.of(reason), work.inline()), Optional.empty());
        done(work, fetched, false);
        yield Optional.empty();
      }
      case Reading.Known(var candidate, var patients) -> {
        if (waits(work, candidate)) {
          done(work, fetched, false);
          yield Optional.empty();
        }
        following.note(work.practice(), work.change(), candidate, patients);
        Optional<Candidate> placed = place(work, candidate);
        yield store(work, reading, placed, placed.flatMap(one -> current(work, one)), fetched, left);
      }
    };
  }

  /** What the package lets wait lies in quarantine until another interface has told of it, as a feed's message does. */
  private boolean waits(Work work, Candidate candidate) {
    boolean waits = !joining.missing(work.practice(), candidate.record()).isEmpty();
    if (waits) {
      aside.quarantine(work.change(), List.of(Feed.notTold(work.spec().type())), Optional.empty());
      joining.await(work.practice(), work.change(), candidate.record());
    }
    return waits;
  }

  /** @param placed empty for what is said of a record that was merged into another: nothing is stored */
  private Optional<StoredRecord> store(
      Work work, Reading reading, Optional<Candidate> placed, Optional<StoredRecord> current, Optional<Instant> fetched, int left) {
    if (placed.isEmpty()) {
      done(work, fetched, true);
      merging.told(work, reading, Optional.empty());
      return Optional.empty();
    }
    return switch (decide(work, placed.get(), current)) {
      case ChangeMappingDecision.Fetch() -> fetchAndSettle(work, left - 1);
      case ChangeMappingDecision.Store(var next) -> {
        joining.refer(work.practice(), next, current);
        Optional<StoredRecord> stored = records.put(next, current);
        if (stored.isEmpty()) {
          yield settle(work, reading, fetched, left - 1);
        }
        joining.check(work.practice(), stored.get());
        repairs.stored(work.change(), stored.get(), current);
        done(work, fetched, true);
        merging.told(work, reading, stored);
        yield stored;
      }
      case ChangeMappingDecision.Touch(var seen, var untold) -> {
        joining.refer(work.practice(), seen, current);
        if (!records.touch(seen, current.orElseThrow())) {
          yield settle(work, reading, fetched, left - 1);
        }
        done(work, fetched, true);
        merging.told(work, reading, Optional.of(seen));
        yield untold ? Optional.of(seen) : Optional.empty();
      }
      case ChangeMappingDecision.Keep(var kept, var untold) -> {
        done(work, fetched, true);
        merging.told(work, reading, Optional.of(kept));
        yield untold ? Optional.of(kept) : Optional.empty();
      }
    };
  }

  private static ChangeMappingDecision decide(Work work, Candidate candidate, Optional<StoredRecord> current) {
    return Contributions.decide(work.change().interfaceName(), current, work.practice().owners(work.spec().type()),
        own -> ChangeMapping.decide(candidate, own));
  }

  private Optional<Candidate> place(Work work, Candidate candidate) {
    return joining.place(work.practice(), candidate.record()).map(candidate::of);
  }

  private Optional<StoredRecord> current(Work work, Candidate candidate) {
    return work.round().current(work.change().connection(), candidate.record().id(), records);
  }

  private void done(Work work, Optional<Instant> fetched, boolean mapped) {
    fetched.ifPresent(began -> aside.notLater(work.change(), resources.recordId(work.practice(), work.spec(), work.change()), began));
    if (mapped && (work.change().origin() == Change.Origin.REPLAY || work.mayWait() && aside.holds(work.change()))) {
      aside.release(work.change());
    }
  }

  /** What was pushed and cannot be mapped is kept, also when the fetch has to wait. */
  private void putOff(Work work, Optional<Instant> wish) {
    work.inline().ifPresent(one -> {
      if (one instanceof Reading.Unfit(var reasons, var resource)) {
        aside.quarantine(work.change(), reasons, resource);
      }
    });
    aside.later(work.change(), resources.recordId(work.practice(), work.spec(), work.change()), work.spec().type(), wish);
  }

  private List<Problem> unplaced(Practice practice, Change change) {
    List<Problem> reasons = body(change).map(bytes -> resources.reasons(practice, bytes)).orElse(List.of());
    return !reasons.isEmpty() ? reasons : List.of(new Problem(Problem.Category.NOT_SUPPORTED, "resourceType",
        "The package follows no resource like this one, or it has no id; check what the EHR is set to send."));
  }

  private static boolean mayBeOutdone(Change change) {
    return change.origin() == Change.Origin.NOTIFICATION || change.origin() == Change.Origin.REPLAY;
  }

  private Optional<byte[]> body(Change change) {
    return change.bodyRef() != null
        ? Optional.of(bodies.get(change.connection(), change.bodyRef()))
        : Optional.ofNullable(change.body()).map(text -> text.getBytes(StandardCharsets.UTF_8));
  }
}

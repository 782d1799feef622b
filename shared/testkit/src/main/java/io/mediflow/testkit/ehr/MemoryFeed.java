package io.mediflow.testkit.ehr;

import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.FeedEhr;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** An EHR in memory that keeps feeds of what changed, from which a document is gone once it was read, and faults on demand. */
public final class MemoryFeed implements FeedEhr {

  /** What a call did. */
  public enum Verb {
    SUBSCRIBE,
    LOOK,
    TAKE,
    TAKEN,
    FOLLOW
  }

  private record Fault(Verb verb, Kind kind, boolean afterCommit) {}

  private record Given(EhrPage.Entry document, Instant at) {}

  private final Clock clock;
  private final Set<String> subscribed = new HashSet<>();
  private final List<EhrPage.Entry> waiting = new ArrayList<>();
  private final List<Given> given = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private final List<Verb> calls = new ArrayList<>();
  private Runnable beforeTake = () -> {};

  public MemoryFeed(Clock clock) {
    this.clock = clock;
  }

  /** Something changes; a document of something else has the type ''. Nothing is kept before somebody has asked for a feed. */
  public void change(EhrPage.Entry document) {
    if (!subscribed.isEmpty()) {
      waiting.add(document);
    }
  }

  /** The next call of that verb fails so, and nothing is done. */
  public void failNext(Verb verb, Kind kind) {
    faults.add(new Fault(verb, kind, false));
  }

  /** The next call of that verb does its work, and its answer is lost. */
  public void loseNext(Verb verb, Kind kind) {
    faults.add(new Fault(verb, kind, true));
  }

  /** Runs right before what waits is taken: something changes between a look and a take. */
  public void beforeTake(Runnable meanwhile) {
    beforeTake = meanwhile;
  }

  public List<Verb> calls() {
    return List.copyOf(calls);
  }

  public void forgetCalls() {
    calls.clear();
  }

  public int waiting() {
    return waiting.size();
  }

  @Override
  public EhrResult<Boolean> subscribe(Access access, String type) {
    return answer(Verb.SUBSCRIBE, () -> {
      subscribed.add(type);
      return true;
    });
  }

  @Override
  public EhrResult<EhrPage> look(Access access, String type, int size) {
    return answer(Verb.LOOK, () -> page(type, first(type, size), size));
  }

  @Override
  public EhrResult<EhrPage> take(Access access, String type, int size) {
    return answer(Verb.TAKE, () -> {
      beforeTake.run();
      List<EhrPage.Entry> first = first(type, size);
      EhrPage page = page(type, first, size);
      first.forEach(one -> {
        waiting.remove(one);
        given.add(new Given(one, clock.instant().truncatedTo(ChronoUnit.SECONDS)));
      });
      return page;
    });
  }

  @Override
  public EhrResult<EhrPage> taken(Access access, String type, int size, Instant from, Instant to) {
    return answer(Verb.TAKEN, () -> taken(access, from, to, size, 0));
  }

  @Override
  public EhrResult<EhrPage> follow(Access access, String type, int size, URI next) {
    return answer(Verb.FOLLOW, () -> {
      String[] parts = next.getQuery().split("_");
      return taken(access, Instant.parse(parts[0]), Instant.parse(parts[1]), size, Integer.parseInt(parts[2]));
    });
  }

  private EhrPage taken(Access access, Instant from, Instant to, int size, int before) {
    List<EhrPage.Entry> all = given.stream().filter(one -> !one.at().isBefore(from) && !one.at().isAfter(to))
        .map(Given::document).toList();
    int end = Math.min(before + size, all.size());
    Optional<URI> next = end < all.size()
        ? Optional.of(URI.create(access.base() + "/taken?" + from + "_" + to + "_" + end)) : Optional.empty();
    return new EhrPage(all.subList(Math.min(before, end), end), next, Optional.of(now()));
  }

  private EhrPage page(String type, List<EhrPage.Entry> first, int size) {
    return new EhrPage(first, first.size() < waiting.size() && first.size() == size
        ? Optional.of(URI.create("https://ehr.example/" + type + "/changed")) : Optional.empty(), Optional.of(now()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private List<EhrPage.Entry> first(String type, int size) {
    return subscribed.contains(type) ? List.copyOf(waiting.subList(0, Math.min(size, waiting.size()))) : List.of();
  }

  private <T> EhrResult<T> answer(Verb verb, Supplier<T> work) {
    calls.add(verb);
    Optional<Fault> fault = faults.stream().filter(one -> one.verb() == verb).findFirst();
    fault.ifPresent(faults::remove);
    if (fault.isPresent() && !fault.get().afterCommit()) {
      return new EhrResult.Failed<>(EhrFailure.of(fault.get().kind()));
    }
    T done = work.get();
    return fault.isPresent() ? new EhrResult.Failed<>(EhrFailure.of(fault.get().kind())) : new EhrResult.Done<>(done);
  }
}

package io.mediflow.testkit.ehr;

import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.SubscriptionEhr;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** An EHR's subscriptions in memory: each is requested until the test accepts it, and has the events that the test gives it. */
public final class MemorySubscriptions implements SubscriptionEhr {

  private final Map<String, Held> held = new LinkedHashMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, List<Event>> events = new LinkedHashMap<>();
  private final List<String> calls = new ArrayList<>();
  private final Deque<EhrFailure> failures = new ArrayDeque<>();
  private boolean lostAnswer;
  private int made;

  /** What was called, in order: {@code search}, {@code create}, {@code update 1}, {@code status 1} and so on. */
  public List<String> calls() {
    List<String> all = List.copyOf(calls);
    calls.clear();
    return all;
  }

  public List<Held> held() {
    return List.copyOf(held.values());
  }

  /** The header that the subscription sends along. */
  public String header(String id) {
    return headers.get(id);
  }

  public void status(String id, String status) {
    Held one = held.get(id);
    held.put(id, new Held(id, one.criteria(), one.endpoint(), status, one.end()));
  }

  /** The EHR ends it. */
  public void forget(String id) {
    held.remove(id);
  }

  /** Something happened that the subscription tells of. */
  public void event(String id, String focus) {
    List<Event> all = events.computeIfAbsent(id, first -> new ArrayList<>());
    all.add(new Event(all.size() + 1, Optional.ofNullable(focus)));
  }

  /** What the next call fails with, and does nothing. */
  public void failNext(Kind kind) {
    failures.add(EhrFailure.of(kind));
  }

  /** The next create or update is done, and its answer is lost. */
  public void loseAnswer() {
    lostAnswer = true;
  }

  @Override
  public EhrResult<List<Held>> search(Access access, URI endpoint) {
    return call("search", () -> new EhrResult.Done<>(
        held.values().stream().filter(one -> one.endpoint().equals(endpoint.toString())).toList()));
  }

  @Override
  public EhrResult<Held> create(Access access, Wanted wanted, Instant sendBy) {
    return call("create", () -> stored(Integer.toString(++made), wanted));
  }

  @Override
  public EhrResult<Held> update(Access access, String id, Wanted wanted, Instant sendBy) {
    return call("update " + id, () -> held.containsKey(id) ? stored(id, wanted) : failed(Kind.NOT_FOUND));
  }

  @Override
  public EhrResult<Boolean> delete(Access access, String id) {
    return call("delete " + id, () -> {
      held.remove(id);
      return new EhrResult.Done<>(true);
    });
  }

  @Override
  public EhrResult<State> state(Access access, String id, boolean operation) {
    return call((operation ? "status " : "read ") + id, () -> held.containsKey(id)
        ? new EhrResult.Done<>(new State(held.get(id).status(),
            operation ? OptionalLong.of(events.getOrDefault(id, List.of()).size()) : OptionalLong.empty()))
        : failed(Kind.NOT_FOUND));
  }

  @Override
  public EhrResult<List<Event>> events(Access access, String id, long since, long until) {
    return call("events " + id + " " + since + "-" + until, () -> new EhrResult.Done<>(events.getOrDefault(id, List.of()).stream()
        .filter(one -> one.number() >= since && one.number() <= until).toList()));
  }

  private EhrResult<Held> stored(String id, Wanted wanted) {
    held.put(id, new Held(id, wanted.criteria(), wanted.endpoint().toString(), "requested", Optional.of(wanted.end())));
    headers.put(id, wanted.header());
    boolean lost = lostAnswer;
    lostAnswer = false;
    return lost ? failed(Kind.BROKEN) : new EhrResult.Done<>(held.get(id));
  }

  private <T> EhrResult<T> call(String what, Supplier<EhrResult<T>> work) {
    calls.add(what);
    return failures.isEmpty() ? work.get() : new EhrResult.Failed<>(failures.poll());
  }

  private static <T> EhrResult<T> failed(Kind kind) {
    return new EhrResult.Failed<>(EhrFailure.of(kind));
  }
}

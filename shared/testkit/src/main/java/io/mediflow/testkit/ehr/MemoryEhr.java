package io.mediflow.testkit.ehr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.Ehr;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResource;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.Lane;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An EHR in memory: versions, {@code lastUpdated}, paging, search, create and JSON Patch with If-Match as a FHIR server has them,
 * and faults on demand. Every call is recorded, also one that fails.
 */
public final class MemoryEhr implements Ehr {

  /** What a call did. */
  public enum Verb {
    READ,
    SEARCH,
    FOLLOW,
    CREATE,
    PATCH,
    CAPABILITIES,
    AUTHENTICATE,
    CERTIFICATE
  }

  /** One call; {@code id}, {@code query}, {@code body} and {@code ifMatch} are empty where the verb has none. */
  public record Call(
      Verb verb, String connection, Lane lane, String type, String id, String query, String body, String ifMatch) {}

  private final Clock clock;
  private final Holdings holdings = new Holdings();
  private final List<Call> calls = new ArrayList<>();
  private final Faults faults = new Faults();
  private boolean odd;
  private Optional<Instant> certificateEnds = Optional.empty();
  private String capabilities =
      "{\"resourceType\":\"CapabilityStatement\",\"status\":\"active\",\"fhirVersion\":\"4.0.1\"}";

  public MemoryEhr(Clock clock) {
    this.clock = clock;
  }

  public MemoryEhr() {
    this(Clock.systemUTC());
  }

  /** Somebody in the practice stores a resource (a new version when the id is there); gives its id. */
  public synchronized String put(String resource) {
    return put(resource, clock.instant());
  }

  /** As {@link #put(String)}, with a {@code lastUpdated} of its own. */
  public synchronized String put(String resource, Instant lastUpdated) {
    return holdings.store((ObjectNode) Holdings.tree(resource.getBytes(StandardCharsets.UTF_8)), lastUpdated);
  }

  /** Somebody in the practice deletes it: reads say GONE from then on. */
  public synchronized void delete(String type, String id) {
    holdings.delete(type, id);
  }

  public synchronized Optional<JsonNode> find(String type, String id) {
    return holdings.find(type, id).map(JsonNode::deepCopy);
  }

  public synchronized List<JsonNode> all(String type) {
    return holdings.all(type).map(one -> (JsonNode) one.deepCopy()).toList();
  }

  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  public synchronized List<Call> calls(Verb verb) {
    return calls.stream().filter(one -> one.verb() == verb).toList();
  }

  public synchronized void forgetCalls() {
    calls.clear();
  }

  /** Every call is UNREACHABLE until it is back. */
  public synchronized void away(boolean away) {
    faults.away = away;
  }

  /** Whether every page has an entry more, which has no id. */
  public synchronized void odd(boolean odd) {
    this.odd = odd;
  }

  /** The next call of that verb fails so, and nothing is done. */
  public synchronized void failNext(Verb verb, EhrFailure.Kind kind) {
    faults.add(verb, EhrFailure.of(kind), false);
  }

  /** The next call of that verb fails so, and nothing is done. */
  public synchronized void failNext(Verb verb, EhrFailure failure) {
    faults.add(verb, failure, false);
  }

  /** The next call of that verb does its work and then fails so: BROKEN is the lost answer. */
  public synchronized void failNextAfterCommit(Verb verb, EhrFailure.Kind kind) {
    faults.add(verb, EhrFailure.of(kind), true);
  }

  /** Runs right before the next call of that verb does its work: somebody else changes the resource meanwhile. */
  public synchronized void beforeNext(Verb verb, Runnable meanwhile) {
    faults.meanwhile(verb, meanwhile);
  }

  public synchronized void certificateEnds(Instant ends) {
    certificateEnds = Optional.of(ends);
  }

  public synchronized void capabilities(String statement) {
    capabilities = statement;
  }

  @Override
  public synchronized EhrResult<EhrResource> read(Access access, String type, String id) {
    return answer(new Call(Verb.READ, access.connection(), access.lane(), type, id, "", "", ""), 
        () -> holdings.find(type, id).map(this::done).orElseGet(() -> absent(type, id)));
  }

  @Override
  public synchronized EhrResult<EhrPage> search(Access access, String type, String query) {
    return answer(
        new Call(Verb.SEARCH, access.connection(), access.lane(), type, "", query, "", ""), () -> page(access, type, query));
  }

  @Override
  public synchronized EhrResult<EhrPage> follow(Access access, URI next) {
    return answer(new Call(Verb.FOLLOW, access.connection(), access.lane(), "", "", next.toString(), "", ""), () -> {
      var prefix = access.base() + "/";
      if (!next.toString().startsWith(prefix)) {
        return failed(EhrFailure.Kind.MALFORMED, 0);
      }
      return page(access, next.getPath().substring(access.base().getPath().length() + 1), next.getRawQuery());
    });
  }

  @Override
  public synchronized EhrResult<EhrResource> create(Access access, String type, byte[] resource, Instant sendBy) {
    var call = new Call(Verb.CREATE, access.connection(), access.lane(), type, "", "", text(resource), "");
    return answer(call, () -> {
      if (clock.instant().isAfter(sendBy)) {
        return failed(EhrFailure.Kind.TOO_LATE, 0);
      }
      if (!(Holdings.tree(resource) instanceof ObjectNode body) || !body.path("resourceType").asText().equals(type)) {
        return failed(EhrFailure.Kind.REFUSED, 400);
      }
      body.remove("id");
      return done(holdings.find(type, holdings.store(body, clock.instant())).orElseThrow());
    });
  }

  @Override
  public synchronized EhrResult<EhrResource> patch(
      Access access, String type, String id, byte[] patch, Optional<String> ifMatch, Instant sendBy) {
    var call = new Call(Verb.PATCH, access.connection(), access.lane(), type, id, "", text(patch), ifMatch.orElse(""));
    return answer(call, () -> {
      var stored = holdings.find(type, id);
      if (clock.instant().isAfter(sendBy)) {
        return failed(EhrFailure.Kind.TOO_LATE, 0);
      }
      if (stored.isEmpty()) {
        return absent(type, id);
      }
      if (ifMatch.isPresent() && !ifMatch.get().equals(Holdings.versionTag(stored.get()))) {
        return failed(EhrFailure.Kind.PRECONDITION, 412);
      }
      try {
        holdings.store(JsonPatch.apply(Holdings.tree(patch), stored.get()), clock.instant());
        return done(holdings.find(type, id).orElseThrow());
      } catch (JsonPatch.Unfit unfit) {
        return failed(EhrFailure.Kind.REFUSED, 422);
      }
    });
  }

  @Override
  public synchronized EhrResult<EhrResource> capabilities(Access access) {
    return answer(new Call(Verb.CAPABILITIES, access.connection(), access.lane(), "", "", "", "", ""), () -> new EhrResult.Done<>(
        new EhrResource(
            capabilities.getBytes(StandardCharsets.UTF_8), Optional.empty(), Optional.empty(),
            Optional.of(clock.instant()))));
  }

  @Override
  public synchronized EhrResult<Instant> authenticate(Access access) {
    return answer(
        new Call(Verb.AUTHENTICATE, access.connection(), access.lane(), "", "", "", "", ""),
        () -> new EhrResult.Done<>(clock.instant().plus(Duration.ofMinutes(5))));
  }

  @Override
  public synchronized EhrResult<Optional<Instant>> certificateEnds(Access access) {
    return answer(
        new Call(Verb.CERTIFICATE, access.connection(), access.lane(), "", "", "", "", ""),
        () -> new EhrResult.Done<>(certificateEnds));
  }

  private <T> EhrResult<T> answer(Call call, Supplier<EhrResult<T>> work) {
    calls.add(call);
    faults.meanwhile(call.verb());
    if (faults.away) {
      return failed(EhrFailure.Kind.UNREACHABLE, 0);
    }
    var fault = faults.next(call.verb());
    if (fault.isEmpty()) {
      return work.get();
    }
    if (fault.get().afterCommit()) {
      work.get();
    }
    return new EhrResult.Failed<>(fault.get().failure());
  }

  private EhrResult<EhrPage> page(Access access, String type, String query) {
    var page = holdings.page(Matching.parse(query), type);
    var rest = query.replaceAll("&?_offset=\\d+", "");
    var next = page.nextOffset().map(offset -> URI.create(
        "%s/%s?%s%s_offset=%d".formatted(access.base(), type, rest, rest.isEmpty() ? "" : "&", offset)));
    var entries = new ArrayList<>(page.entries());
    if (odd) {
      entries.add(new EhrPage.Entry(type, "", Optional.empty(), ("{\"resourceType\":\"" + type + "\"}").getBytes(StandardCharsets.UTF_8)));
    }
    return new EhrResult.Done<>(new EhrPage(entries, next, Optional.of(clock.instant())));
  }

  private EhrResult<EhrResource> done(ObjectNode stored) {
    return new EhrResult.Done<>(new EhrResource(
        Holdings.bytes(stored), Optional.of(stored.path("id").asText()), Optional.of(Holdings.versionTag(stored)),
        Optional.of(clock.instant().truncatedTo(ChronoUnit.SECONDS))));
  }

  private <T> EhrResult<T> absent(String type, String id) {
    return holdings.isGone(type, id) ? failed(EhrFailure.Kind.GONE, 410) : failed(EhrFailure.Kind.NOT_FOUND, 404);
  }

  private static <T> EhrResult<T> failed(EhrFailure.Kind kind, int status) {
    return new EhrResult.Failed<>(new EhrFailure(kind, status, List.of(), Optional.empty()));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

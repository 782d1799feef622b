package io.mediflow.ehr;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrResource;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.SubscriptionEhr;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Subscriptions by rest-hook, by the switchboard that all calls go through. */
@ApplicationScoped
public class FhirSubscriptions implements SubscriptionEhr {

  private static final int MOST_HELD = 200;

  private final Switchboard switchboard;
  private final Wire wire;
  private final Answers answers;
  private final SubscriptionJson json;

  public FhirSubscriptions(Switchboard switchboard) {
    this.switchboard = switchboard;
    wire = switchboard.wire();
    answers = switchboard.answers();
    json = new SubscriptionJson(switchboard.mapper());
  }

  @Override
  public EhrResult<List<Held>> search(Access access, URI endpoint) {
    return asked(access, "search", "?url=" + encoded(endpoint.toString()) + "&_count=" + MOST_HELD, json::held);
  }

  @Override
  public EhrResult<Held> create(Access access, Wanted wanted, Instant sendBy) {
    var url = URI.create(access.base() + "/Subscription");
    return switchboard.call(access, "subscription.create", bearer -> written(
        new Wire.Write(Wire.Verb.CREATE, url, bearer, Optional.empty(), json.bytes(wanted, Optional.empty()), sendBy),
        access, wanted, Optional.empty()));
  }

  @Override
  public EhrResult<Held> update(Access access, String id, Wanted wanted, Instant sendBy) {
    return switchboard.call(access, "subscription.update", bearer -> written(
        new Wire.Write(Wire.Verb.UPDATE, url(access, id), bearer, Optional.empty(), json.bytes(wanted, Optional.of(id)), sendBy),
        access, wanted, Optional.of(id)));
  }

  @Override
  public EhrResult<Boolean> delete(Access access, String id) {
    EhrResult<Boolean> deleted = switchboard.call(access, "subscription.delete", bearer -> answers.onSuccess(
        wire.delete(url(access, id), access.timeout(), bearer), answer -> new EhrResult.Done<>(true)));
    return deleted instanceof EhrResult.Failed<Boolean>(var failure)
        && (failure.kind() == Kind.NOT_FOUND || failure.kind() == Kind.GONE)
        ? new EhrResult.Done<>(true) : deleted;
  }

  @Override
  public EhrResult<State> state(Access access, String id, boolean operation) {
    String rest = "/" + encoded(id) + (operation ? "/$status" : "");
    return asked(access, operation ? "status" : "read", rest, json::state);
  }

  @Override
  public EhrResult<List<Event>> events(Access access, String id, long since, long until) {
    return asked(access, "events", "/" + encoded(id) + "/$events?eventsSinceNumber=" + since + "&eventsUntilNumber=" + until
        + "&content=id-only", json::events);
  }

  private <T> EhrResult<T> asked(Access access, String what, String rest, Function<JsonNode, Optional<T>> read) {
    var url = URI.create(access.base() + "/Subscription" + rest);
    return switchboard.call(access, "subscription." + what, bearer ->
        switch (answers.json(wire.get(url, access.timeout(), bearer, switchboard.calls().more(access)))) {
          case EhrResult.Failed<JsonNode>(var failure) -> new EhrResult.Failed<T>(failure);
          case EhrResult.Done<JsonNode>(var tree) -> read.apply(tree).<EhrResult<T>>map(EhrResult.Done::new)
              .orElseGet(() -> new EhrResult.Failed<>(EhrFailure.of(Kind.MALFORMED)));
        });
  }

  private EhrResult<Held> written(Wire.Write write, Access access, Wanted wanted, Optional<String> id) {
    return switch (answers.written(wire.send(write, access.timeout()), "Subscription", id)) {
      case EhrResult.Failed<EhrResource>(var failure) -> new EhrResult.Failed<>(failure);
      case EhrResult.Done<EhrResource>(var resource) -> json.held(resource, wanted).<EhrResult<Held>>map(EhrResult.Done::new)
          .orElseGet(() -> new EhrResult.Failed<>(EhrFailure.of(Kind.MALFORMED)));
    };
  }

  private static URI url(Access access, String id) {
    return URI.create(access.base() + "/Subscription/" + encoded(id));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

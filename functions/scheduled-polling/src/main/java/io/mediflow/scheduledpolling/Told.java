package io.mediflow.scheduledpolling;

import io.mediflow.model.change.FlowId;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.Access;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.SubscribeSpec;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A flow that the EHR tells by itself.
 *
 * @param made     how its subscriptions are made; empty where there are to be none, and those that are there go
 * @param endpoint where they tell
 */
record Told(
    FlowId flow, Connection connection, EhrInterface own, EhrPackage ehr, Optional<SubscribeSpec> made, Optional<URI> endpoint,
    Access access) {

  static Told of(FlowId flow, Connection connection, EhrInterface own, EhrPackage ehr) {
    var spec = ehr.interfaces().get(own.name());
    return new Told(flow, connection, own, ehr, spec.subscribe(own), SubscribeSpec.endpoint(connection, own),
        spec.subscribing(connection, own));
  }

  /** What is subscribed to. */
  List<String> criteria() {
    return made.map(one -> one.criteria(flow.type())).orElse(List.of());
  }

  /** Between two looks. */
  Duration interval() {
    return ehr.record(flow.type(), own.name()).orElseThrow().interval(flow.scope());
  }

  boolean offers(SubscribeSpec.Operation operation) {
    return made.filter(one -> one.operations().contains(operation)).isPresent();
  }
}

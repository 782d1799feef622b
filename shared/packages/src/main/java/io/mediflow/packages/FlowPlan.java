package io.mediflow.packages;

import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The flows that a connection needs so that every record type of its package is followed. */
public final class FlowPlan {

  /** Far enough, and every store can hold it. */
  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  private FlowPlan() {}

  /** New flows, due at {@code now}; storing one that is there already changes nothing, since its version is 0. */
  public static List<Flow> flows(Connection connection, EhrPackage ehr, Instant now) {
    return ehr.records().stream()
        .sorted((a, b) -> a.type().compareTo(b.type()))
        .flatMap(one -> connection.interfaceNamed(one.interfaceName()).map(own -> scopes(ehr, one, connection, own)).orElse(Stream.of())
            .map(scope -> new FlowId(connection.id(), one.interfaceName(), one.type(), scope)))
        .map(id -> id.scope() == Scope.PUSHED ? pushed(id, now)
            : new Flow(id, Checkpoint.START, now, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0))
        .toList();
  }

  /** It is never due, and what it has not heard yet it waits for from now on. */
  private static Flow pushed(FlowId id, Instant now) {
    Checkpoint begun = new Checkpoint(Optional.empty(), Optional.of(now), Optional.empty(), Optional.empty(), 0, 0);
    return new Flow(id, begun, NEVER, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0);
  }

  /** Whether we look after subscriptions for it. */
  public static boolean told(EhrPackage ehr, RecordSpec one, EhrInterface own) {
    return ehr.interfaces().get(own.name()).subscribe(own).filter(made -> !made.criteria(one.type()).isEmpty()).isPresent();
  }

  private static Stream<Scope> scopes(EhrPackage ehr, RecordSpec one, Connection connection, EhrInterface own) {
    Stream<Scope> group = ehr.followsGroup(one, connection) ? Stream.of(Scope.GROUP) : Stream.of();
    Stream<Scope> heard = told(ehr, one, own) ? Stream.of(Scope.TOLD) : ehr.onlyPushed(one, connection) ? Stream.of(Scope.PUSHED) : Stream.of();
    return Stream.of(ehr.listing(one, connection).map(one::scopes).orElse(List.of()).stream(), group, heard).flatMap(scopes -> scopes);
  }
}

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

  private FlowPlan() {}

  /** New flows, due at {@code now}; storing one that is there already changes nothing, since its version is 0. */
  public static List<Flow> flows(Connection connection, EhrPackage ehr, Instant now) {
    return ehr.records().stream()
        .sorted((a, b) -> a.type().compareTo(b.type()))
        .flatMap(one -> connection.interfaceNamed(one.interfaceName()).map(own -> scopes(ehr, one, connection, own)).orElse(Stream.of())
            .map(scope -> new FlowId(connection.id(), one.interfaceName(), one.type(), scope)))
        .map(id -> new Flow(id, Checkpoint.START, now, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0))
        .toList();
  }

  private static Stream<Scope> scopes(EhrPackage ehr, RecordSpec one, Connection connection, EhrInterface own) {
    boolean told = ehr.interfaces().get(own.name()).subscribe(own).filter(made -> !made.criteria(one.type()).isEmpty()).isPresent();
    return Stream.of(ehr.listing(one, connection).map(one::scopes).orElse(List.of()).stream(),
        ehr.followsGroup(one, connection) ? Stream.of(Scope.GROUP) : Stream.<Scope>of(),
        told ? Stream.of(Scope.TOLD) : Stream.<Scope>of()).flatMap(scopes -> scopes);
  }
}

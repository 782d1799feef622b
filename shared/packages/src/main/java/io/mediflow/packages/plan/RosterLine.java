package io.mediflow.packages.plan;

import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Facts;
import io.mediflow.packages.Format;
import io.mediflow.packages.JoinSpec;
import io.mediflow.packages.RecordSpec;
import io.mediflow.packages.RecordSpec.ChangeStrategy;
import io.mediflow.packages.plan.PlanLine.Followed;
import java.util.List;
import java.util.Optional;

/**
 * Where the patients come from whom a connection follows.
 *
 * @param source as the package writes it
 * @param not    why it brings nobody to this connection, as a clause; empty where it does
 */
public record RosterLine(String source, Optional<String> not) {

  /** The sources that the package states, in its order; none where nobody has to be named to learn of what changed. */
  static List<RosterLine> of(EhrPackage ehr, Connection connection, List<PlanLine> lines) {
    List<Followed> followed = lines.stream().filter(Followed.class::isInstance).map(Followed.class::cast).toList();
    return followed.stream().noneMatch(one -> one.scope() == Scope.HOT) ? List.of()
        : ehr.facts().roster().stream().map(source -> new RosterLine(source, not(source, ehr, connection, followed))).toList();
  }

  private static Optional<String> not(String source, EhrPackage ehr, Connection connection, List<Followed> followed) {
    return switch (source) {
      case Facts.SCHEDULE -> Optional.of("nothing lists the schedule")
          .filter(none -> followed.stream().noneMatch(one -> one.type() == RecordType.APPOINTMENT && one.listed()));
      case Facts.FEED -> ofFeed(ehr, connection);
      case Facts.BULK_GROUP -> ofGroup(ehr, followed);
      default -> Optional.empty();
    };
  }

  private static Optional<String> ofFeed(EhrPackage ehr, Connection connection) {
    JoinSpec join = ehr.facts().joins().get(RecordType.PATIENT);
    boolean used = ehr.interfaces().values().stream()
        .anyMatch(one -> one.format() == Format.HL7V2 && connection.interfaceNamed(one.name()).isPresent());
    return used
        ? Optional.of("the package states no search for whom the feed tells of").filter(none -> join == null || join.find().isEmpty())
        : Optional.of("the connection does not use the feed");
  }

  private static Optional<String> ofGroup(EhrPackage ehr, List<Followed> followed) {
    boolean exported = followed.stream()
        .anyMatch(one -> one.type() == RecordType.PATIENT && one.strategies().contains(ChangeStrategy.BULK_SINCE));
    boolean offered = ehr.record(RecordType.PATIENT).flatMap(RecordSpec::bulk).isPresent();
    return Optional.of(offered ? "the connection names no group (settings: {group: ID})" : "this package does not say how its EHR exports")
        .filter(none -> !exported);
  }
}

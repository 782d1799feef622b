package io.mediflow.packages;

import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.change.Reconciliation.Gap;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.Relist.By;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What of a connection is compared with its EHR at night, when, and what cannot be. */
public final class NightlyPlan {

  private static final LocalTime FIRST = LocalTime.of(1, 0);

  /** Over so much of the night comparisons begin, each connection's at its own time. */
  private static final Duration SPREAD = Duration.ofHours(3);

  /**
   * One record type of one interface.
   *
   * @param gap what cannot be compared of it; empty where all can
   */
  public record Line(RecordType type, String interfaceName, Optional<Gap> gap) {

    /** Whether a part at least is compared. */
    public boolean compared() {
      return gap.isEmpty() || gap.get().listed();
    }
  }

  private NightlyPlan() {}

  /** Of each record type that the connection takes from one of its interfaces. */
  public static List<Line> lines(Connection connection, EhrPackage ehr) {
    Set<String> used = connection.interfaces().stream().map(EhrInterface::name).collect(Collectors.toSet());
    return ehr.records().stream()
        .filter(spec -> !spec.strategies().isEmpty() && !ehr.leftOut(spec, used))
        .sorted(Comparator.comparing(RecordSpec::type))
        .flatMap(spec -> connection.interfaceNamed(spec.interfaceName()).stream()
            .map(own -> new Line(spec.type(), own.name(), gap(spec, connection, ehr))))
        .toList();
  }

  /** The comparisons as flows, due in the next night; storing one that is there already changes nothing, since its version is 0. */
  public static List<Flow> flows(Connection connection, EhrPackage ehr, Instant now) {
    return lines(connection, ehr).stream().filter(Line::compared)
        .map(one -> new FlowId(connection.id(), one.interfaceName(), one.type(), Scope.RECONCILE))
        .map(id -> new Flow(id, Checkpoint.START, next(connection, now), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), 0))
        .toList();
  }

  /** When the connection's comparisons begin next after {@code now}: by its own clock between 1 and 4 at night. */
  public static Instant next(Connection connection, Instant now) {
    long own = Math.floorMod(connection.id().hashCode(), SPREAD.toSeconds());
    LocalDate today = now.atZone(connection.zone()).toLocalDate();
    Instant tonight = at(connection, today, own);
    return tonight.isAfter(now) ? tonight : at(connection, today.plusDays(1), own);
  }

  private static Instant at(Connection connection, LocalDate day, long own) {
    return day.atTime(FIRST.plusSeconds(own)).atZone(connection.zone()).toInstant();
  }

  private static Optional<Gap> gap(RecordSpec spec, Connection connection, EhrPackage ehr) {
    return ehr.listing(spec, connection).map(listing -> switch (listing) {
      case LAST_UPDATED -> spec.first().isEmpty() || ehr.startDepth(spec.type()).isEmpty()
          ? Optional.<Gap>empty() : Optional.of(Gap.START_DEPTH);
      case WINDOWED_RELIST -> spec.relist().filter(one -> one.by() == By.WHOLE)
          .map(one -> one.window().map(dates -> Gap.NO_COMPLETE_SEARCH)).orElse(Optional.of(Gap.ROSTER_ONLY));
      case BULK_SINCE, CHANGED_FEED, SUBSCRIPTION, REST_HOOK, VENDOR_EVENT, HL7V2_FEED -> Optional.of(Gap.NO_COMPLETE_SEARCH);
    }).orElse(Optional.of(spec.pushed() ? Gap.ONLY_PUSHED : Gap.NO_COMPLETE_SEARCH));
  }
}

package io.mediflow.packages.plan;

import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.FlowPlan;
import io.mediflow.packages.Format;
import io.mediflow.packages.InterfaceSpec;
import io.mediflow.packages.NightlyPlan;
import io.mediflow.packages.RecordSpec;
import io.mediflow.packages.RecordSpec.ChangeStrategy;
import io.mediflow.packages.Relist;
import io.mediflow.packages.plan.PlanLine.Followed;
import io.mediflow.packages.plan.PlanLine.NotFollowed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Works out a connection's plan from its package, the interfaces that it switches on, and the numbers of its patients. */
public final class Planner {

  /** What is not of one patient: it has no hot set, and may be learned of later than the rest. */
  static final Set<RecordType> OF_THE_PRACTICE = EnumSet.of(RecordType.SLOT, RecordType.PRACTITIONER, RecordType.LOCATION);

  /** Upper bound of the calls a minute for tokens and heartbeats. */
  private static final double STANDING = 1;

  private final EhrPackage ehr;
  private final Connection connection;
  private final Set<ChangeStrategy> running;

  private Planner(EhrPackage ehr, Connection connection, Set<ChangeStrategy> running) {
    this.ehr = ehr;
    this.connection = connection;
    this.running = running;
  }

  /** With the strategies that this version runs. */
  public static SyncPlan plan(EhrPackage ehr, Connection connection, Sizes sizes) {
    return plan(ehr, connection, sizes, ChangeStrategy.running());
  }

  static SyncPlan plan(EhrPackage ehr, Connection connection, Sizes sizes, Set<ChangeStrategy> running) {
    Planner planner = new Planner(ehr, connection, running);
    List<PlanLine> lines = planner.lines(sizes);
    List<BudgetUse> uses = planner.uses(lines);
    return new SyncPlan(lines, uses, planner.nightly(sizes), RosterLine.of(ehr, connection, lines),
        new Refusals(lines, uses, sizes, planner::lines, planner::uses).all());
  }

  private List<NightlyLine> nightly(Sizes sizes) {
    return NightlyPlan.lines(connection, ehr).stream().map(one -> {
      int pageSize = one.compared() ? ehr.record(one.type(), one.interfaceName()).orElseThrow().pageSize() : 0;
      return new NightlyLine(one.type(), one.interfaceName(), pages(one.type(), pageSize, sizes), pageSize, one.gap());
    }).toList();
  }

  /** Of one listing of all; of most record types nobody knows how many a practice has. */
  private static OptionalInt pages(RecordType type, int pageSize, Sizes sizes) {
    OptionalInt records = switch (type) {
      case PATIENT -> OptionalInt.of(sizes.roster());
      case PRACTITIONER -> OptionalInt.of(sizes.practitioners());
      case LOCATION -> OptionalInt.of(sizes.locations());
      case APPOINTMENT, SLOT, ENCOUNTER, COVERAGE, CONDITION, MEDICATION, ALLERGY, OBSERVATION, IMMUNIZATION, PROCEDURE, NOTE, CHARGE,
          CLAIM -> OptionalInt.empty();
    };
    return pageSize == 0 || records.isEmpty() ? OptionalInt.empty()
        : OptionalInt.of(Math.max(1, Math.ceilDiv(records.getAsInt(), pageSize)));
  }

  private List<PlanLine> lines(Sizes sizes) {
    List<PlanLine> lines = new ArrayList<>();
    ehr.records().stream().sorted(Comparator.comparing(RecordSpec::type)).forEach(spec -> add(spec, sizes, lines));
    return lines;
  }

  private void add(RecordSpec spec, Sizes sizes, List<PlanLine> lines) {
    Optional<EhrInterface> own = connection.interfaceNamed(spec.interfaceName());
    Set<String> ways = connection.interfaces().stream().map(EhrInterface::name).collect(Collectors.toSet());
    if (ehr.leftOut(spec, ways)) {
      lines.add(notFollowed(spec, "the package takes these from " + String.join(" and ", ehr.facts().joins().get(spec.type()).by().keySet())
          + ", where the connection uses it", Optional.empty()));
      return;
    }
    Set<RecordType> unjoined = ehr.unjoined(spec, ways);
    List<ChangeStrategy> runs = spec.strategies().stream().filter(one -> spec.runs(one, running))
        .filter(one -> !ehr.apart(spec, ways)).toList();
    List<ChangeStrategy> used = used(runs.stream().filter(one -> own.filter(way -> spec.may(one, way)).isPresent()).toList(),
        own.map(EhrInterface::hookSecret).orElse(""));
    if (own.isEmpty() || used.isEmpty()) {
      lines.add(notFollowed(spec, own.isPresent(), runs, unjoined));
    } else {
      follow(spec, used, FlowPlan.told(ehr, spec, own.get()) ? Scope.TOLD : Scope.PUSHED, sizes, lines);
    }
  }

  /** All that tell us, and the first that lists: a package states one interval for what is listed. */
  private static List<ChangeStrategy> used(List<ChangeStrategy> runs, String hookSecret) {
    List<ChangeStrategy> used = new ArrayList<>();
    runs.stream().filter(ChangeStrategy::listed).findFirst().ifPresent(used::add);
    runs.stream().filter(one -> !one.listed() && !(ChangeStrategy.BY_HOOK.contains(one) && hookSecret.isEmpty())).forEach(used::add);
    return used;
  }

  /**
   * A line for each part into which its listing falls; what tells us stands with the first of them.
   *
   * @param unlisted its scope where nothing lists it
   */
  private void follow(RecordSpec spec, List<ChangeStrategy> used, Scope unlisted, Sizes sizes, List<PlanLine> lines) {
    List<ChangeStrategy> listing = used.stream().filter(ChangeStrategy::listed).toList();
    if (listing.isEmpty()) {
      lines.add(new Followed(spec.type(), spec.interfaceName(), used, unlisted, spec.interval(unlisted), spec.overlap(), 0));
    }
    for (ChangeStrategy one : listing) {
      List<Scope> scopes = spec.scopes(one);
      for (Scope scope : scopes) {
        Duration interval = spec.interval(scope);
        lines.add(new Followed(spec.type(), spec.interfaceName(), scope == scopes.getFirst() ? used : listing, scope, interval,
            spec.overlap(), perMinute(calls(one, spec, scope, sizes), interval)));
      }
    }
    if (ehr.followsGroup(spec, connection)) {
      Duration interval = spec.interval(Scope.GROUP);
      lines.add(new Followed(spec.type(), spec.interfaceName(), List.of(ChangeStrategy.BULK_SINCE), Scope.GROUP, interval, Duration.ZERO,
          perMinute(calls(ChangeStrategy.BULK_SINCE, spec, Scope.GROUP, sizes), interval)));
    }
  }

  /** Of one look that finds nothing: one call where the EHR can say what changed, else one for each that it lists by. */
  private static int calls(ChangeStrategy strategy, RecordSpec spec, Scope scope, Sizes sizes) {
    return switch (strategy) {
      case SUBSCRIPTION, REST_HOOK, VENDOR_EVENT, HL7V2_FEED -> 0;
      case CHANGED_FEED, LAST_UPDATED -> 1;
      case WINDOWED_RELIST -> spec.relist().map(one -> subjects(one, scope, sizes)).orElse(0);
      case BULK_SINCE -> 5; // it is asked for, looked at twice, its file read, and ended
    };
  }

  /** Within a window all are listed at night, the hot ones too: by day only their near dates are. */
  private static int subjects(Relist relist, Scope scope, Sizes sizes) {
    return switch (relist.by()) {
      case PATIENT -> scope == Scope.HOT ? sizes.hotSet() : relist.window().isPresent() ? sizes.roster() : sizes.rest();
      case PRACTITIONER -> sizes.practitioners();
      case LOCATION -> sizes.locations();
      case WHOLE -> 1;
    };
  }

  private static double perMinute(int calls, Duration interval) {
    return calls == 0 ? 0 : calls * 60_000.0 / interval.toMillis();
  }

  private NotFollowed notFollowed(
      RecordSpec spec, boolean switchedOn, List<ChangeStrategy> runs, Set<RecordType> unjoined) {
    String from = spec.interfaceName();
    if (spec.strategies().isEmpty()) {
      return notFollowed(spec, "the package names no way to learn of its changes", Optional.empty());
    }
    if (runs.isEmpty() && spec.relist().isEmpty() && spec.strategies().contains(ChangeStrategy.WINDOWED_RELIST)
        && running.contains(ChangeStrategy.WINDOWED_RELIST)) {
      return notFollowed(spec, "the package names windowed-relist, but no search for it", Optional.empty());
    }
    if (runs.isEmpty() && spec.strategies().stream().anyMatch(one -> spec.runs(one, running))) {
      String shared = unjoined.stream().sorted().map(RecordType::label).collect(Collectors.joining(", "));
      return notFollowed(spec, (switchedOn ? "" : "the connection does not use this interface; if it did, ") + "the feed speaks of what another interface of the connection has too (" + shared
          + "), and the package names nothing that joins the two", Optional.empty());
    }
    if (runs.isEmpty() && spec.bulk().isEmpty() && spec.strategies().contains(ChangeStrategy.BULK_SINCE)
        && running.contains(ChangeStrategy.BULK_SINCE)) {
      return notFollowed(spec, "the package names bulk-since, and does not say how its interface exports", Optional.empty());
    }
    if (runs.isEmpty() && spec.feed().isEmpty() && spec.strategies().contains(ChangeStrategy.CHANGED_FEED)
        && running.contains(ChangeStrategy.CHANGED_FEED)) {
      return notFollowed(spec, "the package names changed-feed, and does not say how its interface's feed is read", Optional.empty());
    }
    if (runs.isEmpty()) {
      return notFollowed(spec, "this version does not run " + spec.strategies().stream().map(ChangeStrategy::label)
          .collect(Collectors.joining(" or ")) + " yet", Optional.empty());
    }
    if (!switchedOn) {
      return notFollowed(spec, "the connection does not use this interface",
          Optional.of("Add the connection with the interface " + from + "."));
    }
    if (runs.contains(ChangeStrategy.BULK_SINCE)) {
      return notFollowed(spec, "the connection names no group to export",
          Optional.of("Add the connection with settings: {group: ID} for " + from + ", the id of the Group that the practice has made there."));
    }
    return notFollowed(spec, "the EHR's notifications are not switched on",
        Optional.of("Add the connection with webhook: true for " + from + ", and have the EHR send its notifications."));
  }

  private static NotFollowed notFollowed(RecordSpec spec, String reason, Optional<String> remedy) {
    return new NotFollowed(spec.type(), spec.interfaceName(), List.copyOf(spec.strategies()), reason, remedy);
  }

  private List<BudgetUse> uses(List<PlanLine> lines) {
    Map<String, List<InterfaceSpec>> buckets = new LinkedHashMap<>();
    ehr.interfaces().values().stream().filter(one -> connection.interfaceNamed(one.name()).isPresent())
        .forEach(one -> buckets.computeIfAbsent(one.bucket(), first -> new ArrayList<>()).add(one));
    List<BudgetUse> uses = new ArrayList<>();
    buckets.forEach((bucket, under) -> uses.add(new BudgetUse(bucket, under.stream().map(InterfaceSpec::name).toList(),
        under.getFirst().budget(), under.stream().mapToDouble(one -> calls(one, lines)).sum())));
    return uses;
  }

  /** A feed is sent to us and never called. */
  private static double calls(InterfaceSpec one, List<PlanLine> lines) {
    return (one.format() == Format.HL7V2 ? 0 : STANDING) + lines.stream()
        .filter(line -> line.interfaceName().equals(one.name()))
        .mapToDouble(line -> line instanceof Followed followed ? followed.callsPerMinute() : 0).sum();
  }
}

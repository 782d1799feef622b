package io.mediflow.packages.plan;

import io.mediflow.model.record.RecordType;
import io.mediflow.packages.plan.PlanLine.Followed;
import io.mediflow.packages.plan.PlanLine.NotFollowed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Holds a plan against the rule of design §3 and against its budgets, and looks for the nearest one that holds. */
final class Refusals {

  private static final Duration DAY = Duration.ofHours(24);
  private static final int STEPS_PER_TIMES = 20;

  private final List<PlanLine> lines;
  private final List<BudgetUse> uses;
  private final Sizes sizes;
  private final Function<Sizes, List<PlanLine>> linesOf;
  private final Function<List<PlanLine>, List<BudgetUse>> usesOf;

  /**
   * @param linesOf the same plan for other numbers of patients
   * @param usesOf  what lines take of the budgets
   */
  Refusals(
      List<PlanLine> lines, List<BudgetUse> uses, Sizes sizes, Function<Sizes, List<PlanLine>> linesOf,
      Function<List<PlanLine>, List<BudgetUse>> usesOf) {
    this.lines = lines;
    this.uses = uses;
    this.sizes = sizes;
    this.linesOf = linesOf;
    this.usesOf = usesOf;
  }

  List<Refusal> all() {
    List<Refusal> refusals = new ArrayList<>();
    lines.stream().map(PlanLine::type).distinct().filter(this::late).forEach(type -> refusals.add(ofType(type)));
    uses.stream().filter(one -> !one.fits()).forEach(one -> refusals.add(ofBudget(one)));
    return refusals;
  }

  private List<Followed> followed() {
    return lines.stream().filter(Followed.class::isInstance).map(Followed.class::cast).toList();
  }

  /** Whether nothing tells or finds within minutes what changes of it, though it should. */
  private boolean late(RecordType type) {
    return !Planner.OF_THE_PRACTICE.contains(type) && followed().stream().noneMatch(one -> one.type() == type && one.prompt());
  }

  private Refusal ofType(RecordType type) {
    List<Followed> late = followed().stream().filter(one -> one.type() == type && one.closely()).toList();
    List<NotFollowed> not = lines.stream().filter(one -> one.type() == type)
        .filter(NotFollowed.class::isInstance).map(NotFollowed.class::cast).toList();
    List<String> reasons = new ArrayList<>();
    late.forEach(one -> reasons.add("by " + one.interfaceName() + " we look only every " + words(one.interval())));
    not.forEach(one -> reasons.add("by " + one.interfaceName() + " " + one.reason()));
    return new Refusal(type.label(),
        "Nothing learns of its changes within minutes: " + String.join("; ", reasons) + ".",
        late.stream().findFirst().map(this::sooner)
            .or(() -> not.stream().flatMap(one -> one.remedy().stream()).findFirst())
            .orElse("No plan of this version follows it. Agree with the practice that it is not kept in step, or wait for"
                + " a version that runs what the package names."));
  }

  /** Held against the budget together with all others that are late, so that what is said of each can be done of all. */
  private String sooner(Followed late) {
    BudgetUse use = uses.stream().filter(one -> one.interfaces().contains(late.interfaceName())).findFirst().orElseThrow();
    String every = "every " + words(Tier.NEAR) + " by " + late.interfaceName();
    if (carried(use, sizes, this::near)) {
      return String.format(Locale.ROOT, "Look for it %s: that is %.1f calls a minute more, and %s.", every,
          late.every(Tier.NEAR).callsPerMinute() - late.callsPerMinute(),
          use.budget().isPresent() ? "the budget carries it" : "no limit is stated");
    }
    return largest(use, this::near)
        .map(patients -> "Looking for it and all others that are late " + every + " fits a hot set of at most " + patients
            + " patients. Follow fewer patients closely, or ask the EHR's maker for a larger budget.")
        .orElse("No hot set is so small that looking for it and all others that are late " + every
            + " fits the budget. Ask the EHR's maker for a larger one.");
  }

  private PlanLine near(PlanLine line) {
    return line instanceof Followed one && one.closely() && late(one.type()) ? one.every(Tier.NEAR) : line;
  }

  private Refusal ofBudget(BudgetUse use) {
    String taken = String.format(Locale.ROOT, "When nothing changes, %s takes %.1f of the %.1f calls a minute; %.1f may be taken,"
            + " so that fetches, writes and look-ups have the rest.",
        String.join(" and ", use.interfaces()), use.callsPerMinute(), use.allowed() / BudgetUse.SHARE, use.allowed());
    return new Refusal("budget " + use.bucket(), taken,
        longer(use).or(() -> fewer(use)).orElse("No longer interval and no smaller hot set fits it: follow fewer"
            + " patients or record types, or ask the EHR's maker for a larger budget."));
  }

  /** The smallest stretch of all intervals that fits; what is seen within minutes stays so. */
  private Optional<String> longer(BudgetUse use) {
    List<Followed> under = followed().stream()
        .filter(one -> use.interfaces().contains(one.interfaceName()) && one.listed() && one.closely()).toList();
    double others = use.callsPerMinute() - sum(under);
    int most = (int) DAY.toMinutes() * STEPS_PER_TIMES;
    for (int step = STEPS_PER_TIMES + 1; step <= most; step++) {
      double times = (double) step / STEPS_PER_TIMES;
      List<Followed> stretched = under.stream().map(one -> one.every(stretched(one, times))).toList();
      if (others + sum(stretched) <= use.allowed()) {
        return Optional.of("It fits with longer intervals: " + stretched.stream().filter(one -> !under.contains(one))
            .map(one -> one.type().label() + " by " + one.interfaceName() + " every " + words(one.interval()))
            .collect(Collectors.joining(", ")) + ".");
      }
    }
    return Optional.empty();
  }

  private static double sum(List<Followed> flows) {
    return flows.stream().mapToDouble(Followed::callsPerMinute).sum();
  }

  /** In whole minutes, and no longer than its record type may wait. */
  private static Duration stretched(Followed one, double times) {
    boolean bound = one.prompt() && !one.told() && !Planner.OF_THE_PRACTICE.contains(one.type());
    Duration most = bound ? Tier.NEAR : DAY;
    Duration wanted = Duration.ofMinutes((long) Math.ceil(one.interval().toSeconds() * times / 60));
    Duration longest = wanted.compareTo(most) < 0 ? wanted : most;
    return longest.compareTo(one.interval()) < 0 ? one.interval() : longest;
  }

  private Optional<String> fewer(BudgetUse use) {
    return largest(use, UnaryOperator.identity()).map(patients -> "No longer interval fits it and is near-real-time; a hot set"
        + " of at most " + patients + " patients does. Follow fewer patients closely, or ask the EHR's maker for a larger"
        + " budget.");
  }

  /** The most patients of a hot set, fewer than there are, that the budget carries. */
  private Optional<Integer> largest(BudgetUse use, UnaryOperator<PlanLine> change) {
    int fits = 0;
    int breaks = sizes.hotSet();
    while (breaks - fits > 1) {
      int middle = (fits + breaks) / 2;
      if (carried(use, sizes.with(sizes.roster(), middle), change)) {
        fits = middle;
      } else {
        breaks = middle;
      }
    }
    return fits == 0 ? Optional.empty() : Optional.of(fits);
  }

  private boolean carried(BudgetUse use, Sizes other, UnaryOperator<PlanLine> change) {
    return usesOf.apply(linesOf.apply(other).stream().map(change).toList()).stream()
        .filter(one -> one.bucket().equals(use.bucket())).allMatch(BudgetUse::fits);
  }

  private static String words(Duration interval) {
    return interval.toSeconds() % 3600 == 0 ? interval.toHours() + " h"
        : interval.toSeconds() % 60 == 0 ? interval.toMinutes() + " min" : interval.toSeconds() + " s";
  }
}

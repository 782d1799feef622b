package io.mediflow.bench.scale;

import io.mediflow.model.ehr.Lane;
import io.mediflow.packages.InterfaceSpec.BudgetSpec;
import io.mediflow.packages.plan.BudgetUse;
import io.mediflow.packages.plan.PlanLine.Followed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One practice's Monday, minute by minute: which windows are due, what its limits let them call, and how old a change gets. */
final class Monday {

  static final int MINUTES = 24 * 60;
  static final int OLDEST = 2 * 60 * 60;

  /** A flow that lists. */
  private static final class Walk {
    final Followed line;
    final Lane lane;
    final double calls;
    final double interval;
    final boolean told;
    double due;
    double began = -1;
    double left;

    Walk(Followed line, int start) {
      this.line = line;
      this.lane = line.closely() ? Lane.SOON : Lane.LATER;
      this.interval = line.interval().toSeconds() / 60.0;
      this.calls = Math.max(1, line.callsPerMinute() * interval);
      this.told = line.told();
      this.due = start % Math.min(interval, MINUTES); // an interval after the last, and so wherever the first began
    }
  }

  final double[] calls = new double[MINUTES];
  final double[] windows = new double[MINUTES];
  final double[] changes = new double[MINUTES];
  /** How many changes, of all flows that look closely, were how many seconds old when they were seen; older than the last: there. */
  final double[] ages = new double[OLDEST];

  private final List<Walk> walks = new ArrayList<>();
  private final Optional<BudgetSpec> limit;
  private final DrawnPractice practice;

  Monday(DrawnPractice practice, Random random) {
    this.practice = practice;
    this.limit = practice.plan().budgets().stream().map(BudgetUse::budget).flatMap(Optional::stream).findFirst();
    practice.plan().lines().forEach(line -> {
      if (line instanceof Followed followed && followed.listed()) {
        walks.add(new Walk(followed, random.nextInt(MINUTES)));
      }
    });
    double day = Arrays.stream(Assumed.MONDAY).sum();
    for (int minute = 0; minute < MINUTES; minute++) {
      changes[minute] = practice.changes() * Assumed.MONDAY[minute / 60] / day / 60;
    }
    for (int minute = 0; minute < MINUTES; minute++) {
      minute(minute);
    }
  }

  private void minute(int minute) {
    double writes = changes[minute] / Assumed.HOT_CHANGES * Assumed.WRITES * Assumed.CALLS_PER_WRITE;
    double fetched = practice.plan().lines().stream().anyMatch(line -> line instanceof Followed one && one.told()) ? changes[minute] / 10 : 0;
    calls[minute] = writes + fetched + 1; // and a token or heartbeat
    for (Lane lane : List.of(Lane.SOON, Lane.LATER)) {
      for (Walk walk : walks) {
        if (walk.lane == lane) {
          step(walk, minute);
        }
      }
    }
  }

  private void step(Walk walk, int minute) {
    if (walk.began < 0 && walk.due <= minute) {
      walk.began = minute;
      walk.left = walk.calls;
      windows[minute]++;
    }
    if (walk.began < 0) {
      return;
    }
    double most = limit.map(one -> Math.max(0, one.callsPerMinute() * Lane.QUIET_SHARE - calls[minute])).orElse(Double.MAX_VALUE);
    double now = Math.min(Math.min(walk.left, most), 60 / Assumed.CALL);
    walk.left -= now;
    calls[minute] += now;
    if (walk.left <= 0) {
      double ends = minute + Math.min(1, now * Assumed.CALL / 60);
      aged(walk, ends);
      walk.due = walk.began + walk.interval;
      walk.began = -1;
    }
  }

  /** Changes since the window before began are seen by its end at the latest. */
  private void aged(Walk walk, double ends) {
    if (walk.lane == Lane.LATER || walk.interval > 15) {
      return;
    }
    for (int minute = (int) Math.max(0, walk.began - walk.interval); minute < walk.began; minute++) {
      if (changes[minute] > 0) {
        ages[(int) Math.min(OLDEST - 1, walk.told ? Assumed.TOLD : (ends - minute - 0.5) * 60)] += changes[minute];
      }
    }
  }

  double limits() {
    return limit.isPresent() ? 1 : 0;
  }
}

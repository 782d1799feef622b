package io.mediflow.bench.scale;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Prints what many practices take on a Monday: calls, freshness, functions, units, and what that costs in a month. */
public final class ScaleModel {

  private static final long SEED = 20261123;
  private static final int[] CONNECTIONS = {10, 1_000, 10_000};

  private ScaleModel() {}

  public static void print(PrintStream out) {
    out.println("| connections | plans refused | calls to EHRs a minute, mean and peak | age of a change seen closely, p50, p95, p99 | functions at once, peak | "
        + "DynamoDB read and write units a second, peak | queue requests a second, peak | dollars a month, each connection | dollars per 1,000 changes |");
    out.println("|---|---|---|---|---|---|---|---|---|");
    for (int count : CONNECTIONS) {
      out.println(row(count));
    }
  }

  private static String row(int count) {
    Random random = new Random(SEED);
    double[] calls = new double[Monday.MINUTES];
    double[] changes = new double[Monday.MINUTES];
    double[] windows = new double[Monday.MINUTES];
    double[] limited = new double[Monday.MINUTES];
    double[] ages = new double[Monday.OLDEST];
    int refused = 0;
    for (int one = 0; one < count; one++) {
      DrawnPractice practice = DrawnPractice.of(random);
      refused += practice.plan().holds() ? 0 : 1;
      Monday monday = new Monday(practice, random);
      for (int minute = 0; minute < Monday.MINUTES; minute++) {
        calls[minute] += monday.calls[minute];
        changes[minute] += monday.changes[minute];
        windows[minute] += monday.windows[minute];
        limited[minute] += monday.calls[minute] * monday.limits();
      }
      for (int second = 0; second < ages.length; second++) {
        ages[second] += monday.ages[second];
      }
    }
    Day day = new Day(count, calls, changes, windows, limited);
    return "| %,d | %d%% | %,.0f, %,.0f | %s s | %,.0f | %,.0f, %,.0f | %,.0f | %.2f | %.3f |".formatted(
        count, Math.round(100.0 * refused / count), mean(calls), peak(calls), percentiles(ages), day.functions(), day.read() / 60, day.written() / 60,
        day.queue() / 60, day.dollars() / count, day.dollarsOfChanges());
  }

  private static String percentiles(double[] ages) {
    double all = Arrays.stream(ages).sum();
    List<String> found = new ArrayList<>();
    for (double part : new double[] {0.5, 0.95, 0.99}) {
      double sum = 0;
      int second = 0;
      while (second < ages.length - 1 && sum + ages[second] < part * all) {
        sum += ages[second++];
      }
      found.add(String.valueOf(second));
    }
    return String.join(", ", found);
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double one : values) {
      sum += one;
    }
    return sum / values.length;
  }

  static double peak(double[] values) {
    double most = 0;
    for (double one : values) {
      most = Math.max(most, one);
    }
    return most;
  }
}

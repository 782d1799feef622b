package io.mediflow.bench.scale;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the model takes as given. Whoever knows better changes it here and runs it again. */
final class Assumed {

  /** Packages and how many of a hundred practices use each (a resource), all of its interfaces that can be called switched on. */
  static final List<Share> PACKAGES = packages();

  record Share(String packageName, int percent) {}

  /** Patients of a practice: the logarithm is normally distributed about this median. */
  static final int MEDIAN_ROSTER = 2_500;
  static final double SPREAD = 0.7;
  /** Of a hundred patients, how many have an appointment from yesterday to the day after tomorrow. */
  static final double HOT_PERCENT = 3;
  static final int PATIENTS_PER_PRACTITIONER = 900;

  /** Changes of resources a day: of each patient in the hot set, and of each other one. */
  static final double HOT_CHANGES = 8;
  static final double OTHER_CHANGES = 0.05;
  /** Writes to the EHR a day for each patient in the hot set, and the calls that one takes with its read-back. */
  static final double WRITES = 0.5;
  static final double CALLS_PER_WRITE = 3;

  /** How a Monday's changes fall on its hours, from midnight; their sum does not matter. */
  static final double[] MONDAY = {0, 0, 0, 0, 0, 0, 1, 6, 16, 18, 15, 11, 7, 10, 11, 10, 8, 5, 2, 1, 0, 0, 0, 0};

  /** Seconds that one call to an EHR takes; a window makes its calls one after the other. */
  static final double CALL = 0.3;
  /** Seconds from a change to its record where the EHR tells us. */
  static final double TOLD = 3;
  /** Seconds of a function, warm and native: for a change, for a write step, for a tick or webhook. */
  static final double PER_CHANGE = 0.02;
  static final double MEMORY_GB = 0.25;

  /**
   * {@code infra/bench/run path} (2026-11-25): units and queue requests of one change that is stored and told; one read more, of a
   * record that is not there, which DynamoDB Local does not count.
   */
  static final double READ_PER_CHANGE = 1.2;
  static final double WRITTEN_PER_CHANGE = 4.0;
  static final double QUEUE_PER_CHANGE = 0.3;
  /** Counted from the code: a quiet listing reads its last listing, and is counted against each limit that its package states. */
  static final double READ_PER_LISTING = 1;
  static final double WRITTEN_PER_LIMIT = 1;
  /** Counted from the code: a window takes and hands over its flow, and is nudged. */
  static final double WRITTEN_PER_WINDOW = 3;
  static final double QUEUE_PER_WINDOW = 3;
  /** Counted from the code: heartbeat, freshness and roll-ups of a connection in a minute. */
  static final double READ_PER_MINUTE = 12;
  static final double WRITTEN_PER_MINUTE = 6;
  static final double QUEUE_PER_MINUTE = 2;
  static final double SECONDS_PER_MINUTE = 0.15;
  /** Events of one change. */
  static final double EVENTS_PER_CHANGE = 1;

  /** List prices in us-east-1 as generally known in 2025, on demand, in dollars; not looked up for this run. */
  static final double GB_SECOND = 0.0000133334;
  static final double INVOCATION = 0.20e-6;
  static final double READ_UNIT = 0.125e-6;
  static final double WRITE_UNIT = 0.625e-6;
  static final double QUEUE_REQUEST = 0.40e-6;
  static final double EVENT = 1.00e-6;

  /** Mondays' worth of load in a month: other working days are a little quieter, weekends nearly so. */
  static final double DAYS = 22;

  private Assumed() {}

  private static List<Share> packages() {
    try (var lines = new BufferedReader(new InputStreamReader(
        Assumed.class.getResourceAsStream("/scale/packages.csv"), StandardCharsets.UTF_8))) {
      return lines.lines().map(line -> line.split(",")).map(line -> new Share(line[0], Integer.parseInt(line[1]))).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

package io.mediflow.bench.scale;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** All practices' Monday in units and dollars, by minute. */
record Day(int connections, double[] calls, double[] changes, double[] windows, double[] limited) {

  /** Functions that run at once in the busiest minute (Little: arrivals a second times seconds each). */
  double functions() {
    return peak(this::seconds) / 60;
  }

  double read() {
    return peak(this::read);
  }

  double written() {
    return peak(this::written);
  }

  double queue() {
    return peak(this::queue);
  }

  /** In a month. */
  double dollars() {
    double day = sum(this::seconds) * Assumed.MEMORY_GB * Assumed.GB_SECOND
        + sum(minute -> windows[minute] + changes[minute] / 10 + connections * Assumed.QUEUE_PER_MINUTE) * Assumed.INVOCATION
        + sum(this::read) * Assumed.READ_UNIT + sum(this::written) * Assumed.WRITE_UNIT + sum(this::queue) * Assumed.QUEUE_REQUEST
        + sum(minute -> changes[minute]) * Assumed.EVENTS_PER_CHANGE * Assumed.EVENT;
    return day * Assumed.DAYS;
  }

  /** All costs, the quiet ones too, over what changed. */
  double dollarsOfChanges() {
    return dollars() / (sum(minute -> changes[minute]) * Assumed.DAYS) * 1_000;
  }

  private double seconds(int minute) {
    return calls[minute] * Assumed.CALL + changes[minute] * Assumed.PER_CHANGE + connections * Assumed.SECONDS_PER_MINUTE;
  }

  private double read(int minute) {
    return calls[minute] * Assumed.READ_PER_LISTING + changes[minute] * Assumed.READ_PER_CHANGE + connections * Assumed.READ_PER_MINUTE;
  }

  private double written(int minute) {
    return limited[minute] * Assumed.WRITTEN_PER_LIMIT + windows[minute] * Assumed.WRITTEN_PER_WINDOW
        + changes[minute] * Assumed.WRITTEN_PER_CHANGE + connections * Assumed.WRITTEN_PER_MINUTE;
  }

  private double queue(int minute) {
    return windows[minute] * Assumed.QUEUE_PER_WINDOW + changes[minute] * Assumed.QUEUE_PER_CHANGE + connections * Assumed.QUEUE_PER_MINUTE;
  }

  private double sum(IntToDoubleFunction of) {
    return IntStream.range(0, calls.length).mapToDouble(of).sum();
  }

  private double peak(IntToDoubleFunction of) {
    return IntStream.range(0, calls.length).mapToDouble(of).max().orElse(0);
  }
}

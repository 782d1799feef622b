package io.mediflow.model.watch;

import java.time.Instant;
import java.util.List;

/** Minute roll-ups, which the page and the thresholds read. */
public interface Rollups {

  /** Adds the deltas to what is stored. */
  void add(List<Rollup> deltas);

  /** From {@code from} inclusive to {@code to} exclusive, oldest first. */
  List<Rollup> read(String connection, Instant from, Instant to);
}

package io.mediflow.model.write;

import java.util.EnumMap;
import java.util.Map;

/** How many writes a connection received ever, and how many stand in each state now. */
public record LedgerCounts(long received, Map<WriteState, Long> byState) {

  public LedgerCounts {
    EnumMap<WriteState, Long> all = new EnumMap<>(WriteState.class);
    for (WriteState state : WriteState.values()) {
      all.put(state, byState.getOrDefault(state, 0L));
    }
    byState = Map.copyOf(all);
  }

  public boolean balances() {
    return received == byState.values().stream().mapToLong(Long::longValue).sum();
  }
}

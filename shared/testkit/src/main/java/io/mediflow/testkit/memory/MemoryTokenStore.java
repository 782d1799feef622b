package io.mediflow.testkit.memory;

import io.mediflow.model.ehr.TokenStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tokens in memory. */
public final class MemoryTokenStore implements TokenStore {

  private record Lease(String holder, Instant until) {}

  private final Map<String, TokenState> states = new HashMap<>();
  private final Map<String, Lease> leases = new HashMap<>();

  @Override
  public synchronized Optional<TokenState> find(String key) {
    return Optional.ofNullable(states.get(key));
  }

  @Override
  public synchronized boolean lease(String key, String holder, Instant now, Instant until) {
    Lease held = leases.get(key);
    if (held != null && !held.holder().equals(holder) && held.until().isAfter(now)) {
      return false;
    }
    leases.put(key, new Lease(holder, until));
    return true;
  }

  @Override
  public synchronized void put(String key, String holder, TokenState state) {
    Lease held = leases.get(key);
    if (held != null && held.holder().equals(holder)) {
      states.put(key, state);
      leases.remove(key);
    }
  }
}

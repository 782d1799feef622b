package io.mediflow.model.ehr;

import java.time.Instant;
import java.util.Optional;

/** Access tokens that all workers share, refreshed once for all of them. */
public interface TokenStore {

  /**
   * What is known under a token key.
   *
   * @param token     the access token; empty when the last request was refused or there was none
   * @param refreshAt from when one worker should fetch the next, early and with jitter
   * @param ends      when it ends
   * @param refused   until when a refusal is believed
   */
  record TokenState(
      Optional<String> token, Instant refreshAt, Instant ends, Optional<Instant> refused) {}

  Optional<TokenState> find(String key);

  /** Makes {@code holder} the one who refreshes until {@code until}; false when another one is. */
  boolean lease(String key, String holder, Instant now, Instant until);

  /** Stores what the refresh came to and ends the lease, if {@code holder} still has it. */
  void put(String key, String holder, TokenState state);
}
